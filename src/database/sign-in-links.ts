import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './client';

const VALIDITY_MINUTES = 15;
/** Limit per address in 15 minutes. Above it, the requests probably come from another person. */
const MAX_LINKS_PER_PERIOD = 5;

/** Stores a new link. Returns false if the rate limit of the address is reached. */
export function insertSignInLink(
  database: Database,
  { hash, email, next }: { hash: string; email: string; next: string },
  validityMinutes = VALIDITY_MINUTES,
): Promise<boolean> {
  const period = sql`make_interval(mins => ${VALIDITY_MINUTES})`;
  return database.transaction().execute(async (transaction) => {
    // Serialises calls per address, so that each sees the links inserted before it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 0))`.execute(transaction);
    const { numAffectedRows } = await sql`
      insert into sign_in_links (hash, email, next, expires_at)
      select ${hash}, ${email}, ${next}, now() + make_interval(mins => ${validityMinutes})
      where (select count(*) from sign_in_links where email = ${email} and created_at > now() - ${period}) < ${MAX_LINKS_PER_PERIOD}
      `.execute(transaction);
    return numAffectedRows === 1n;
  });
}

/** Returns the address of a link that is unused and has not expired. */
export async function findSignInLinkEmail(database: Database, hash: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('sign_in_links')
    .select('email')
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.email;
}

/** Marks the link as used, which succeeds once. Returns undefined if it was used or has expired. */
export function consumeSignInLink(
  database: Database,
  hash: string,
): Promise<{ email: string; next: string } | undefined> {
  return database
    .updateTable('sign_in_links')
    .set({ used_at: sql`now()` })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['email', 'next'])
    .executeTakeFirst();
}

/** Makes the person's unused links unusable. */
export async function discardSignInLinks(transaction: DatabaseTransaction, email: string): Promise<void> {
  await transaction
    .updateTable('sign_in_links')
    .set({ used_at: sql`now()` })
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .execute();
}
