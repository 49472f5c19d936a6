import express, { type Request, type RequestHandler, Router } from 'express';
import { FirstdayError } from '../../lib/errors';
import { type Actor, ACCESS, NOBODY } from './access';
import { admit } from './auth';
import type { ApiContext } from './context';
import type { Route } from './route';

const BODY_LIMIT = '1mb';
/** The second is what a merge patch is called. */
const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/** A router with these routes; another method at one of their addresses is 405, with what is allowed. */
export function mount(routes: readonly Route[], context: ApiContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const allowed = new Map<string, string[]>();
  for (const route of routes) {
    const { method, path } = addressOf(route);
    const checks = ACCESS[route.on] === 'public' ? [] : [admit(route.on)];
    // The body is read only of those who may send one here.
    router[method](
      path,
      named(route),
      ...checks,
      ...(route.body ? [requireType(route), readBody(route)] : []),
      respond(route, context),
    );
    allowed.set(path, [...(allowed.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, methods] of allowed) {
    const known = methods.includes('GET') ? ['HEAD', ...methods] : methods;
    router.all(path, (_request, response) => {
      response.set('Allow', known.join(', '));
      throw new FirstdayError('method-not-allowed');
    });
  }
  return router;
}

/** `GET /onboardings/{id}` as Express wants it: `get`, `/onboardings/:id`. */
function addressOf({ on }: Route) {
  const [method, path] = on.split(' ') as [string, string];
  return {
    method: method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: path.replace(/\{(\w+)\}/g, ':$1'),
  };
}

/** Logs and metrics name the route, never the address that was asked for. */
const named =
  (route: Route): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = route.on;
    next();
  };

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const requireType = ({ otherBody }: Route): RequestHandler => {
  const types = otherBody ? [...JSON_TYPES, otherBody.mediaType] : JSON_TYPES;
  return (request, _response, next) => {
    if (hasBody(request) && !request.is(types))
      throw new FirstdayError('unsupported-media-type', `Send ${types.join(' or ')}.`);
    next();
  };
};

const readBody = ({ bodyLimit: limit = BODY_LIMIT, otherBody }: Route): RequestHandler => {
  const json = express.json({ limit, type: () => true });
  if (!otherBody) return json;
  const raw = express.raw({ limit, type: () => true });
  return (request, response, next) => {
    (request.is(otherBody.mediaType) ? raw : json)(request, response, next);
  };
};

const respond =
  (route: Route, context: ApiContext): RequestHandler =>
  async (request, response) => {
    const actor = (response.locals.actor as Actor | undefined) ?? NOBODY;
    const answer = await route.respond({ request, response, actor, context });
    if (!answer) return;
    response.status(answer.status).set(answer.headers ?? {});
    const mediaType = route.answers[answer.status]?.mediaType;
    if (mediaType) response.type(mediaType);
    if (answer.body === undefined) response.end();
    else if (typeof answer.body === 'string') response.send(answer.body);
    else response.json(answer.body);
  };
