import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { ROLES } from '../../domain/status';
import { findUsableToken } from '../../database/tokens';
import { FirstdayError } from '../../lib/errors';
import { isCrossSiteWrite } from '../../auth/same-origin';
import { hashSecret } from '../../auth/secrets';
import { type SessionPrincipal, authenticateSession } from '../../auth/sessions';
import { type AuthenticatedPrincipal, canUseRoute, type RouteName } from './route-access';
import type { ApiDeps } from './context';

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;
const rolesSchema = z.array(z.enum(ROLES));

/**
 * Sets `response.locals.principal` from the bearer token or, without an `Authorization` header, from the browser session.
 * Unauthenticated requests continue without a principal; `authorize` rejects them.
 * @throws FirstdayError `cross-site` when another site makes a signed-in browser send a write
 */
export function authenticate({ database, config }: Pick<ApiDeps, 'database' | 'config'>): RequestHandler {
  const adminHash = Buffer.from(hashSecret(config.adminToken));
  return async (request, response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined) {
      const hash = hashSecret(token);
      const isAdmin = timingSafeEqual(Buffer.from(hash), adminHash);
      response.locals.principal = isAdmin ? buildAdminPrincipal(config.adminEmail) : await findTokenHolder(hash);
    } else if (request.headers.authorization === undefined) {
      const sessionPrincipal = await authenticateSession({ database, ...config }, request);
      if (sessionPrincipal && isCrossSiteWrite(request)) throw new FirstdayError('cross-site');
      response.locals.session = sessionPrincipal?.session;
      response.locals.principal = sessionPrincipal && buildSessionPrincipal(sessionPrincipal);
    }
    next();
  };

  async function findTokenHolder(hash: string): Promise<AuthenticatedPrincipal | undefined> {
    const token = await findUsableToken(database, hash);
    return token && { email: token.email, name: token.name, roles: rolesSchema.parse(token.roles), tokenId: token.id };
  }
}

const buildSessionPrincipal = ({ session, ...principal }: SessionPrincipal): AuthenticatedPrincipal => ({
  ...principal,
  tokenId: `session:${session.id}`,
});

const buildAdminPrincipal = (email: string): AuthenticatedPrincipal => ({
  email,
  name: 'Administrator',
  roles: ['admin'],
  tokenId: 'ADMIN_TOKEN',
});

/** @throws FirstdayError `unauthorized` without a principal, `forbidden` without a role for the route */
export function authorize(route: RouteName): RequestHandler {
  return (_request, response, next) => {
    const principal = response.locals.principal as AuthenticatedPrincipal | undefined;
    if (!principal) throw new FirstdayError('unauthorized');
    if (!canUseRoute(principal, route)) throw new FirstdayError('forbidden');
    next();
  };
}
