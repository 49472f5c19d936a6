import type { Request, Response } from 'express';
import type { Database } from '../database/client';
import {
  insertSession,
  findAndTouchSession,
  revokeSessions,
  rotateSession,
  type SessionRow,
} from '../database/sessions';
import { type NamedPrincipal, findPrincipal } from './principals';
import { clearSessionSecret, readSessionSecret, setSessionSecret } from './secret-cookie';
import { hashSecret, generateSecret } from './secrets';
import { getUserAgent } from './user-agent';

const ROTATE_AFTER_MS = 60 * 60_000;

export interface SessionDeps {
  database: Database;
  publicUrl: string;
  adminEmail: string;
}

/** Who is signed in, and in which session. */
export type SessionPrincipal = NamedPrincipal & { session: SessionRow };

/** Who is signed in in the browser that sent this. */
export async function authenticateSession(deps: SessionDeps, request: Request): Promise<SessionPrincipal | undefined> {
  const secret = readSessionSecret(request, deps.publicUrl);
  const session = secret && (await findAndTouchSession(deps.database, hashSecret(secret)));
  if (!session) return undefined;
  const account = await findPrincipal(deps.database, session.email, deps.adminEmail);
  return account && { ...account, session };
}

/** Begins a session; one that the browser had before ends, so that nobody can plant one. */
export async function signIn(deps: SessionDeps, request: Request, response: Response, email: string): Promise<void> {
  const before = await authenticateSession(deps, request);
  if (before) await revokeSessions(deps.database, before.email, before.session.id);
  const secret = generateSecret();
  await insertSession(deps.database, {
    hash: hashSecret(secret),
    email,
    ip: request.ip,
    userAgent: getUserAgent(request),
  });
  setSessionSecret(response, deps.publicUrl, secret);
}

export async function signOut(deps: SessionDeps, request: Request, response: Response): Promise<void> {
  const current = await authenticateSession(deps, request);
  if (current) await revokeSessions(deps.database, current.email, current.session.id);
  clearSessionSecret(response, deps.publicUrl);
}

/** Gives the session a new secret once an hour, so that one that leaked does not serve for long. */
export async function rotateSessionIfDue(
  deps: SessionDeps,
  request: Request,
  response: Response,
  { id, rotated_at }: SessionRow,
): Promise<void> {
  const secret = readSessionSecret(request, deps.publicUrl);
  if (secret === undefined || Date.now() - rotated_at.getTime() < ROTATE_AFTER_MS) return;
  const next = generateSecret();
  if (await rotateSession(deps.database, id, hashSecret(secret), hashSecret(next)))
    setSessionSecret(response, deps.publicUrl, next);
}
