import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { listActiveSessions, revokeOtherSessions, revokeSessions } from '../../../database/sessions';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { getSessionId } from '../../http/auth';
import type { ApiCall, ApiResponse } from '../../http/route';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import type { sessionParamsSchema, sessionsParamsSchema } from './account-schema';

type SessionsCall = ApiCall<z.infer<typeof sessionsParamsSchema>>;

/**
 * Most recently seen first.
 * @throws FirstdayError `forbidden`
 */
export async function getSessions({ context, principal, params }: SessionsCall): Promise<ApiResponse> {
  const sessions = await listActiveSessions(context.database, authorizeOwner(principal, params));
  const currentId = getSessionId(principal);
  const items = sessions.map(({ id, created_at, last_seen_at, expires_at, ip, user_agent }) => ({
    id,
    createdAt: created_at,
    lastSeenAt: last_seen_at,
    expiresAt: expires_at,
    ip: ip ?? undefined,
    userAgent: user_agent ?? undefined,
    current: id === currentId,
  }));
  return { status: 200, body: { items } };
}

/**
 * Ends all sessions of the person but that of this call.
 * @throws FirstdayError `forbidden`
 */
export async function endSessions(call: SessionsCall): Promise<ApiResponse> {
  const email = authorizeOwner(call.principal, call.params);
  await call.context.database.transaction().execute(async (transaction) => {
    await revokeOtherSessions(transaction, email, getSessionId(call.principal));
    await recordAudit(transaction, buildAuditEntry(call, { action: 'session.end-others', detail: { email } }));
  });
  return { status: 204 };
}

/**
 * Has no effect if the session has ended already, or is another person's.
 * @throws FirstdayError `forbidden`
 */
export async function endSession(call: ApiCall<z.infer<typeof sessionParamsSchema>>): Promise<ApiResponse> {
  const email = authorizeOwner(call.principal, call.params);
  const { id } = call.params;
  await call.context.database.transaction().execute(async (transaction) => {
    await revokeSessions(transaction, email, id);
    await recordAudit(transaction, buildAuditEntry(call, { action: 'session.end', detail: { email, id } }));
  });
  return { status: 204 };
}

/** Returns the person's e-mail address. People manage their own sessions, administrators those of all people. */
function authorizeOwner(principal: AuthenticatedPrincipal, { email }: z.infer<typeof sessionsParamsSchema>): string {
  if (email === 'me' || email === principal.email) return principal.email;
  if (!principal.roles.includes('admin')) throw new FirstdayError('forbidden');
  return email;
}
