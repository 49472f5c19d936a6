import { z } from 'zod';
import { codeSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';

/** Creates one username and an account for it in every application of the plan, disabled until day one. */
export const createAccounts = defineActivity({
  title: { en: 'Create accounts', de: 'Konten anlegen' },
  uses: ['directory'],
  settings: z.strictObject({ applications: z.array(codeSchema()).min(1) }),
  result: z.object({ username: z.string(), applications: z.array(z.string()) }),
  reads: ['employee.givenName', 'employee.familyName', 'employee.preferredName', 'employee.personalEmail'],

  async run({ key, onboardingId, request, settings, systems }) {
    const { givenName, familyName, preferredName, personalEmail: email } = request.employee;
    const name = { givenName, familyName, preferredName };
    const { applications } = settings;
    const { username, accounts } = await systems.directory.create({ key, onboardingId, name, email, applications });
    return { username, applications: accounts.map(({ application }) => application) };
  },

  undo: ({ key, systems }) => systems.directory.remove(key),
});
