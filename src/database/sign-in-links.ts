import { sql } from 'kysely';
import type { Database } from './client';

const VALID_MINUTES = 15;
/** More links than this in a quarter of an hour are not sent: somebody else is asking. */
const MAX_LINKS_PER_PERIOD = 5;

/** Keeps a new link; false where this person was sent too many already. */
export function insertSignInLink(database: Database, hash: string, email: string): Promise<boolean> {
  const valid = sql`make_interval(mins => ${VALID_MINUTES})`;
  return database.transaction().execute(async (transaction) => {
    // One at a time for each address, so that each sees those before it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${email}, 0))`.execute(transaction);
    const { numAffectedRows } = await sql`
      insert into sign_in_links (hash, email, expires_at)
      select ${hash}, ${email}, now() + ${valid}
      where (select count(*) from sign_in_links where email = ${email} and created_at > now() - ${valid}) < ${MAX_LINKS_PER_PERIOD}
      `.execute(transaction);
    return numAffectedRows === 1n;
  });
}

/** Whose link it is, while it can be used. */
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

/** Uses the link, which can be done once. @returns whose it is */
export async function consumeSignInLink(database: Database, hash: string): Promise<string | undefined> {
  const row = await database
    .updateTable('sign_in_links')
    .set({ used_at: sql`now()` })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('email')
    .executeTakeFirst();
  return row?.email;
}
