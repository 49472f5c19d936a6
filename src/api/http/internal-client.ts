import type { Request, Response } from 'express';
import { FirstdayError } from '../../lib/errors';
import { type Actor, mayUse, type RouteName } from './access';
import type { ApiContext } from './context';
import type { Answer, Route } from './route';

/** What a route is given, as over HTTP: nothing of it has been checked. */
export interface Given {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** As the header `Idempotency-Key`. */
  idempotencyKey?: string;
}

/** Calls a route as this person. @throws FirstdayError, as the route would answer it over HTTP */
export type Door = (on: RouteName, given?: Given) => Promise<Answer>;

/**
 * The API from within the process, for pages: the same roles, checks, handlers and audit as over HTTP, without the way
 * through the network. `visit`: the request that a person made, from which the audit learns where from.
 */
export function doorOf(
  routes: readonly Route[],
  context: ApiContext,
): (actor: Actor, visit: { request: Request; response: Response }) => Door {
  const known = new Map(routes.map((route) => [route.on, route]));
  return (actor, visit) =>
    async (on, { params = {}, query = {}, body, idempotencyKey } = {}) => {
      const route = known.get(on);
      if (route === undefined) throw new Error(`There is no route ${on}.`);
      if (!mayUse(actor, on)) throw new FirstdayError('forbidden');
      const answer = await route.handleUnchecked({ ...visit, params, query, body, idempotencyKey, actor, context });
      if (answer === undefined) throw new Error(`${on} writes its answer itself: it is for HTTP alone.`);
      // As it would have come over HTTP: instants are text, what is undefined is not there.
      return answer.body === undefined
        ? answer
        : { ...answer, body: JSON.parse(JSON.stringify(answer.body)) as unknown };
    };
}
