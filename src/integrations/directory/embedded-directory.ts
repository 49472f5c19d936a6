import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { createAccount, listAccounts, removeAccount, updateAccount } from './accounts';
import { activateAccounts, deactivateAccounts } from './activate-accounts';
import { claimUsername } from './claim-username';
import type { Directory } from './directory';
import { updateOwner } from './update-owner';

/**
 * Directory in Firstday's own database. Removing accounts that were never active frees their username. A username with
 * an account that was ever active is never reassigned.
 */
export const createEmbeddedDirectory = (database: Database): Directory => ({
  claimUsername: (claim) => inTransaction(database, (tx) => claimUsername(tx, claim)),
  updateOwner: (owner) => inTransaction(database, (tx) => updateOwner(tx, owner)),
  releaseUsername: (key) => inTransaction(database, (tx) => releaseUsername(tx, key)),
  createAccount: (account) => inTransaction(database, (tx) => createAccount(tx, account)),
  updateAccount: (account) => inTransaction(database, (tx) => updateAccount(tx, account)),
  removeAccount: (key) => inTransaction(database, (tx) => removeAccount(tx, key)),
  activate: (activation) => inTransaction(database, (tx) => activateAccounts(tx, activation)),
  deactivate: (key) => deactivateAccounts(database, key),
  listAccounts: (onboardingId) => listAccounts(database, onboardingId),
});

async function releaseUsername(tx: Database, key: string): Promise<void> {
  const keptAccount = await tx
    .selectFrom('usernames')
    .innerJoin('accounts', 'accounts.username', 'usernames.username')
    .select('accounts.username')
    .where('usernames.effect_key', '=', key)
    .executeTakeFirst();
  await (keptAccount
    ? tx.updateTable('usernames').set({ removed_at: new Date() }).where('effect_key', '=', key).execute()
    : tx.deleteFrom('usernames').where('effect_key', '=', key).execute());
}
