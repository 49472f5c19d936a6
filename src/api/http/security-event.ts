import type { NewSecurityEvent } from '../../database/security-events';
import { getUserAgent } from '../../auth/user-agent';
import type { ApiCall } from './route';

/** Builds an event about what the caller does now. */
export const buildSecurityEvent = (
  { principal, request, response }: Pick<ApiCall, 'principal' | 'request' | 'response'>,
  event: Pick<NewSecurityEvent, 'event' | 'onboarding_id' | 'count'>,
): NewSecurityEvent => ({
  ...event,
  at: new Date(),
  actor: principal.email,
  token_id: principal.tokenId,
  route: response.locals.route as string | undefined,
  ip: request.ip,
  user_agent: getUserAgent(request),
});
