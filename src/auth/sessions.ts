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

export type SessionPrincipal = NamedPrincipal & { session: SessionRow };

/** Resolves the session cookie to its principal and marks the session as seen. */
export async function authenticateSession(deps: SessionDeps, request: Request): Promise<SessionPrincipal | undefined> {
  const secret = readSessionSecret(request, deps.publicUrl);
  const session = secret && (await findAndTouchSession(deps.database, hashSecret(secret)));
  if (!session) return undefined;
  const principal = await findPrincipal(deps.database, session.email, deps.adminEmail);
  return principal && { ...principal, session };
}

/**
 * Starts a session and revokes the browser's previous one, which prevents session fixation.
 * @param authenticatedAt when the person entered credentials at the identity provider
 */
export async function signIn(
  deps: SessionDeps,
  request: Request,
  response: Response,
  { email, authenticatedAt }: { email: string; authenticatedAt?: Date },
): Promise<void> {
  const previousSession = await authenticateSession(deps, request);
  if (previousSession) await revokeSessions(deps.database, previousSession.email, previousSession.session.id);
  const secret = generateSecret();
  await insertSession(deps.database, {
    hash: hashSecret(secret),
    email,
    authenticatedAt,
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

/** Replaces the session's secret once an hour, which limits the use of a leaked one. */
export async function rotateSessionIfDue(
  deps: SessionDeps,
  request: Request,
  response: Response,
  { id, rotated_at }: SessionRow,
): Promise<void> {
  const secret = readSessionSecret(request, deps.publicUrl);
  if (secret === undefined || Date.now() - rotated_at.getTime() < ROTATE_AFTER_MS) return;
  const newSecret = generateSecret();
  if (await rotateSession(deps.database, id, hashSecret(secret), hashSecret(newSecret)))
    setSessionSecret(response, deps.publicUrl, newSecret);
}
