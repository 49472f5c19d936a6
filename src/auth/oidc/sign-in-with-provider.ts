import type { Request, Response } from 'express';
import { recordAudit } from '../../database/audit';
import { findPrincipal } from '../principals';
import { type SessionDeps, signIn } from '../sessions';
import type { SignInAttempt } from './sign-in-attempt';
import type { IdentityProvider } from './identity-provider';
import { SignInError } from './sign-in-error';

/**
 * Starts a session for the identity confirmed by the provider, if its address belongs to a principal of Firstday.
 * @throws SignInError with the reason
 */
export async function signInWithProvider(
  deps: SessionDeps,
  provider: IdentityProvider,
  { attempt, request, response }: { attempt: SignInAttempt; request: Request; response: Response },
): Promise<void> {
  const { email, isVerified } = await provider.completeSignIn(new URL(request.originalUrl, deps.publicUrl), attempt);
  if (email === undefined || !isVerified) throw new SignInError('unverified');
  if (!(await findPrincipal(deps.database, email, deps.adminEmail))) throw new SignInError('unknown');
  await signIn(deps, request, response, email);
  await recordAudit(deps.database, { actor: email, action: 'session.start', ip: request.ip, detail: { by: 'oidc' } });
}
