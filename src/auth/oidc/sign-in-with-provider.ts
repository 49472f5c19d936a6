import type { Request, Response } from 'express';
import { recordAudit } from '../../database/audit';
import { findIdentityEmail, linkIdentity } from '../../database/identities';
import { findPrincipal } from '../principals';
import { type SessionDeps, signIn } from '../sessions';
import { applyGroupRoles, type GroupRoles } from './group-roles';
import type { SignInAttempt } from './sign-in-attempt';
import type { Identity, IdentityProvider } from './identity-provider';
import { SignInError } from './sign-in-error';

/**
 * Starts a session for the account confirmed by the provider. The first sign-in links the account to the person with its
 * verified address; later ones follow the link, whatever address the account has then.
 * @throws SignInError with the reason
 */
export async function signInWithProvider(
  deps: SessionDeps & { groupRoles?: GroupRoles },
  provider: IdentityProvider,
  { attempt, request, response }: { attempt: SignInAttempt; request: Request; response: Response },
): Promise<void> {
  const { database, adminEmail, publicUrl } = deps;
  const identity = await provider.completeSignIn(new URL(request.originalUrl, publicUrl), attempt);
  const linkedEmail = await findIdentityEmail(database, identity);
  const email = linkedEmail ?? requireVerifiedEmail(identity);
  if (deps.groupRoles) await applyGroupRoles(database, { ...identity, email }, deps.groupRoles);
  if (!(await findPrincipal(database, email, adminEmail))) throw new SignInError('unknown');
  if (linkedEmail === undefined && !(await linkIdentity(database, identity, email))) throw new SignInError('linked');
  await signIn(deps, request, response, { email, authenticatedAt: identity.authenticatedAt });
  await recordAudit(database, { actor: email, action: 'session.start', ip: request.ip, detail: { by: 'oidc' } });
}

function requireVerifiedEmail({ email, isVerified }: Identity): string {
  if (email === undefined || !isVerified) throw new SignInError('unverified');
  return email;
}
