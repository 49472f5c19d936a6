import { z } from 'zod';
import type { OnboardingRequest } from '../src/domain/request';
import { codeSchema } from '../src/domain/text/schemas';
import type { Account, AccountChange } from '../src/integrations/directory/directory';
import { defineActivity } from './define-activity';

/**
 * Creates one username and an account for it in every application of the plan, disabled until day one. An amended name or
 * department changes the accounts in place.
 */
export const createAccounts = defineActivity({
  title: { en: 'Create accounts', de: 'Konten anlegen' },
  uses: ['directory'],
  settings: z.strictObject({ applications: z.array(codeSchema()).min(1) }),
  result: z.object({ username: z.string(), applications: z.array(z.string()) }),
  reads: ['employee.givenName', 'employee.familyName', 'employee.preferredName', 'employee.personalEmail'],

  async run({ key, onboardingId, request, settings, systems }) {
    const wanted = describeAccounts(onboardingId, request, settings.applications);
    return toResult(await systems.directory.create({ key, ...wanted }));
  },

  update: async ({ onboardingId, request, settings, systems }) =>
    toResult(await systems.directory.update(describeAccounts(onboardingId, request, settings.applications))),

  undo: ({ key, systems }) => systems.directory.remove(key),
});

function describeAccounts(
  onboardingId: string,
  { employee }: OnboardingRequest,
  applications: string[],
): AccountChange {
  const { givenName, familyName, preferredName, personalEmail: email } = employee;
  return { onboardingId, name: { givenName, familyName, preferredName }, email, applications };
}

const toResult = ({ username, accounts }: { username: string; accounts: Account[] }) => ({
  username,
  applications: accounts.map(({ application }) => application),
});
