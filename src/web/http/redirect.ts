import type { Request, Response } from 'express';

const PLACEHOLDER_ORIGIN = 'http://here.invalid';

/** An address on these pages; whatever leads elsewhere becomes the start page. */
export function toLocalPath(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, PLACEHOLDER_ORIGIN)) return '/';
  const { origin, pathname, search } = new URL(path, PLACEHOLDER_ORIGIN);
  // `/.//evil.example` stays on this origin, but its path alone is the address of another one.
  return origin === PLACEHOLDER_ORIGIN && !pathname.startsWith('//') ? pathname + search : '/';
}

/** Whether htmx asks, so that only a part of the page is wanted. */
export const isHtmxRequest = (request: Request): boolean =>
  request.get('HX-Request') === 'true' && request.get('HX-Boosted') !== 'true';

/** Sends the browser to another page, also where htmx asked: that would put the page into this one. */
export function redirect(request: Request, response: Response, path: string): void {
  if (isHtmxRequest(request)) response.set('HX-Redirect', path).status(204).end();
  else response.redirect(303, path);
}
