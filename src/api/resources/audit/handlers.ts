import type { z } from 'zod';
import { type AuditRow, listAudit } from '../../../database/audit-search';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { type auditQuery, placeSchema } from './schema';

/** One page of the audit log, the newest first. */
export async function showAudit({ context, query }: Call<unknown, z.infer<typeof auditQuery>>): Promise<Answer> {
  const { limit, cursor, ...filters } = query;
  const before = placeOf(cursor, placeSchema);
  const rows = await listAudit(context.database, { ...filters, before, limit: limit + 1 });
  return { status: 200, body: page(rows, limit, entryOf, ({ id }) => id) };
}

const entryOf = (row: AuditRow) => ({
  id: row.id,
  at: row.at,
  actor: row.actor,
  action: row.action,
  onboardingId: row.onboarding_id ?? undefined,
  decisionId: row.decision_id ?? undefined,
  ip: row.ip ?? undefined,
  userAgent: row.user_agent ?? undefined,
  tokenId: row.token_id ?? undefined,
  detail: row.detail ?? undefined,
});
