import { type Insertable, type Selectable, sql } from 'kysely';
import type { SecurityEventKind } from '../domain/security-events';
import type { Database } from './client';
import { buildPrefixPattern } from './like-patterns';
import type { SecurityEventsTable } from './access-tables';

export type SecurityEventRow = Selectable<SecurityEventsTable>;
export type NewSecurityEvent = Omit<Insertable<SecurityEventsTable>, 'read_key'>;

export async function insertSecurityEvents(database: Database, events: readonly NewSecurityEvent[]): Promise<void> {
  if (events.length > 0) await database.insertInto('security_events').values(events).execute();
}

/** Records that a person read an onboarding. Further reads within the hour are not recorded. */
export async function recordRead(
  database: Database,
  read: { actor: string; tokenId: string; onboardingId: string; ip?: string; userAgent?: string },
): Promise<void> {
  const { actor, tokenId, onboardingId, ip = null, userAgent = null } = read;
  await sql`
    insert into security_events (event, actor, token_id, onboarding_id, ip, user_agent, read_key)
    values ('read', ${actor}, ${tokenId}, ${onboardingId}, ${ip}, ${userAgent},
      ${`${actor} ${onboardingId} `} || to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24'))
    on conflict (read_key) do nothing`.execute(database);
}

interface SecurityEventFilters {
  event?: SecurityEventKind;
  /** Prefix of the actor's address. */
  actor?: string;
  onboarding?: string;
  from?: string;
  to?: string;
  /** Cursor: only events with a smaller id are listed. */
  before?: string;
  limit: number;
}

/** One page, newest first. */
export function listSecurityEvents(database: Database, filters: SecurityEventFilters): Promise<SecurityEventRow[]> {
  const { event, actor, onboarding, from, to, before, limit } = filters;
  let query = database.selectFrom('security_events').selectAll().orderBy('id', 'desc').limit(limit);
  if (event) query = query.where('event', '=', event);
  if (actor) query = query.where('actor', 'like', buildPrefixPattern(actor));
  if (onboarding) query = query.where('onboarding_id', '=', onboarding);
  if (from) query = query.where('at', '>=', new Date(from));
  if (to) query = query.where('at', '<', new Date(to));
  if (before) query = query.where('id', '<', before);
  return query.execute();
}

export async function deleteOldSecurityEvents(database: Database, days: number): Promise<void> {
  await database
    .deleteFrom('security_events')
    .where('at', '<', sql<Date>`now() - make_interval(days => ${days})`)
    .execute();
}
