import { sql } from 'kysely';
import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import type { Account, Directory, NewAccounts } from './directory';
import { findFreeUsername, deriveUsername } from './username';

/** Separates these advisory locks from other uses in the same database. */
const LOCK_CLASS = 0xd14;

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

/** Claims the first free username. The insert waits for a concurrent transaction that claims the same one. */
async function claimUsername(
  tx: Database,
  { key, onboardingId, name }: NewAccounts,
): Promise<{ username: string; isNew: boolean }> {
  const base = deriveUsername(name);
  for (let username = base; ; username = await findNextFreeUsername(tx, base)) {
    const inserted = await tx
      .insertInto('usernames')
      .values({ username, onboarding_id: onboardingId, effect_key: key })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return { username, isNew: true };
    const existing = await tx
      .selectFrom('usernames')
      .select('username')
      .where('effect_key', '=', key)
      .executeTakeFirst();
    if (existing) return { username: existing.username, isNew: false };
  }
}

/** Serialises the search per base name: otherwise all waiting transactions would try the same next candidate. */
async function findNextFreeUsername(tx: Database, base: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${base}))`.execute(tx);
  // Usernames contain no `like` wildcard.
  const rows = await tx.selectFrom('usernames').select('username').where('username', 'like', `${base}%`).execute();
  return findFreeUsername(base, new Set(rows.map(({ username }) => username)));
}

async function insertAccounts(tx: Database, username: string, { key, onboardingId, applications }: NewAccounts) {
  const rows = [...new Set(applications)].map((application) => ({
    username,
    application,
    onboarding_id: onboardingId,
    effect_key: key,
    active: false,
    ever_active: false,
  }));
  if (rows.length > 0) await tx.insertInto('accounts').values(rows).execute();
}

const selectAccounts = (database: Database) =>
  database.selectFrom('accounts').select(['application', 'username', 'active']);

const listAccountsByKey = (tx: Database, key: string): Promise<Account[]> =>
  selectAccounts(tx).where('effect_key', '=', key).orderBy('application').execute();

const selectUsernamesInUse = (tx: Database, onboardingId: string) =>
  tx
    .selectFrom('usernames')
    .select('username')
    .where('onboarding_id', '=', onboardingId)
    .where('removed_at', 'is', null);
