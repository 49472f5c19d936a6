import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../../api/http/access';
import { FirstdayError } from '../../lib/errors';
import { isForged } from '../../auth/same-origin';
import type { SessionRow } from '../../database/sessions';
import { type SessionDeps, rotate } from '../../auth/sessions';
import { mayOpen, type PageName, rolesOf } from '../access';
import { leave, localPath } from './redirect';

/** What `identify` of the API found out about the visitor. */
export const actorOf = (response: Response): Actor | undefined => response.locals.actor as Actor | undefined;
export const sessionOf = (response: Response): SessionRow | undefined =>
  response.locals.session as SessionRow | undefined;

/**
 * Lets those through to whom the page opens; whoever is not signed in is sent to do that first, and comes back after.
 * @throws FirstdayError `forbidden`, or `cross-site` where the form is on somebody else's page
 */
export const admitTo =
  (page: PageName): RequestHandler =>
  (request, response, next) => {
    if (isForged(request)) throw new FirstdayError('cross-site');
    if (rolesOf(page) === 'public') return void next();
    const actor = actorOf(response);
    if (actor === undefined) return leave(request, response, `/sign-in?next=${encodeURIComponent(backTo(request))}`);
    if (!mayOpen(actor, page)) throw new FirstdayError('forbidden');
    next();
  };

/** The page itself or, for a form or a part of a page, the page that it is on. */
function backTo(request: Request): string {
  const from =
    request.get('HX-Current-URL') ?? (request.method === 'GET' ? request.originalUrl : request.get('Referer'));
  return localPath(from && URL.canParse(from) ? new URL(from).pathname : from);
}

/** Exchanges the secret of the session now and then, as whole pages are opened. */
export const keepFresh =
  (deps: SessionDeps): RequestHandler =>
  async (request, response, next) => {
    const session = sessionOf(response);
    if (session && request.method === 'GET') await rotate(deps, request, response, session);
    next();
  };
