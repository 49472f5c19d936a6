import type { Request, Response } from 'express';

const PLACEHOLDER_ORIGIN = 'http://here.invalid';

/** Returns a path on this site; anything else becomes `/`, to prevent open redirects. */
export function toLocalPath(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, PLACEHOLDER_ORIGIN)) return '/';
  const { origin, pathname, search } = new URL(path, PLACEHOLDER_ORIGIN);
  // `/.//evil.example` stays on this origin, but its path alone is the address of another one.
  return origin === PLACEHOLDER_ORIGIN && !pathname.startsWith('//') ? pathname + search : '/';
}

/** True if htmx requests a fragment. A boosted request needs the whole page. */
export const isHtmxRequest = (request: Request): boolean =>
  request.get('HX-Request') === 'true' && request.get('HX-Boosted') !== 'true';

/** Redirects the browser. htmx would follow a 303 and swap the new page into the current one. */
export function redirect(request: Request, response: Response, path: string): void {
  if (isHtmxRequest(request)) response.set('HX-Redirect', path).status(204).end();
  else response.redirect(303, path);
}
