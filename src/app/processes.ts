import type { Server } from 'node:http';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { plans } from '../../plans';
import { closeApi, createApi } from '../api/app';
import type { ApiDeps } from '../api/http/context';
import { createHttpServer } from '../api/http/server';
import { activityDefinitions, composePlanner } from './planner';
import type { Config } from './config';
import { openDatabase } from '../database/client';
import type { PlanDefinition } from '../planning/dsl';
import { createSignedLinks } from '../auth/signed-links';
import { createIdentityProvider } from '../auth/oidc/identity-provider';
import { createEmbeddedSystems } from '../integrations/embedded-systems';
import { withNewHirePageLinks } from '../integrations/mail/new-hire-page-links';
import { createSmtpMailer } from '../integrations/mail/smtp-mailer';
import type { PayloadKeys } from '../temporal/codec';
import { createCohortStarter } from '../application/cohort-starter';
import { createWorkerConnection, createTemporalClient, getNamespace } from '../temporal/connection';
import { createDataConverter } from '../temporal/data-converter';
import { hasSearchAttributes } from '../temporal/search-attributes';
import { createOnboardingStarter } from '../application/onboarding-starter';
import { createPagesFactory } from '../web/app';
import { createCohortActivities } from '../worker/activities/cohort-activities';
import { createEffectActivities } from '../worker/activities/effect-activities';
import { superviseWorker, type WorkerFactory } from '../worker/worker-supervisor';
import { startMailOutbox } from '../worker/background/mail-outbox';
import { createPlanningActivities } from '../worker/activities/planning-activities';
import { createProjection } from '../worker/projection/create-projection';
import { startReconciler } from '../worker/reconciler/reconciler';
import { startRetentionCleanup } from '../worker/background/retention-cleanup';
import { startWebhookDeliveries } from '../worker/background/webhook-deliveries';
import { createWorker } from '../worker/worker';

/** Infrastructure of API and worker, embedded or external. */
export interface Environment {
  config: Config;
  logger: Logger;
  databaseUrl: string;
  temporal: ClientConnectConfig;
  smtpUrl: string;
  adminToken: string;
  payloadKeys: PayloadKeys;
  temporalUiUrl?: string;
}

export interface RunningProcess {
  /** Stops accepting work, finishes work in progress and releases resources. */
  stop(): Promise<void>;
}

const DRAIN_TIMEOUT_MS = 10_000;
const PROJECTION_CONNECTIONS = 4;

/**
 * Starts the HTTP server and the delivery of submissions to Temporal.
 * @param availablePlans plans that requests may name
 */
export async function startApi(
  environment: Environment,
  availablePlans: readonly PlanDefinition[] = plans,
): Promise<RunningProcess> {
  const { config, logger } = environment;
  const { database, pool } = openDatabase(environment.databaseUrl, config.database.connections);
  const client = createTemporalClient(environment.temporal, createDataConverter(environment.payloadKeys));
  const starter = createOnboardingStarter({ database, client, logger });
  const cohortStarter = createCohortStarter({ database, client, logger });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const mailer = createSmtpMailer({ url: environment.smtpUrl, from: config.mail.from });
  const deps: ApiDeps = {
    database,
    pool,
    client,
    planner: composePlanner(availablePlans),
    starter,
    cohortStarter,
    logger,
    registry,
    config: {
      adminToken: environment.adminToken,
      adminEmail: config.admin.email,
      publicUrl: config.http.publicUrl,
      apiOnly: config.isApiOnly,
      rateLimitPerMinute: config.http.rateLimitPerMinute,
      trustedProxies: config.http.trustedProxies,
      answerTimeoutMs: config.http.decisionTimeoutMs,
      webhooksReach: config.webhooks.reach,
    },
    hasSearchAttributes: await hasSearchAttributes(client),
  };
  const links = createSignedLinks(environment.payloadKeys, config.http.publicUrl);
  const provider = config.oidc && createIdentityProvider(config.oidc, `${config.http.publicUrl}/sign-in/oidc/callback`);
  const app = createApi(
    deps,
    createPagesFactory({ links, mailer, identityProvider: provider, temporalUiUrl: environment.temporalUiUrl }),
  );
  const server = createHttpServer(app);
  await listen(server, config.http);
  starter.start();
  cohortStarter.start();
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      const forceCloseTimer = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT_MS);
      await closeApi(app);
      await closed;
      clearTimeout(forceCloseTimer);
      await Promise.all([starter.stop(), cohortStarter.stop()]);
      mailer.close();
      await client.connection.close();
      await database.destroy();
    },
  };
}

/**
 * Starts the background loops and a worker for workflows and activities, which is replaced after a failure.
 * @param availablePlans plans for replanning and for cohorts
 */
export async function startWorker(
  environment: Environment,
  availablePlans: readonly PlanDefinition[] = plans,
): Promise<RunningProcess> {
  const { config, logger } = environment;
  const { database } = openDatabase(environment.databaseUrl, config.database.connections);
  // A pool of its own: effects hold connections while waiting for each other's locks, and the projection, which runs
  // inside workflow tasks, must not queue behind them.
  const { database: projectionDatabase } = openDatabase(environment.databaseUrl, PROJECTION_CONNECTIONS);
  const { publicUrl } = config.http;
  const links = createSignedLinks(environment.payloadKeys, publicUrl);
  const smtpMailer = createSmtpMailer({ url: environment.smtpUrl, from: config.mail.from });
  const mailer = withNewHirePageLinks(smtpMailer, (id) => links.createNewHireLink(id));
  const outbox = startMailOutbox({ database, mailer, publicUrl, links, logger });
  const effectActivities = createEffectActivities({
    definitions: activityDefinitions,
    database,
    systems: createEmbeddedSystems(mailer),
  });
  const planner = composePlanner(availablePlans);
  const planning = createPlanningActivities({ database, planner });
  const dataConverter = createDataConverter(environment.payloadKeys);
  const namespace = getNamespace(environment.temporal);
  const client = createTemporalClient(environment.temporal, dataConverter);
  const cohortActivities = createCohortActivities({ database, client, planner, logger });
  const projection = createProjection({
    database: projectionDatabase,
    client,
    logger,
    onNotificationsWritten: () => outbox.trigger(),
  });
  const reconciler = startReconciler({
    database,
    client,
    logger,
    missingWorkflows: config.worker.missingWorkflowPolicy,
  });
  const webhooks = startWebhookDeliveries({ database, publicUrl, ...config.webhooks, logger });
  const backgroundLoops = [outbox, webhooks, reconciler, startRetentionCleanup(database, logger)];
  const workerFactory: WorkerFactory = {
    connect: () => createWorkerConnection(environment.temporal),
    create: (connection) =>
      createWorker({
        connection,
        namespace,
        dataConverter,
        activities: { ...effectActivities, ...cohortActivities },
        projection,
        planning,
        limits: config.worker,
        version: config.worker.version,
      }),
  };
  const worker = await superviseWorker(workerFactory, logger);
  return {
    stop: async () => {
      await worker.stop();
      await projection.stop();
      await Promise.all(backgroundLoops.map((loop) => loop.stop()));
      mailer.close();
      await client.connection.close();
      await Promise.all([database.destroy(), projectionDatabase.destroy()]);
    },
  };
}

function listen(server: Server, { host, port }: Config['http']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
