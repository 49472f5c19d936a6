import type { Request } from 'express';
import type { AuditEntry } from '../../database/audit';
import { getUserAgent } from '../../auth/user-agent';
import type { AuthenticatedPrincipal } from './route-access';

export function buildAuditEntry(
  { actor, request }: { actor: AuthenticatedPrincipal; request: Request },
  entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'decisionId' | 'detail'>,
): AuditEntry {
  return {
    ...entry,
    actor: actor.email,
    tokenId: actor.tokenId,
    ip: request.ip,
    userAgent: getUserAgent(request),
  };
}
