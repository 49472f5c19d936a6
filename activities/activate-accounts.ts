import { z } from 'zod';
import { codeSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';

/**
 * Takes the licences and activates all accounts of this onboarding. A moved start date deactivates them until the new date
 * and returns the licences: that follows a person's request, never a timer.
 */
export const activateAccounts = defineActivity({
  title: { en: 'Activate accounts', de: 'Konten aktivieren' },
  uses: ['directory'],
  settings: z.strictObject({
    licences: z.array(z.strictObject({ system: codeSchema(), licence: codeSchema() })).default([]),
  }),
  result: z.object({ username: z.string(), activated: z.array(z.string()) }),
  permanent: ['NoAccounts', 'NoLicence'],
  redo: 'undo-first',
  reads: [],
  pivot: true,
  demand: (_request, { licences }) => ({ licences }),

  run: ({ key, onboardingId, settings: { licences }, systems }) =>
    systems.directory.activate({ key, onboardingId, licences }),

  undo: ({ key, systems }) => systems.directory.deactivate(key),
});
