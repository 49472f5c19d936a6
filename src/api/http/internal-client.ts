import type { Request, Response } from 'express';
import { FirstdayError } from '../../lib/errors';
import { type AuthenticatedPrincipal, canUseRoute, type RouteName } from './route-access';
import type { ApiContext } from './context';
import type { ApiResponse, Route } from './route';

/** What a route is given, as over HTTP: nothing of it has been checked. */
export interface RouteCallInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** As the header `Idempotency-Key`. */
  idempotencyKey?: string;
}

/** Calls a route as this person. @throws FirstdayError, as the route would answer it over HTTP */
export type RouteCaller = (on: RouteName, given?: RouteCallInput) => Promise<ApiResponse>;

/**
 * The API from within the process, for pages: the same roles, checks, handlers and audit as over HTTP, without the way
 * through the network. `visit`: the request that a person made, from which the audit learns where from.
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
      // As it would have come over HTTP: instants are text, what is undefined is not there.
      return answer.body === undefined
        ? answer
        : { ...answer, body: JSON.parse(JSON.stringify(answer.body)) as unknown };
    };
}
