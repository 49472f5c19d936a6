import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { ONBOARDING_STATUSES } from '../../domain/status';
import { countOnboardingsByStatus, countIncidents } from '../../database/onboardings';
import type { Database } from '../../database/client';
import type { ApiDeps } from './context';

const SAFE_REQUEST_ID = /^[\w.-]{1,64}$/;

/** Gives every request an id, the caller's own where it is a plain one, and sends it back. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const given = request.get('X-Request-Id') ?? '';
  const requestId = SAFE_REQUEST_ID.test(given) ? given : randomUUID();
  response.locals.requestId = requestId;
  response.set('X-Request-Id', requestId);
  next();
};

/** Logs and measures every call by its route; no address, no header and no body, since they hold personal data. */
export function observeRequests({ logger, registry }: Pick<ApiDeps, 'logger' | 'registry'>): RequestHandler {
  const durations = new Histogram({
    name: 'firstday_http_request_duration_seconds',
    help: 'How long calls took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    const startedAt = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const [, route = 'unknown'] = String(response.locals.route ?? '').split(' ');
      const labels = { method: request.method, route, status: String(response.statusCode) };
      durations.observe(labels, seconds);
      logger.info(
        { ...labels, requestId: String(response.locals.requestId), milliseconds: Math.round(seconds * 1e3) },
        'call',
      );
    });
    next();
  };
}

/** Counts the onboardings of each status, and those that only an operator can help, when it is scraped. */
export function registerOnboardingGauges(database: Database, registry: Registry): void {
  new Gauge({
    name: 'firstday_onboardings',
    help: 'Onboardings by status.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const counts = new Map(
        (await countOnboardingsByStatus(database)).map(({ status, count }) => [status, Number(count)]),
      );
      for (const status of ONBOARDING_STATUSES) this.set({ status }, counts.get(status) ?? 0);
    },
  });
  new Gauge({
    name: 'firstday_onboardings_held_up',
    help: 'Open onboardings that no step holds up: lost in Temporal, standing still there, or refused by it.',
    labelNames: ['obstacle'],
    registers: [registry],
    async collect() {
      for (const [obstacle, count] of Object.entries(await countIncidents(database))) this.set({ obstacle }, count);
    },
  });
}
