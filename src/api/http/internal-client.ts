import type { Request, Response } from 'express';
import { FirstdayError } from '../../lib/errors';
import { type AuthenticatedPrincipal, canUseRoute, type RouteName } from './route-access';
import type { Locale } from '../../i18n/locales';
import type { ApiContext } from './context';
import type { ApiResponse, Route } from './route';

/** Unvalidated input of a route, as it would arrive over HTTP. */
export interface RouteCallInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Value of the `Idempotency-Key` header. */
  idempotencyKey?: string;
  /** Value of the `If-Match` header. */
  ifMatch?: string;
}

/**
 * Calls a route as one principal.
 * @throws FirstdayError for each problem that the route would return over HTTP
 */
export type RouteCaller = (routeName: RouteName, input?: RouteCallInput) => Promise<ApiResponse>;

/**
 * In-process API client of the pages: same roles, validation, handlers and audit as over HTTP. `exchange` holds the
 * visitor's own request and response; the audit takes IP address and user agent from that request. Its `locale` is the
 * language of the page.
 */
export function createInternalClient(
  routes: readonly Route[],
  context: ApiContext,
): (
  principal: AuthenticatedPrincipal,
  exchange: { request: Request; response: Response; locale: Locale },
) => RouteCaller {
  const routesByName = new Map(routes.map((route) => [route.name, route]));
  return (principal, exchange) =>
    async (routeName, { params = {}, query = {}, body, idempotencyKey, ifMatch } = {}) => {
      const route = routesByName.get(routeName);
      if (route === undefined) throw new Error(`There is no route ${routeName}.`);
      if (!canUseRoute(principal, routeName)) throw new FirstdayError('forbidden');
      const input = { params, query, body, idempotencyKey, ifMatch };
      const apiResponse = await route.validateAndHandle({ ...exchange, ...input, principal, context });
      if (apiResponse === undefined) throw new Error(`${routeName} writes its answer itself: it is for HTTP alone.`);
      return { ...apiResponse, body: convertAsJson(apiResponse.body) };
    };
}

/** Converts a body as a round trip over HTTP does: instants become text, undefined members disappear. */
const convertAsJson = (body: unknown): unknown =>
  body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown);
