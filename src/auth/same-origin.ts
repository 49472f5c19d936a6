import type { Request } from 'express';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a browser sent this from a page of our own. Every browser says so in `Sec-Fetch-Site`, which no page can forge; those
 * of before 2023, in `Origin`. One that says neither is not believed. (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata.)
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('Origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('Host');
}

/** Whether the request could change something on the strength of a cookie that another site made the browser send. */
export const isCrossSiteWrite = (request: Request): boolean =>
  !SAFE_METHODS.includes(request.method) && !isSameOrigin(request);
