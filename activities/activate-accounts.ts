import { z } from 'zod';
import { defineActivity } from './define-activity';

/**
 * Activates all accounts of this onboarding. A moved start date deactivates them until the new date: that follows a
 * person's request, never a timer.
 */
export const activateAccounts = defineActivity({
  title: { en: 'Activate accounts', de: 'Konten aktivieren' },
  uses: ['directory'],
  settings: z.strictObject({}),
  result: z.object({ username: z.string(), activated: z.array(z.string()) }),
  permanent: ['NoAccounts'],
  redo: 'undo-first',
  reads: [],
  pivot: true,

  run: ({ key, onboardingId, systems }) => systems.directory.activate(onboardingId, key),

  undo: ({ key, systems }) => systems.directory.deactivate(key),
});
