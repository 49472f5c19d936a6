import type { z } from 'zod';
import { type AuditRow, listAuditEntries } from '../../../database/audit-search';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import { type auditQuerySchema, auditCursorSchema } from './schema';

/** Newest first. */
export async function getAuditLog({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof auditQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, ...filters } = query;
  const before = decodeCursor(cursor, auditCursorSchema);
  const rows = await listAuditEntries(context.database, { ...filters, before, limit: limit + 1 });
  return { status: 200, body: buildPage(rows, limit, toAuditEntryView, ({ id }) => id) };
}

const toAuditEntryView = (row: AuditRow) => ({
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
