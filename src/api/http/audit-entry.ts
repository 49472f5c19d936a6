import type { Request } from 'express';
import type { AuditEntry } from '../../database/audit';
import { userAgentOf } from '../../auth/user-agent';
import type { Actor } from './access';

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
    userAgent: userAgentOf(request),
  };
}
