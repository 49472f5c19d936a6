import { sql } from 'kysely';
import type { Database } from '../../database/client';
import { formatEmployeeName } from '../../domain/employee-name';
import type { AccountOwner } from './directory';
import { deriveUsername, findFreeUsername } from './username';

/** Separates these advisory locks from other uses in the same database. */
const LOCK_CLASS = 0xd14;

export const toNameColumns = ({ name, email }: Pick<AccountOwner, 'name' | 'email'>) => ({
  display_name: formatEmployeeName({ employee: name }),
  contact_email: email,
});

/** Claims the first free username. The insert waits for a concurrent transaction that claims the same one. */
export async function claimUsername(
  tx: Database,
  { key, onboardingId, name, email }: AccountOwner & { key: string },
): Promise<string> {
  const base = deriveUsername(name);
  for (let username = base; ; username = await findNextFreeUsername(tx, base)) {
    const inserted = await tx
      .insertInto('usernames')
      .values({ username, onboarding_id: onboardingId, effect_key: key, ...toNameColumns({ name, email }) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return username;
    const existing = await tx
      .selectFrom('usernames')
      .select('username')
      .where('effect_key', '=', key)
      .executeTakeFirst();
    if (existing) return existing.username;
  }
}

/** Serialises the search per base name: otherwise all waiting transactions would try the same next candidate. */
async function findNextFreeUsername(tx: Database, base: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${base}))`.execute(tx);
  // Usernames contain no `like` wildcard.
  const rows = await tx.selectFrom('usernames').select('username').where('username', 'like', `${base}%`).execute();
  return findFreeUsername(base, new Set(rows.map(({ username }) => username)));
}
