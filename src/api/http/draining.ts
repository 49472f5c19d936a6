import type { RequestHandler } from 'express';
import type { ApiContext } from './context';

/** Closes each connection after its response while the process drains: the caller's next one may reach another process. */
export const closeConnectionWhileDraining =
  (context: Pick<ApiContext, 'isDraining'>): RequestHandler =>
  (_request, response, next) => {
    if (context.isDraining) response.set('Connection', 'close');
    next();
  };
