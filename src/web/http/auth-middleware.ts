import type { Request, RequestHandler, Response } from 'express';
import type { AuthenticatedPrincipal } from '../../api/http/route-access';
import { FirstdayError } from '../../lib/errors';
import { isCrossSiteWrite } from '../../auth/same-origin';
import type { SessionRow } from '../../database/sessions';
import { type SessionDeps, rotateSessionIfDue } from '../../auth/sessions';
import { canOpenPage, type PageName, getAllowedRoles } from '../access';
import { redirect, toLocalPath } from './redirect';

/** What `identify` of the API found out about the visitor. */
export const getPrincipal = (response: Response): AuthenticatedPrincipal | undefined =>
  response.locals.actor as AuthenticatedPrincipal | undefined;
export const getSession = (response: Response): SessionRow | undefined =>
  response.locals.session as SessionRow | undefined;

/**
 * Lets those through to whom the page opens; whoever is not signed in is sent to do that first, and comes back after.
 * @throws FirstdayError `forbidden`, or `cross-site` where the form is on somebody else's page
 */
export const requirePageAccess =
  (page: PageName): RequestHandler =>
  (request, response, next) => {
    if (isCrossSiteWrite(request)) throw new FirstdayError('cross-site');
    if (getAllowedRoles(page) === 'public') return void next();
    const principal = getPrincipal(response);
    if (principal === undefined)
      return redirect(request, response, `/sign-in?next=${encodeURIComponent(getReturnPath(request))}`);
    if (!canOpenPage(principal, page)) throw new FirstdayError('forbidden');
    next();
  };

/** The page itself or, for a form or a part of a page, the page that it is on. */
function getReturnPath(request: Request): string {
  const from =
    request.get('HX-Current-URL') ?? (request.method === 'GET' ? request.originalUrl : request.get('Referer'));
  return toLocalPath(from && URL.canParse(from) ? new URL(from).pathname : from);
}

/** Exchanges the secret of the session now and then, as whole pages are opened. */
export const keepSessionFresh =
  (deps: SessionDeps): RequestHandler =>
  async (request, response, next) => {
    const session = getSession(response);
    if (session && request.method === 'GET') await rotateSessionIfDue(deps, request, response, session);
    next();
  };
