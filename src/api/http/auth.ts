import type { RequestHandler, Response } from 'express';
import { findActiveSession, type SessionRow } from '../../database/sessions';
import { findUsableToken, type UsableToken } from '../../database/tokens';
import { FirstdayError } from '../../lib/errors';
import { readBearerToken } from '../../auth/bearer-token';
import { isCrossSiteWrite } from '../../auth/same-origin';
import { findPrincipal } from '../../auth/principals';
import { hashSecret, isSameHash } from '../../auth/secrets';
import { type SessionPrincipal, authenticateSession } from '../../auth/sessions';
import { isFromTemporalUi } from './allow-temporal-ui';
import { type AuthenticatedPrincipal, canUseRoute, getPrincipal, type RouteName } from './route-access';
import type { ApiDeps } from './context';

const ADMIN_TOKEN_ID = 'ADMIN_TOKEN';
const SESSION_PREFIX = 'session:';

type AuthDeps = Pick<ApiDeps, 'database' | 'config'>;

/**
 * Sets `response.locals.principal` from the bearer token or, without an `Authorization` header, from the browser session.
 * Unauthenticated requests continue without a principal; `authorize` rejects them.
 * @throws FirstdayError `cross-site` when another site makes a signed-in browser send a write
 */
export function authenticate(deps: AuthDeps): RequestHandler {
  const { database, config } = deps;
  const adminHash = hashSecret(config.adminToken);
  return async (request, response, next) => {
    const token = readBearerToken(request.headers.authorization);
    if (token !== undefined) {
      const hash = hashSecret(token);
      const isAdmin = isSameHash(hash, adminHash);
      response.locals.principal = isAdmin
        ? buildAdminPrincipal(config.adminEmail)
        : await resolveTokenPrincipal(deps, await findUsableToken(database, { hash }));
    } else if (request.headers.authorization === undefined) {
      const sessionPrincipal = await authenticateSession({ database, ...config }, request);
      if (sessionPrincipal && isCrossSiteWrite(request) && !isFromTemporalUi(response))
        throw new FirstdayError('cross-site');
      response.locals.session = sessionPrincipal?.session;
      response.locals.principal = sessionPrincipal && buildSessionPrincipal(sessionPrincipal);
    }
    next();
  };
}

/** Session of the caller, which `authenticate` sets; undefined for any other credential. */
export const getSession = (response: Response): SessionRow | undefined =>
  response.locals.session as SessionRow | undefined;

/**
 * Authenticates the caller of a long answer again, without marking a session as seen.
 * @throws FirstdayError `unauthorized` once the credential has ended or its account is not active, `forbidden` without a
 * role for the route
 */
export async function requireCurrentPrincipal(
  deps: AuthDeps,
  caller: AuthenticatedPrincipal,
  route: RouteName,
): Promise<AuthenticatedPrincipal> {
  return requireRouteAccess(await findCurrentPrincipal(deps, caller), route);
}

async function findCurrentPrincipal(
  deps: AuthDeps,
  caller: AuthenticatedPrincipal,
): Promise<AuthenticatedPrincipal | undefined> {
  const { database, config } = deps;
  const { tokenId } = caller;
  if (isAdminToken(caller)) return buildAdminPrincipal(config.adminEmail);
  const sessionId = getSessionId(caller);
  if (sessionId === undefined) return resolveTokenPrincipal(deps, await findUsableToken(database, { id: tokenId }));
  const session = await findActiveSession(database, sessionId);
  const principal = session && (await findPrincipal(database, session.email, config.adminEmail));
  return principal && buildSessionPrincipal({ ...principal, session });
}

export const isAdminToken = ({ tokenId }: AuthenticatedPrincipal): boolean => tokenId === ADMIN_TOKEN_ID;

/** Returns undefined for a caller with a token. */
export const getSessionId = ({ tokenId }: AuthenticatedPrincipal): string | undefined =>
  tokenId.startsWith(SESSION_PREFIX) ? tokenId.slice(SESSION_PREFIX.length) : undefined;

/** A token has no more rights than its owner has at present. */
async function resolveTokenPrincipal(
  { database, config }: AuthDeps,
  token: UsableToken | undefined,
): Promise<AuthenticatedPrincipal | undefined> {
  if (token === undefined) return undefined;
  const owner = await findPrincipal(database, token.email, config.adminEmail);
  if (owner === undefined) return undefined;
  const { id, email, name, roles, created_by: creator } = token;
  return {
    email,
    name,
    roles: roles.filter((role) => owner.roles.includes(role)),
    tokenId: id,
    agent: creator === email ? undefined : creator,
  };
}

const buildSessionPrincipal = ({ session, ...principal }: SessionPrincipal): AuthenticatedPrincipal => ({
  ...principal,
  tokenId: `${SESSION_PREFIX}${session.id}`,
});

const buildAdminPrincipal = (email: string): AuthenticatedPrincipal => ({
  email,
  name: 'Administrator',
  roles: ['admin'],
  tokenId: ADMIN_TOKEN_ID,
});

/** @throws FirstdayError `unauthorized` without a principal, `forbidden` without a role for the route */
export function authorize(route: RouteName): RequestHandler {
  return (_request, response, next) => {
    requireRouteAccess(getPrincipal(response), route);
    next();
  };
}

function requireRouteAccess(principal: AuthenticatedPrincipal | undefined, route: RouteName): AuthenticatedPrincipal {
  if (!principal) throw new FirstdayError('unauthorized');
  if (!canUseRoute(principal, route)) throw new FirstdayError('forbidden');
  return principal;
}
