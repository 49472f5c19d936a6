import { z } from 'zod';
import { defineActivity } from './define-activity';

/**
 * Lets the new hire in: all accounts of this onboarding become active. A moved start date closes them until the new one:
 * a person asked for that, no timer did.
 */
export const activateAccounts = defineActivity({
  title: 'Activate accounts',
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
