import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { FirstdayError } from '../../lib/errors';
import { getPrincipal } from './route-access';

const MINUTE_MS = 60_000;

/** Limits calls per token or session; without a valid one, per address. */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request, response) => getPrincipal(response)?.tokenId ?? ipKeyGenerator(request.ip ?? ''),
    handler: () => {
      throw new FirstdayError('too-many-requests');
    },
  });
}
