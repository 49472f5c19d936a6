import type { Request, Response } from 'express';
import type { NewSecurityEvent } from '../../database/security-events';
import { getUserAgent } from '../../auth/user-agent';
import type { AuthenticatedPrincipal } from './route-access';

/** Builds an event about the caller, if known, unless `actor` names another person, as for a failed sign-in. */
export const buildSecurityEvent = (
  { principal, request, response }: { principal?: AuthenticatedPrincipal; request: Request; response: Response },
  { actor = principal?.email, ...event }: Pick<NewSecurityEvent, 'event' | 'actor' | 'onboarding_id' | 'count'>,
): NewSecurityEvent => ({
  ...event,
  at: new Date(),
  actor,
  token_id: principal?.tokenId,
  route: response.locals.route as string | undefined,
  ip: request.ip,
  user_agent: getUserAgent(request),
});
