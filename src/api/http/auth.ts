import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { ROLES } from '../../domain/status';
import { findUsableToken } from '../../database/tokens';
import { FirstdayError } from '../../lib/errors';
import { isForged } from '../../auth/same-origin';
import { hashOf } from '../../auth/secrets';
import { type SignedIn, signedIn } from '../../auth/sessions';
import { type Actor, mayUse, type RouteName } from './access';
import type { ApiDeps } from './context';

const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/i;
const rolesSchema = z.array(z.enum(ROLES));

/**
 * Finds out who is calling: the holder of a token or, where no token is sent, who is signed in in that browser. A request of
 * neither goes on as nobody's.
 * @throws FirstdayError `cross-site` where another site has a signed-in browser change something
 */
export function identify({ database, config }: Pick<ApiDeps, 'database' | 'config'>): RequestHandler {
  const adminHash = Buffer.from(hashOf(config.adminToken));
  return async (request, response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined) {
      const hash = hashOf(token);
      const isAdmin = timingSafeEqual(Buffer.from(hash), adminHash);
      response.locals.actor = isAdmin ? firstAdministrator(config.adminEmail) : await holderOf(hash);
    } else if (request.headers.authorization === undefined) {
      const person = await signedIn({ database, ...config }, request);
      if (person && isForged(request)) throw new FirstdayError('cross-site');
      response.locals.session = person?.session;
      response.locals.actor = person && actorOf(person);
    }
    next();
  };

  async function holderOf(hash: string): Promise<Actor | undefined> {
    const token = await findUsableToken(database, hash);
    return token && { email: token.email, name: token.name, roles: rolesSchema.parse(token.roles), tokenId: token.id };
  }
}

const actorOf = ({ email, name, roles, session }: SignedIn): Actor => ({
  email,
  name,
  roles,
  tokenId: `session:${session.id}`,
});

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
