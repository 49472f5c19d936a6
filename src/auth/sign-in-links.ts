import type { Request, Response } from 'express';
import { recordAudit } from '../database/audit';
import { holderOfLink, insertLink, useLink } from '../database/sign-in-links';
import { FirstdayError } from '../lib/errors';
import { type NamedPrincipal, accountOf } from './accounts';
import { hashOf, newSecret } from './secrets';
import { type SessionDeps, signIn } from './sessions';

/** Makes a link for whoever may sign in with this address; undefined for anybody else, and where there were too many. */
export async function newSignInLink(
  { database, adminEmail }: SessionDeps,
  email: string,
  ip?: string,
): Promise<{ secret: string; account: NamedPrincipal } | undefined> {
  const account = await accountOf(database, email, adminEmail);
  const secret = newSecret();
  if (account === undefined || !(await insertLink(database, hashOf(secret), email))) return undefined;
  await recordAudit(database, { actor: email, action: 'ask-for-sign-in', ip });
  return { secret, account };
}

/** @throws FirstdayError `link-expired` where the link can no longer be used */
export async function requireUsable({ database }: SessionDeps, secret: string): Promise<void> {
  if ((await holderOfLink(database, hashOf(secret))) === undefined) throw new FirstdayError('link-expired');
}

/** Signs in whose link it is, once. @throws FirstdayError `link-expired` */
export async function signInByLink(
  deps: SessionDeps,
  secret: string,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const email = await useLink(deps.database, hashOf(secret));
  if (email === undefined) throw new FirstdayError('link-expired');
  await signIn(deps, request, response, email);
  await recordAudit(deps.database, { actor: email, action: 'sign-in', ip: request.ip });
}
