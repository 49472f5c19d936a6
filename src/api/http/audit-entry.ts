import type { Request } from 'express';
import type { AuditEntry } from '../../database/audit';
import { getUserAgent } from '../../auth/user-agent';
import type { AuthenticatedPrincipal } from './route-access';

export function buildAuditEntry(
  { principal, request }: { principal: AuthenticatedPrincipal; request: Request },
  entry: Pick<AuditEntry, 'action' | 'onboardingId' | 'decisionId' | 'detail'>,
): AuditEntry {
  return {
    ...entry,
    actor: principal.email,
    tokenId: principal.tokenId,
    ip: request.ip,
    userAgent: getUserAgent(request),
  };
}
