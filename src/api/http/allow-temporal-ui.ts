import type { RequestHandler, Response } from 'express';

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Namespace',
  'Access-Control-Max-Age': '600',
};

/** Lets Temporal's web UI, at this origin only, call the routes below with the session of the browser. */
export function allowTemporalUi(origin: string | undefined): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (origin === undefined || request.get('Origin') !== origin) {
      next();
      return;
    }
    response.locals.isTemporalUi = true;
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    if (request.method === 'OPTIONS') response.set(PREFLIGHT_HEADERS).status(204).end();
    else next();
  };
}

/** True for a call of Temporal's web UI to a route that it may call. */
export const isFromTemporalUi = ({ locals }: Response): boolean => locals.isTemporalUi === true;
