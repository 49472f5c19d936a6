import { z } from 'zod';
import { localizedTextSchema } from '../src/domain/text/localized-text-schema';
import { codeSchema } from '../src/domain/text/schemas';
import { SystemError } from '../src/integrations/system-error';
import { claimUsername } from './claim-username';
import { defineActivity, type RunContext } from './define-activity';

const settingsSchema = z.strictObject({
  system: codeSchema(),
  title: localizedTextSchema,
  groups: z.array(z.string()),
});

/** Creates the account of the new hire in one system, disabled until day one. */
export const createAccount = defineActivity({
  title: { en: 'Create account', de: 'Konto anlegen' },
  uses: ['directory'],
  settings: settingsSchema,
  result: settingsSchema.extend({ username: z.string() }),
  needs: { claimUsername },
  permanent: ['NoUsername'],
  reads: [],

  async run(context) {
    const { username } = await context.systems.directory.createAccount({
      key: context.key,
      ...describeAccount(context),
    });
    return { ...context.settings, username };
  },

  async update(context) {
    const { username } = await context.systems.directory.updateAccount(describeAccount(context));
    return { ...context.settings, username };
  },

  undo: ({ key, systems }) => systems.directory.removeAccount(key),
});

type AccountContext = Pick<
  RunContext<unknown, z.infer<typeof settingsSchema>, 'directory', { claimUsername: typeof claimUsername }>,
  'onboardingId' | 'settings' | 'results'
>;

/** @throws SystemError `NoUsername` if the step that claims it was skipped */
function describeAccount({ onboardingId, settings: { system, groups }, results }: AccountContext) {
  const username = results.claimUsername?.username;
  if (username === undefined) throw new SystemError('NoUsername', {});
  return { onboardingId, username, system, groups };
}
