import type { Request, Response } from 'express';
import { recordAudit } from '../database/audit';
import type { Database } from '../database/client';
import { findSignInLinkEmail, insertSignInLink, consumeSignInLink } from '../database/sign-in-links';
import { FirstdayError } from '../lib/errors';
import { type NamedPrincipal, findPrincipal } from './principals';
import { hashSecret, generateSecret } from './secrets';
import { type SessionDeps, signIn } from './sessions';

const MAX_PATH_LENGTH = 2_000;
const INVITATION_VALIDITY_MINUTES = 3 * 24 * 60;

/**
 * Creates a sign-in link that leads to the local path `next`.
 * @returns undefined for an unknown address, or when its rate limit is reached
 */
export async function createSignInLink(
  { database, adminEmail }: SessionDeps,
  { email, next, ip }: { email: string; next: string; ip?: string },
): Promise<{ secret: string; principal: NamedPrincipal } | undefined> {
  const principal = await findPrincipal(database, email, adminEmail);
  const secret = generateSecret();
  const link = { hash: hashSecret(secret), email, next: limitPath(next) };
  if (principal === undefined || !(await insertSignInLink(database, link))) return undefined;
  await recordAudit(database, { actor: email, action: 'sign-in-link.request', ip });
  return { secret, principal };
}

/** Limits the path, which an anonymous caller chooses and the database keeps. */
const limitPath = (path: string): string => (path.length > MAX_PATH_LENGTH ? '/' : path);

/**
 * Creates the link of an invitation, which works for days: people read it when they next come to work.
 * @throws Error when the rate limit of the address is reached
 */
export async function createInvitationLink(database: Database, email: string): Promise<string> {
  const secret = generateSecret();
  if (await insertSignInLink(database, { hash: hashSecret(secret), email, next: '/' }, INVITATION_VALIDITY_MINUTES))
    return secret;
  throw new Error('Too many links were sent to this address.');
}

/** @throws FirstdayError `link-expired` when the link has expired or was used */
export async function requireUsableLink({ database }: SessionDeps, secret: string): Promise<void> {
  if ((await findSignInLinkEmail(database, hashSecret(secret))) === undefined) throw new FirstdayError('link-expired');
}

/**
 * Consumes the link, which works once, and starts a session for its owner. Returns the local path to open next.
 * @throws FirstdayError `link-expired` when the link has expired or was used, or its owner may no longer sign in
 */
export async function signInWithLink(
  deps: SessionDeps,
  secret: string,
  { request, response }: { request: Request; response: Response },
): Promise<string> {
  const { email, next } = (await consumeSignInLink(deps.database, hashSecret(secret))) ?? {};
  if (next === undefined || email === undefined || !(await findPrincipal(deps.database, email, deps.adminEmail)))
    throw new FirstdayError('link-expired');
  await signIn(deps, request, response, { email });
  await recordAudit(deps.database, { actor: email, action: 'session.start', ip: request.ip });
  return next;
}
