import type { Request, Response } from 'express';
import type { Database } from '../database/client';
import { insertSession, openSession, revokeSessions, rotateSession, type SessionRow } from '../database/sessions';
import { type NamedPrincipal, accountOf } from './accounts';
import { clearSecret, secretOf, setSecret } from './cookie';
import { hashOf, newSecret } from './secrets';
import { userAgentOf } from './user-agent';

const ROTATE_AFTER_MS = 60 * 60_000;

export interface SessionDeps {
  database: Database;
  publicUrl: string;
  adminEmail: string;
}

/** Who is signed in, and in which session. */
export type SignedIn = NamedPrincipal & { session: SessionRow };

/** Who is signed in in the browser that sent this. */
export async function signedIn(deps: SessionDeps, request: Request): Promise<SignedIn | undefined> {
  const secret = secretOf(request, deps.publicUrl);
  const session = secret && (await openSession(deps.database, hashOf(secret)));
  if (!session) return undefined;
  const account = await accountOf(deps.database, session.email, deps.adminEmail);
  return account && { ...account, session };
}

/** Begins a session; one that the browser had before ends, so that nobody can plant one. */
export async function signIn(deps: SessionDeps, request: Request, response: Response, email: string): Promise<void> {
  const before = await signedIn(deps, request);
  if (before) await revokeSessions(deps.database, before.email, before.session.id);
  const secret = newSecret();
  await insertSession(deps.database, { hash: hashOf(secret), email, ip: request.ip, userAgent: userAgentOf(request) });
  setSecret(response, deps.publicUrl, secret);
}

export async function signOut(deps: SessionDeps, request: Request, response: Response): Promise<void> {
  const current = await signedIn(deps, request);
  if (current) await revokeSessions(deps.database, current.email, current.session.id);
  clearSecret(response, deps.publicUrl);
}

/** Gives the session a new secret once an hour, so that one that leaked does not serve for long. */
export async function rotate(
  deps: SessionDeps,
  request: Request,
  response: Response,
  { id, rotated_at }: SessionRow,
): Promise<void> {
  const secret = secretOf(request, deps.publicUrl);
  if (secret === undefined || Date.now() - rotated_at.getTime() < ROTATE_AFTER_MS) return;
  const next = newSecret();
  if (await rotateSession(deps.database, id, hashOf(secret), hashOf(next))) setSecret(response, deps.publicUrl, next);
}
