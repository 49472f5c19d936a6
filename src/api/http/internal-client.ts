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
export type RouteCaller = (on: RouteName, given?: RouteCallInput) => Promise<ApiResponse>;

/**
 * In-process API client of the pages: same roles, validation, handlers and audit as over HTTP. `exchange` holds the
 * visitor's own request and response; the audit takes IP address and user agent from that request.
 */
export function createInternalClient(
  routes: readonly Route[],
  context: ApiContext,
): (actor: AuthenticatedPrincipal, exchange: { request: Request; response: Response }) => RouteCaller {
  const routesByName = new Map(routes.map((route) => [route.name, route]));
  return (actor, exchange) =>
    async (on, { params = {}, query = {}, body, idempotencyKey } = {}) => {
      const route = routesByName.get(on);
      if (route === undefined) throw new Error(`There is no route ${on}.`);
      if (!canUseRoute(actor, on)) throw new FirstdayError('forbidden');
      const answer = await route.validateAndHandle({
        ...exchange,
        params,
        query,
        body,
        idempotencyKey,
        actor,
        context,
      });
      if (answer === undefined) throw new Error(`${on} writes its answer itself: it is for HTTP alone.`);
      // JSON round trip as over HTTP: instants become text, undefined members disappear.
      return answer.body === undefined
        ? answer
        : { ...answer, body: JSON.parse(JSON.stringify(answer.body)) as unknown };
    };
}
