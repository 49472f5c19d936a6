import { recordAudit } from '../database/audit';
import { revokeOtherSessions, revokeSessions, type SessionRow, listActiveSessions } from '../database/sessions';
import type { SessionDeps } from './sessions';

export type ActiveSession = SessionRow;

export const listOwnSessions = ({ database }: Pick<SessionDeps, 'database'>, email: string): Promise<ActiveSession[]> =>
  listActiveSessions(database, email);

/** Ends one session immediately and audits it. The id of another person's session has no effect. */
export async function endSession(
  { database }: Pick<SessionDeps, 'database'>,
  { email, id, ip }: { email: string; id: string; ip?: string },
): Promise<void> {
  await revokeSessions(database, email, id);
  await recordAudit(database, { actor: email, action: 'session.end', ip, detail: { id } });
}

/** Ends every session of the person except `kept`, the session of the current request. */
export async function endOtherSessions(
  { database }: Pick<SessionDeps, 'database'>,
  { email, currentSessionId, ip }: { email: string; currentSessionId?: string; ip?: string },
): Promise<void> {
  await revokeOtherSessions(database, email, currentSessionId);
  await recordAudit(database, { actor: email, action: 'session.end-others', ip });
}
