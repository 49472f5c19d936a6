import type { Request, RequestHandler } from 'express';
import { getSession } from '../../api/http/auth';
import { getPrincipal } from '../../api/http/route-access';
import { FirstdayError } from '../../lib/errors';
import { isCrossSiteWrite } from '../../auth/same-origin';
import { type SessionDeps, rotateSessionIfDue } from '../../auth/sessions';
import { canOpenPage, type PageName, getAllowedRoles } from '../access';
import { isHtmxRequest, redirect, toLocalPath } from './redirect';

/**
 * Redirects to the sign-in page, with a path to return to, when not signed in; answers 401 to a request for a fragment.
 * @throws FirstdayError `forbidden` when no role opens the page.
 * @throws FirstdayError `cross-site` when the form was sent from another site.
 */
export const requirePageAccess =
  (page: PageName): RequestHandler =>
  (request, response, next) => {
    if (isCrossSiteWrite(request)) throw new FirstdayError('cross-site');
    if (getAllowedRoles(page) === 'public') return void next();
    const principal = getPrincipal(response);
    // Replacing the page would lose the text being typed; the client script reports the end of the session instead.
    if (principal === undefined && isHtmxRequest(request))
      return void response.status(401).set('HX-Reswap', 'none').end();
    if (principal === undefined)
      return redirect(request, response, `/sign-in?next=${encodeURIComponent(getReturnPath(request))}`);
    if (!canOpenPage(principal, page)) throw new FirstdayError('forbidden');
    next();
  };

/** Returns the path of the page itself or, for a form or a fragment, of the page that contains it. */
export function getReturnPath(request: Request): string {
  const from =
    request.get('HX-Current-URL') ?? (request.method === 'GET' ? request.originalUrl : request.get('Referer'));
  return toLocalPath(from && URL.canParse(from) ? new URL(from).pathname : from);
}

/** Rotates the session secret when due, on GET requests only. */
export const keepSessionFresh =
  (deps: SessionDeps): RequestHandler =>
  async (request, response, next) => {
    const session = getSession(response);
    if (session && request.method === 'GET') await rotateSessionIfDue(deps, request, response, session);
    next();
  };
