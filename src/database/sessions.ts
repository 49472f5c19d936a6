import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './client';
import type { SessionsTable } from './access-tables';

/** The previous secret stays valid for this long after a rotation, for requests of the page that are under way. */
const ROTATION_OVERLAP = sql`interval '1 minute'`;
/** A session without activity for this long is closed. */
const IDLE_TIMEOUT = sql`interval '12 hours'`;
const SESSION_EXPIRY = sql<Date>`now() + interval '7 days'`;

export type SessionRow = Omit<Selectable<SessionsTable>, 'hash' | 'previous_hash'>;
const COLUMNS = [
  'id',
  'email',
  'created_at',
  'authenticated_at',
  'last_seen_at',
  'rotated_at',
  'expires_at',
  'revoked_at',
  'ip',
  'user_agent',
] as const;

export async function insertSession(
  database: Database,
  session: { hash: string; email: string; authenticatedAt?: Date; ip?: string; userAgent?: string },
): Promise<void> {
  const { hash, email, authenticatedAt, ip, userAgent } = session;
  await database
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      hash,
      email,
      authenticated_at: authenticatedAt,
      ip,
      user_agent: userAgent,
      expires_at: SESSION_EXPIRY,
    })
    .execute();
}

/** Marks the session as seen. Returns undefined if it is expired, idle for too long, revoked or unknown. */
export async function findAndTouchSession(database: Database, hash: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    with found as (
      select ${sql.join(COLUMNS.map((column) => sql.ref(column)))} from sessions
      where (hash = ${hash} or (previous_hash = ${hash} and rotated_at > now() - ${ROTATION_OVERLAP}))
        and revoked_at is null and expires_at > now() and last_seen_at > now() - ${IDLE_TIMEOUT}
    ), seen as (
      -- Once a minute is enough, and spares most requests a write.
      update sessions set last_seen_at = now() where id = (select id from found where last_seen_at < now() - interval '1 minute')
    )
    select * from found`.execute(database);
  return rows[0];
}

/** Replaces the secret of a session. Returns false if a concurrent request was faster. */
export async function rotateSession(
  database: Database,
  id: string,
  oldHash: string,
  newHash: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('sessions')
    .set({ hash: newHash, previous_hash: oldHash, rotated_at: sql`now()` })
    .where('id', '=', id)
    .where('hash', '=', oldHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const selectActiveSessions = (database: Database) =>
  database
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_seen_at', '>', sql<Date>`now() - ${IDLE_TIMEOUT}`);

/** Finds a session by its id, without marking it as seen. */
export const findActiveSession = (database: Database, id: string): Promise<SessionRow | undefined> =>
  selectActiveSessions(database).where('id', '=', id).executeTakeFirst();

/** Sessions of the person, most recently seen first. */
export const listActiveSessions = (database: Database, email: string): Promise<SessionRow[]> =>
  selectActiveSessions(database).where('email', '=', email).orderBy('last_seen_at', 'desc').execute();

/** Revokes the session with this id, or all sessions of the person if `id` is undefined. */
export async function revokeSessions(
  database: Database | DatabaseTransaction,
  email: string,
  id?: string,
): Promise<void> {
  await database
    .updateTable('sessions')
    .set({ revoked_at: sql`now()` })
    .where('email', '=', email)
    .where('revoked_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .execute();
}

/** Revokes all sessions of the person but one, or all if `exceptId` is undefined. */
export async function revokeOtherSessions(
  database: DatabaseTransaction,
  email: string,
  exceptId: string | undefined,
): Promise<void> {
  await database
    .updateTable('sessions')
    .set({ revoked_at: sql`now()` })
    .where('email', '=', email)
    .where('revoked_at', 'is', null)
    .$if(exceptId !== undefined, (query) => query.where('id', '!=', exceptId ?? ''))
    .execute();
}
