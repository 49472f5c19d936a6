import { z } from 'zod';
import { defineActivity } from '../../activities/define-activity';
import type { Definition } from './activity-test-environment';

/** Defines an activity whose effect is outside our database. Its bodies do nothing unless overridden. */
export const defineExternalEffect = (overrides: Partial<Definition>): Definition =>
  defineActivity({
    title: 'An effect',
    uses: ['mail'],
    settings: z.strictObject({ text: z.string().default('none') }),
    result: z.object({ text: z.string() }),
    run: () => Promise.resolve({ text: 'none' }),
    undo: () => Promise.resolve(),
    ...overrides,
  });
