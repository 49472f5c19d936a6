import type { Request } from 'express';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * True if a browser sent the request from one of our own pages. Decided by `Sec-Fetch-Site`, which no page can forge,
 * or by `Origin` for browsers older than 2023. A request with neither header is rejected.
 * Source: OWASP, Cross-Site Request Forgery Prevention, Fetch Metadata.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('Origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('Host');
}

/** True if the request could change data using a cookie that another site made the browser send. */
export const isCrossSiteWrite = (request: Request): boolean =>
  !SAFE_METHODS.includes(request.method) && !isSameOrigin(request);
