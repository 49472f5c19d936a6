import { z } from 'zod';
import type { EffectContext } from './define-activity';
import { defineActivity } from './define-activity';

/** Claims the username for all accounts of the new hire. It follows an amended name until day one. */
export const claimUsername = defineActivity({
  title: { en: 'Reserve username', de: 'Benutzernamen reservieren' },
  uses: ['directory'],
  settings: z.strictObject({}),
  result: z.object({ username: z.string() }),
  reads: ['employee.givenName', 'employee.familyName', 'employee.preferredName', 'employee.personalEmail'],

  run: async (context) => ({
    username: await context.systems.directory.claimUsername({ key: context.key, ...describeOwner(context) }),
  }),

  update: async (context) => ({ username: await context.systems.directory.updateOwner(describeOwner(context)) }),

  undo: ({ key, systems }) => systems.directory.releaseUsername(key),
});

function describeOwner({ onboardingId, request }: Pick<EffectContext<unknown, never>, 'onboardingId' | 'request'>) {
  const { givenName, familyName, preferredName, personalEmail: email } = request.employee;
  return { onboardingId, name: { givenName, familyName, preferredName }, email };
}
