import type { Request, Response } from 'express';
import { FirstdayError } from '../../lib/errors';
import { type AuthenticatedPrincipal, canUseRoute, type RouteName } from './route-access';
import type { ApiContext } from './context';
import type { ApiResponse, Route } from './route';

/** Unvalidated input of a route, as it would arrive over HTTP. */
export interface RouteCallInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Value of the `Idempotency-Key` header. */
  idempotencyKey?: string;
}

/**
 * Calls a route as one principal.
 * @throws FirstdayError for each problem that the route would return over HTTP
 */
export type RouteCaller = (routeName: RouteName, input?: RouteCallInput) => Promise<ApiResponse>;

/**
 * In-process API client of the pages: same roles, validation, handlers and audit as over HTTP. `exchange` holds the
 * visitor's own request and response; the audit takes IP address and user agent from that request.
 */
export function createInternalClient(
  routes: readonly Route[],
  context: ApiContext,
): (principal: AuthenticatedPrincipal, exchange: { request: Request; response: Response }) => RouteCaller {
  const routesByName = new Map(routes.map((route) => [route.name, route]));
  return (principal, exchange) =>
    async (routeName, { params = {}, query = {}, body, idempotencyKey } = {}) => {
      const route = routesByName.get(routeName);
      if (route === undefined) throw new Error(`There is no route ${routeName}.`);
      if (!canUseRoute(principal, routeName)) throw new FirstdayError('forbidden');
      const apiResponse = await route.validateAndHandle({
        ...exchange,
        params,
        query,
        body,
        idempotencyKey,
        principal,
        context,
      });
      if (apiResponse === undefined) throw new Error(`${routeName} writes its answer itself: it is for HTTP alone.`);
      // JSON round trip as over HTTP: instants become text, undefined members disappear.
      return apiResponse.body === undefined
        ? apiResponse
        : { ...apiResponse, body: JSON.parse(JSON.stringify(apiResponse.body)) as unknown };
    };
}
