import type { Selectable } from 'kysely';
import type { Database } from './client';
import { buildPrefixPattern } from './like-patterns';
import type { AuditTable } from './access-tables';

export type AuditRow = Selectable<AuditTable>;

interface AuditFilters {
  /** Prefixes of the actor's address and of the action. */
  actor?: string;
  action?: string;
  onboarding?: string;
  from?: string;
  to?: string;
  /** Cursor: only entries with a smaller id are listed. */
  before?: string;
  limit: number;
}

/** One page of the audit log, newest first. */
export function listAuditEntries(database: Database, filters: AuditFilters): Promise<AuditRow[]> {
  const { actor, action, onboarding, from, to, before, limit } = filters;
  let query = database.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (actor) query = query.where('actor', 'like', buildPrefixPattern(actor));
  if (action) query = query.where('action', 'like', buildPrefixPattern(action));
  if (onboarding) query = query.where('onboarding_id', '=', onboarding);
  if (from) query = query.where('at', '>=', new Date(from));
  if (to) query = query.where('at', '<', new Date(to));
  if (before) query = query.where('id', '<', before);
  return query.execute();
}
