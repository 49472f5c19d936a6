import type { Request, Response } from 'express';
import { recordAudit } from '../../database/audit';
import { accountOf } from '../accounts';
import { type SessionDeps, signIn } from '../sessions';
import type { Attempt } from './attempt';
import type { IdentityProvider } from './provider';
import { SignInRefused } from './refusal';

/**
 * Signs in for whom the provider vouches, if that is somebody who may sign in here.
 * @throws SignInRefused saying why not
 */
export async function signInByProvider(
  deps: SessionDeps,
  provider: IdentityProvider,
  { attempt, request, response }: { attempt: Attempt; request: Request; response: Response },
): Promise<void> {
  const { email, isVerified } = await provider.finish(new URL(request.originalUrl, deps.publicUrl), attempt);
  if (email === undefined || !isVerified) throw new SignInRefused('unverified');
  if (!(await accountOf(deps.database, email, deps.adminEmail))) throw new SignInRefused('unknown');
  await signIn(deps, request, response, email);
  await recordAudit(deps.database, { actor: email, action: 'sign-in', ip: request.ip, detail: { by: 'oidc' } });
}
