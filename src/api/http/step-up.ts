import { createReason } from '../../domain/reasons/reason';
import { FirstdayError } from '../../lib/errors';
import { getSession, getSessionId, isAdminToken } from './auth';
import type { ApiCall } from './route';

type StepUpCall = Pick<ApiCall, 'context' | 'principal' | 'response'>;

/**
 * Requires a sign-in at the identity provider within the time limit. A token and a mailed link cannot sign in again, so
 * they are refused.
 * @throws FirstdayError `step-up-required`
 */
export function requireFreshSignIn({ context, principal, response }: StepUpCall): void {
  const { stepUp } = context.config;
  if (stepUp === undefined) return;
  const session = getSession(response);
  // The browser of the holder of a link may have the session of another person.
  if (session === undefined || session.id !== getSessionId(principal))
    throw new FirstdayError('step-up-required', createReason('step-up-required.no-session', {}));
  const { authenticated_at: signedInAt } = session;
  if (signedInAt === null || Date.now() - signedInAt.getTime() > stepUp.maxAgeMs)
    throw new FirstdayError(
      'step-up-required',
      createReason('step-up-required.too-old', { minutes: Math.round(stepUp.maxAgeMs / 60_000) }),
    );
}

/** As `requireFreshSignIn`, except for ADMIN_TOKEN: who has it can change every setting, this rule among them. */
export function requireFreshAdministrator(call: StepUpCall): void {
  if (!isAdminToken(call.principal)) requireFreshSignIn(call);
}
