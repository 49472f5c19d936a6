import express, { type Request, type RequestHandler, Router } from 'express';
import { createReason } from '../../domain/reasons/reason';
import { FirstdayError } from '../../lib/errors';
import { ANONYMOUS, getPrincipal, ROUTE_ACCESS } from './route-access';
import { authorize } from './auth';
import type { ApiContext } from './context';
import type { Route } from './route';

const BODY_LIMIT = '1mb';
/** The second is the media type of a merge patch (RFC 7396). */
const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/**
 * Responds to other methods on a known path with 405 and an `Allow` header. Paths without parameters come first: a path
 * with a parameter would take `/onboardings/counts` for an id.
 */
export function createRouter(routes: readonly Route[], context: ApiContext): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const routesByPath = new Map<string, Route[]>();
  for (const route of routes) {
    const { path } = toExpressRoute(route);
    routesByPath.set(path, [...(routesByPath.get(path) ?? []), route]);
  }
  const hasParameter = (path: string): boolean => path.includes(':');
  const paths = [...routesByPath].sort(([a], [b]) => Number(hasParameter(a)) - Number(hasParameter(b)));
  for (const [path, routesOfPath] of paths) {
    for (const route of routesOfPath) router[toExpressRoute(route).method](path, ...createHandlers(route, context));
    router.all(path, rejectOtherMethods(routesOfPath.map((route) => toExpressRoute(route).method.toUpperCase())));
  }
  return router;
}

/** Converts `GET /onboardings/{id}` into `get` and `/onboardings/:id`. */
function toExpressRoute({ name }: Route) {
  const [method, path] = name.split(' ') as [string, string];
  return {
    method: method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: path.replace(/\{(\w+)\}/g, ':$1'),
  };
}

/** Authorization runs before the body is read. */
function createHandlers(route: Route, context: ApiContext): RequestHandler[] {
  const checks = ROUTE_ACCESS[route.name] === 'public' ? [] : [authorize(route.name)];
  const bodyParsers = route.body ? [requireContentType(route), createBodyParser(route)] : [];
  return [setRouteName(route), ...checks, ...bodyParsers, createRouteHandler(route, context)];
}

function rejectOtherMethods(methods: readonly string[]): RequestHandler {
  const allowedMethods = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  return (_request, response) => {
    response.set('Allow', allowedMethods.join(', '));
    throw new FirstdayError('method-not-allowed');
  };
}

/** Logs and metrics use the name of the route, never the requested URL. */
const setRouteName =
  (route: Route): RequestHandler =>
  (_request, response, next) => {
    response.locals.route = route.name;
    next();
  };

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const requireContentType = ({ nonJsonBody }: Route): RequestHandler => {
  const types = nonJsonBody ? [...JSON_TYPES, nonJsonBody.mediaType] : JSON_TYPES;
  return (request, _response, next) => {
    if (hasBody(request) && !request.is(types))
      throw new FirstdayError(
        'unsupported-media-type',
        createReason('unsupported-media-type.expected', { mediaTypes: types }),
      );
    next();
  };
};

const createBodyParser = ({ bodyLimit: limit = BODY_LIMIT, nonJsonBody }: Route): RequestHandler => {
  const json = express.json({ limit, type: () => true });
  if (!nonJsonBody) return json;
  const raw = express.raw({ limit, type: () => true });
  return (request, response, next) => {
    (request.is(nonJsonBody.mediaType) ? raw : json)(request, response, next);
  };
};

const createRouteHandler =
  (route: Route, context: ApiContext): RequestHandler =>
  async (request, response) => {
    const principal = getPrincipal(response) ?? ANONYMOUS;
    const apiResponse = await route.handleRequest({ request, response, principal, context });
    if (!apiResponse) return;
    response.status(apiResponse.status).set(apiResponse.headers ?? {});
    const mediaType = route.responses[apiResponse.status]?.mediaType;
    if (mediaType) response.type(mediaType);
    if (apiResponse.body === undefined) response.end();
    else if (typeof apiResponse.body === 'string') response.send(apiResponse.body);
    else response.json(apiResponse.body);
  };
