import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { FirstdayError } from '../lib/errors';
import { auditRoutes } from './resources/audit/routes';
import { identify } from './http/auth';
import { cohortRoutes } from './resources/cohorts/routes';
import type { ApiContext, ApiDeps } from './http/context';
import { serveDocs } from './http/docs';
import { doorOf } from './http/internal-client';
import { inventoryRoutes } from './resources/inventory/routes';
import { limitRate } from './http/rate-limit';
import { mount } from './http/mount';
import { measureOnboardings, observe, requestIds } from './http/observability';
import { actionRoutes } from './resources/onboardings/action-routes';
import { onboardingRoutes } from './resources/onboardings/routes';
import { describeApi } from './http/openapi';
import { operationRoutes } from './resources/operations/routes';
import { peopleRoutes } from './resources/people/routes';
import { planRoutes } from './resources/plans/routes';
import { answerProblems } from './http/problems';
import { RecentReports } from './resources/reports/recent';
import { reportRoutes } from './resources/reports/routes';
import { EventStreams } from './http/streams';
import { taskRoutes } from './resources/tasks/routes';
import { tokenRoutes } from './resources/tokens/routes';
import { trainingRoutes } from './resources/trainings/routes';
import { webhookRoutes } from './resources/webhooks/routes';

const BASE = '/api/v1';
const API_ROUTES = [
  ...onboardingRoutes,
  ...cohortRoutes,
  ...actionRoutes,
  ...taskRoutes,
  ...planRoutes,
  ...inventoryRoutes,
  ...trainingRoutes,
  ...peopleRoutes,
  ...tokenRoutes,
  ...reportRoutes,
  ...webhookRoutes,
  ...auditRoutes,
];

const streamsOf = new WeakMap<Express, EventStreams>();

/** What people open in a browser: it asks the API through this door. */
export type CreatePages = (parts: { api: ApiContext; door: ReturnType<typeof doorOf> }) => Router;

/** The whole HTTP side as an Express application; `closeApi` must be called before its database is closed. */
export function createApi(deps: ApiDeps, createPages: CreatePages): Express {
  const app = express();
  const document = describeApi([
    { base: BASE, routes: API_ROUTES },
    { base: '', routes: operationRoutes },
  ]);
  const reports = new RecentReports(deps.database);
  const context: ApiContext = { ...deps, document, reports, streams: new EventStreams(deps.pool) };
  streamsOf.set(app, context.streams);
  measureOnboardings(deps.database, deps.registry);

  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('trust proxy', deps.config.trustedProxies);
  app.use(requestIds, observe(deps), helmet());
  app.use('/docs', serveDocs(document));
  app.use(mount(operationRoutes, context));
  app.use(BASE, neverStored, identify(deps), limitRate(deps.config.rateLimitPerMinute), mount(API_ROUTES, context));
  app.use(createPages({ api: context, door: doorOf(API_ROUTES, context) }));
  app.use(nothingHere);
  app.use(answerProblems(deps));
  return app;
}

/** Ends the streams of server-sent events, so that the server that serves `app` can close. */
export async function closeApi(app: Express): Promise<void> {
  await streamsOf.get(app)?.close();
}

/** Answers hold personal data: no cache on the way keeps them. */
const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new FirstdayError('not-found');
};
