import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import type { Account, NewAccount } from './directory';

/** See `Directory.createAccount`. An account that an earlier generation left disabled is used again. */
export async function createAccount(tx: Database, account: NewAccount & { key: string }): Promise<Account> {
  const { key, onboardingId, username, system, groups } = account;
  const claim = await selectClaim(tx, account).executeTakeFirst();
  if (claim === undefined) throw new SystemError('NoUsername', {});
  await tx
    .insertInto('accounts')
    .values({ username, system, onboarding_id: onboardingId, effect_key: key, groups })
    .onConflict((conflict) =>
      conflict
        .columns(['username', 'system'])
        .doUpdateSet({ effect_key: key, groups })
        .where('accounts.onboarding_id', '=', onboardingId),
    )
    .execute();
  return getAccount(tx, account);
}

/** See `Directory.updateAccount`. */
export async function updateAccount(tx: Database, { onboardingId, system, groups }: NewAccount): Promise<Account> {
  await tx
    .updateTable('accounts')
    .set({ groups })
    .where('onboarding_id', '=', onboardingId)
    .where('system', '=', system)
    .where('username', 'in', selectUsernamesInUse(tx, onboardingId))
    .execute();
  return getAccount(tx, { onboardingId, system });
}

/** See `Directory.removeAccount`. */
export async function removeAccount(tx: Database, key: string): Promise<void> {
  await tx.updateTable('accounts').set({ licence: null, active: false }).where('effect_key', '=', key).execute();
  await tx.deleteFrom('accounts').where('effect_key', '=', key).where('ever_active', '=', false).execute();
}

export const listAccounts = async (database: Database, onboardingId: string): Promise<Account[]> =>
  (await selectAccounts(database, onboardingId).orderBy('system').execute()).map(toAccount);

/** Excludes those that were released. */
export const selectUsernamesInUse = (tx: Database, onboardingId: string) =>
  tx
    .selectFrom('usernames')
    .select('username')
    .where('onboarding_id', '=', onboardingId)
    .where('removed_at', 'is', null);

const selectClaim = (tx: Database, { onboardingId, username }: Pick<NewAccount, 'onboardingId' | 'username'>) =>
  selectUsernamesInUse(tx, onboardingId).where('username', '=', username).forKeyShare();

async function getAccount(
  tx: Database,
  { onboardingId, system }: Pick<NewAccount, 'onboardingId' | 'system'>,
): Promise<Account> {
  const row = await selectAccounts(tx, onboardingId)
    .where('system', '=', system)
    .where('username', 'in', selectUsernamesInUse(tx, onboardingId))
    .executeTakeFirst();
  if (row === undefined) throw new SystemError('NoAccounts', {});
  return toAccount(row);
}

const selectAccounts = (database: Database, onboardingId: string) =>
  database
    .selectFrom('accounts')
    .select(['system', 'username', 'groups', 'licence', 'active'])
    .where('onboarding_id', '=', onboardingId);

const toAccount = ({ licence, ...account }: Omit<Account, 'licence'> & { licence: string | null }): Account => ({
  ...account,
  ...(licence !== null && { licence }),
});
