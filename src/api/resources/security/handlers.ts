import type { z } from 'zod';
import { listSecurityEvents, type SecurityEventRow } from '../../../database/security-events';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiCall, ApiResponse } from '../../http/route';
import { securityCursorSchema, type securityQuerySchema } from './schema';

/** Newest first. */
export async function getSecurityEvents({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof securityQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, ...filters } = query;
  const before = decodeCursor(cursor, securityCursorSchema);
  const rows = await listSecurityEvents(context.database, { ...filters, before, limit: limit + 1 });
  return { status: 200, body: buildPage(rows, limit, toSecurityEventView, ({ id }) => id) };
}

const toSecurityEventView = (row: SecurityEventRow) => ({
  id: row.id,
  at: row.at,
  event: row.event,
  actor: row.actor ?? undefined,
  tokenId: row.token_id ?? undefined,
  route: row.route ?? undefined,
  onboardingId: row.onboarding_id ?? undefined,
  ip: row.ip ?? undefined,
  userAgent: row.user_agent ?? undefined,
  count: row.count,
});
