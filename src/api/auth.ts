import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { ROLES } from '../contract/status';
import { findUsableToken } from '../database/tokens';
import { FirstdayError } from '../errors';
import { type Actor, mayUse, type RouteName } from './access';
import type { ApiDeps } from './deps';

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;
const rolesSchema = z.array(z.enum(ROLES));

/** How a token is kept: it has 256 random bits, so that a plain hash is enough. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Finds out who is calling. A request without a valid token goes on as nobody's. */
export function identify({ database, config }: Pick<ApiDeps, 'database' | 'config'>): RequestHandler {
  const adminHash = Buffer.from(hashOfToken(config.adminToken));
  return async (request, response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined) {
      const hash = hashOfToken(token);
      const isAdmin = timingSafeEqual(Buffer.from(hash), adminHash);
      response.locals.actor = isAdmin ? firstAdministrator(config.adminEmail) : await holderOf(hash);
    }
    next();
  };

  async function holderOf(hash: string): Promise<Actor | undefined> {
    const token = await findUsableToken(database, hash);
    return token && { email: token.email, name: token.name, roles: rolesSchema.parse(token.roles), tokenId: token.id };
  }
}

const firstAdministrator = (email: string): Actor => ({
  email,
  name: 'Administrator',
  roles: ['admin'],
  tokenId: 'ADMIN_TOKEN',
});

/**
 * Lets only those through whose roles open the route.
 * @throws FirstdayError `unauthorized` or `forbidden`
 */
export function admit(route: RouteName): RequestHandler {
  return (_request, response, next) => {
    const actor = response.locals.actor as Actor | undefined;
    if (!actor) throw new FirstdayError('unauthorized');
    if (!mayUse(actor, route)) throw new FirstdayError('forbidden');
    next();
  };
}
