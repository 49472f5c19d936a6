import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { createDependencyCheck } from '../application/dependency-check';
import { CompanyReader } from '../database/company-reader';
import { FirstdayError } from '../lib/errors';
import { allowTemporalUi } from './http/allow-temporal-ui';
import { auditRoutes } from './resources/audit/routes';
import { authenticate } from './http/auth';
import { codecRoutes } from './resources/codec/routes';
import { companyRoutes } from './resources/company/routes';
import { cohortRoutes } from './resources/cohorts/routes';
import type { ApiContext, ApiDeps } from './http/context';
import { createDocsRouter } from './http/docs';
import { closeConnectionWhileDraining } from './http/draining';
import { createInternalClient } from './http/internal-client';
import { inventoryRoutes } from './resources/inventory/routes';
import { limitRate } from './http/rate-limit';
import { requireKnownHost } from './http/require-known-host';
import { createRouter } from './http/router';
import { registerOnboardingGauges, observeRequests, assignRequestId } from './http/observability';
import { actionRoutes } from './resources/onboardings/action-routes';
import { onboardingRoutes } from './resources/onboardings/routes';
import { buildOpenApiDocument } from './http/openapi';
import { operationRoutes } from './resources/operations/routes';
import { peopleRoutes } from './resources/people/routes';
import { planRoutes } from './resources/plans/routes';
import { respondWithProblem } from './http/problems';
import { ReportCache } from './resources/reports/report-cache';
import { reportRoutes } from './resources/reports/routes';
import { EventStreams } from './http/event-streams';
import { taskRoutes } from './resources/tasks/routes';
import { tokenRoutes } from './resources/tokens/routes';
import { securityRoutes } from './resources/security/routes';
import { SecurityLog } from './http/security-log';
import { trainingRoutes } from './resources/trainings/routes';
import { webhookRoutes } from './resources/webhooks/routes';

const API_BASE_PATH = '/api/v1';
/** All but `/healthz`, which costs nothing: a probe must not take a busy process for a dead one. */
const LIMITED_OPERATION_PATHS = ['/readyz', '/metrics', '/openapi.json', '/problems'];
const API_ROUTES = [
  ...onboardingRoutes,
  ...cohortRoutes,
  ...actionRoutes,
  ...taskRoutes,
  ...planRoutes,
  ...companyRoutes,
  ...inventoryRoutes,
  ...trainingRoutes,
  ...peopleRoutes,
  ...tokenRoutes,
  ...reportRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...securityRoutes,
  ...codecRoutes,
];

const contextsByApp = new WeakMap<Express, ApiContext>();

/** Builds the router of the web pages, which call the API through `internalClient`. */
export type PagesFactory = (parts: {
  api: ApiContext;
  internalClient: ReturnType<typeof createInternalClient>;
}) => Router;

/** Builds the HTTP side as an Express application. Call `closeApi` before closing the database. */
export function createApi(deps: ApiDeps, createPages: PagesFactory): Express {
  const app = express();
  const document = buildOpenApiDocument([
    { base: API_BASE_PATH, routes: API_ROUTES },
    { base: '', routes: operationRoutes },
  ]);
  const reports = new ReportCache(deps.database);
  const context: ApiContext = {
    ...deps,
    company: new CompanyReader(deps.database),
    document,
    reports,
    streams: new EventStreams(deps.pool),
    securityLog: new SecurityLog(deps.database, deps.logger),
    checkDependencies: createDependencyCheck(deps.database, deps.client),
    isDraining: false,
  };
  contextsByApp.set(app, context);
  registerOnboardingGauges(deps.database, deps.registry);

  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('trust proxy', deps.config.trustedProxies);
  const { publicUrl, allowedHosts } = deps.config;
  app.use(assignRequestId, observeRequests(deps), closeConnectionWhileDraining(context));
  app.use(helmet(), requireKnownHost(publicUrl, allowedHosts));
  app.use(LIMITED_OPERATION_PATHS, limitRate(deps.config.rateLimitPerMinute));
  app.use('/docs', createDocsRouter(document));
  app.use(createRouter(operationRoutes, context));
  app.use(`${API_BASE_PATH}/codec`, allowTemporalUi(deps.config.temporalUiOrigin));
  app.use(
    API_BASE_PATH,
    disableCaching,
    authenticate(deps),
    limitRate(deps.config.rateLimitPerMinute),
    createRouter(API_ROUTES, context),
  );
  app.use(createPages({ api: context, internalClient: createInternalClient(API_ROUTES, context) }));
  app.use(rejectUnknownPath);
  app.use(respondWithProblem(context));
  return app;
}

/** Makes `app` report that it is not ready, so that load balancers send new connections elsewhere. */
export function beginDraining(app: Express): void {
  const context = contextsByApp.get(app);
  if (context) context.isDraining = true;
}

/** Ends the server-sent event streams of `app`, which would otherwise keep its HTTP server open. */
export async function endEventStreams(app: Express): Promise<void> {
  await contextsByApp.get(app)?.streams.close();
}

/** Ends the event streams of `app` and writes its security log. */
export async function closeApi(app: Express): Promise<void> {
  await endEventStreams(app);
  await contextsByApp.get(app)?.securityLog.close();
}

/** Responses hold personal data, which no cache may store. */
const disableCaching: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const rejectUnknownPath: RequestHandler = () => {
  throw new FirstdayError('not-found');
};
