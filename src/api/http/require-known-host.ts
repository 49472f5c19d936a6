import type { RequestHandler } from 'express';
import { FirstdayError } from '../../lib/errors';
import { createHostCheck } from '../../lib/host-check';

/** Rejects requests to a host that is neither PUBLIC_URL's nor configured nor this machine's. */
export function requireKnownHost(publicUrl: string, allowedHosts: readonly string[]): RequestHandler {
  const isKnownHost = createHostCheck([new URL(publicUrl).hostname, ...allowedHosts]);
  return (request, _response, next) => {
    if (!isKnownHost(request.headers.host, request.socket.localAddress)) throw new FirstdayError('misdirected-request');
    next();
  };
}
