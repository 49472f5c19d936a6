import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import type { Directory } from './directory';
import { updateAccounts } from './update-accounts';
import { claimUsername, insertAccounts, listAccountsByKey, selectAccounts } from './accounts';

/**
 * Directory in Firstday's own database. Removing accounts that were never active frees their username. A username with
 * an account that was ever active is never reassigned.
 */
export const createEmbeddedDirectory = (database: Database): Directory => ({
  create: (request) =>
    inTransaction(database, async (tx) => {
      const claimed = await claimUsername(tx, request);
      if (claimed.isNew) await insertAccounts(tx, claimed.username, request);
      return { username: claimed.username, accounts: await listAccountsByKey(tx, request.key) };
    }),

  update: (change) => inTransaction(database, (tx) => updateAccounts(tx, change)),

  activate: (onboardingId, key) =>
    inTransaction(database, async (tx) => {
      await tx
        .updateTable('accounts')
        .set({ active: true, ever_active: true, activated_by: key })
        .where('onboarding_id', '=', onboardingId)
        .where('active', '=', false)
        .where('username', 'in', selectUsernamesInUse(tx, onboardingId))
        .execute();
      const accounts = await tx
        .selectFrom('accounts')
        .select(['username', 'application'])
        .where('onboarding_id', '=', onboardingId)
        .where('active', '=', true)
        .orderBy('application')
        .execute();
      const [first] = accounts;
      if (!first) throw new SystemError('NoAccounts', {});
      return { username: first.username, activated: accounts.map(({ application }) => application) };
    }),

  deactivate: async (key) => {
    const disabled = { active: false, activated_by: null };
    await database.updateTable('accounts').set(disabled).where('activated_by', '=', key).execute();
  },

  remove: (key) =>
    inTransaction(database, async (tx) => {
      await tx.updateTable('accounts').set({ active: false }).where('effect_key', '=', key).execute();
      await tx.deleteFrom('accounts').where('effect_key', '=', key).where('ever_active', '=', false).execute();
      const keptAccount = await tx
        .selectFrom('accounts')
        .select('username')
        .where('effect_key', '=', key)
        .executeTakeFirst();
      await (keptAccount
        ? tx.updateTable('usernames').set({ removed_at: new Date() }).where('effect_key', '=', key).execute()
        : tx.deleteFrom('usernames').where('effect_key', '=', key).execute());
    }),

  listAccounts: (onboardingId) =>
    selectAccounts(database).where('onboarding_id', '=', onboardingId).orderBy('application').execute(),
});

const selectUsernamesInUse = (tx: Database, onboardingId: string) =>
  tx
    .selectFrom('usernames')
    .select('username')
    .where('onboarding_id', '=', onboardingId)
    .where('removed_at', 'is', null);
