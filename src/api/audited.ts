import type { Request } from 'express';
import type { AuditEntry } from '../database/audit';
import type { Actor } from './access';

const KEPT_USER_AGENT = 200;

/** The audit entry of this call: who, what, from where. */
export function auditOf(
  { actor, request }: { actor: Actor; request: Request },
  entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'decisionId' | 'detail'>,
): AuditEntry {
  return {
    ...entry,
    actor: actor.email,
    tokenId: actor.tokenId,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, KEPT_USER_AGENT),
  };
}
