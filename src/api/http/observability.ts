import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { ONBOARDING_STATUSES } from '../../domain/status';
import { countFailingSteps } from '../../database/failed-attempts';
import { countOnboardingsByStatus, countIncidents } from '../../database/onboardings';
import type { Database } from '../../database/client';
import { shareCall } from '../../lib/share-call';
import type { ApiDeps } from './context';

/** Scrapes of several collectors share one count of the tables. */
const GAUGE_MAX_AGE_MS = 15_000;
const SAFE_REQUEST_ID = /^[\w.-]{1,64}$/;

/** Sets the request id, also as response header: the caller's `X-Request-Id` if it is safe to log, else a new one. */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const requestedId = request.get('X-Request-Id') ?? '';
  const requestId = SAFE_REQUEST_ID.test(requestedId) ? requestedId : randomUUID();
  response.locals.requestId = requestId;
  response.set('X-Request-Id', requestId);
  next();
};

/** Logs and measures calls by route name. URL, headers and body are omitted, since they hold personal data. */
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
      const labels = { method: request.method, route: getRoutePath(response), status: String(response.statusCode) };
      const requestId = String(response.locals.requestId);
      durations.observe(labels, seconds);
      logger.info({ ...labels, requestId, milliseconds: Math.round(seconds * 1e3) }, 'call');
    });
    next();
  };
}

function getRoutePath(response: Response): string {
  const [, path = 'unknown'] = String(response.locals.route ?? '').split(' ');
  return path;
}

/** Registers gauges of onboardings by status, open incidents by kind and failing steps, counted at most every 15 s. */
export function registerOnboardingGauges(database: Database, registry: Registry): void {
  registerStatusGauge(database, registry);
  registerIncidentGauge(database, registry);
  registerFailingStepsGauge(database, registry);
}

function registerStatusGauge(database: Database, registry: Registry): void {
  const countByStatus = shareCall(GAUGE_MAX_AGE_MS, () => countOnboardingsByStatus(database));
  new Gauge({
    name: 'firstday_onboardings',
    help: 'Onboardings by status.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const counts = new Map((await countByStatus()).map(({ status, count }) => [status, Number(count)]));
      for (const status of ONBOARDING_STATUSES) this.set({ status }, counts.get(status) ?? 0);
    },
  });
}

function registerIncidentGauge(database: Database, registry: Registry): void {
  const countByKind = shareCall(GAUGE_MAX_AGE_MS, () => countIncidents(database));
  new Gauge({
    name: 'firstday_onboardings_held_up',
    help: 'Open onboardings that no step holds up: lost in Temporal, standing still there, or refused by it.',
    labelNames: ['incident'],
    registers: [registry],
    async collect() {
      for (const [incident, count] of Object.entries(await countByKind())) this.set({ incident }, count);
    },
  });
}

function registerFailingStepsGauge(database: Database, registry: Registry): void {
  const count = shareCall(GAUGE_MAX_AGE_MS, () => countFailingSteps(database));
  new Gauge({
    name: 'firstday_steps_failing',
    help: 'Steps whose latest attempt failed and that are tried again, as while their system is away.',
    registers: [registry],
    async collect() {
      this.set(await count());
    },
  });
}
