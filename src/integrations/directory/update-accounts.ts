import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import { claimUsername, insertAccounts, listAccountsByKey, toNameColumns } from './accounts';
import type { Account, AccountChange, NewAccounts } from './directory';
import { deriveUsername } from './username';

/** See `Directory.update`. The accounts keep the key under which they were created. */
export async function updateAccounts(
  tx: Database,
  change: AccountChange,
): Promise<{ username: string; accounts: Account[] }> {
  const { onboardingId } = change;
  const current = await tx
    .selectFrom('usernames')
    .select(['username', 'effect_key as key'])
    .where('onboarding_id', '=', onboardingId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (current === undefined) throw new SystemError('NoAccounts', {});
  const accounts = { ...change, key: current.key };
  const username = (await mustRename(tx, current.username, accounts))
    ? await replaceUsername(tx, current.username, accounts)
    : current.username;
  await tx.updateTable('usernames').set(toNameColumns(change)).where('username', '=', username).execute();
  await replaceApplications(tx, username, accounts);
  return { username, accounts: await listAccountsByKey(tx, current.key) };
}

/** A username that people have signed in with stays. */
async function mustRename(tx: Database, username: string, { name, key }: NewAccounts): Promise<boolean> {
  const base = deriveUsername(name);
  if (username.startsWith(base) && /^\d*$/.test(username.slice(base.length))) return false;
  const usedAccount = await tx
    .selectFrom('accounts')
    .select('username')
    .where('effect_key', '=', key)
    .where('ever_active', '=', true)
    .executeTakeFirst();
  return usedAccount === undefined;
}

async function replaceUsername(tx: Database, oldUsername: string, accounts: NewAccounts): Promise<string> {
  await tx.deleteFrom('accounts').where('username', '=', oldUsername).execute();
  await tx.deleteFrom('usernames').where('username', '=', oldUsername).execute();
  const { username } = await claimUsername(tx, accounts);
  await insertAccounts(tx, username, accounts);
  return username;
}

async function replaceApplications(tx: Database, username: string, accounts: NewAccounts): Promise<void> {
  const existing = await tx.selectFrom('accounts').select('application').where('username', '=', username).execute();
  const existingApplications = existing.map(({ application }) => application);
  const missing = accounts.applications.filter((application) => !existingApplications.includes(application));
  const unwanted = existingApplications.filter((application) => !accounts.applications.includes(application));
  await insertAccounts(tx, username, { ...accounts, applications: missing });
  if (unwanted.length === 0) return;
  await tx.deleteFrom('accounts').where('username', '=', username).where('application', 'in', unwanted).execute();
}
