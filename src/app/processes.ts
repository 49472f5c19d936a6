import type { Server } from 'node:http';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { plans } from '../../plans';
import { closeApi, createApi } from '../api/app';
import type { ApiDeps } from '../api/http/context';
import { serverOf } from '../api/http/server';
import { definitions, plannerOf } from './planner';
import type { Config } from './config';
import { openDatabase } from '../database/client';
import type { PlanDefinition } from '../planning/dsl';
import { createLinks } from '../auth/signed-links';
import { createProvider } from '../auth/oidc/provider';
import { embeddedSystems } from '../integrations/embedded';
import { withOwnPages } from '../integrations/mail/own-page';
import { smtpMailer } from '../integrations/mail/smtp';
import type { PayloadKeys } from '../temporal/codec';
import { createCohortStarter } from '../application/cohort-starter';
import { connectWorker, createClient, namespaceOf } from '../temporal/connection';
import { createDataConverter } from '../temporal/data-converter';
import { hasSearchAttributes } from '../temporal/search-attributes';
import { createStarter } from '../application/onboarding-starter';
import { webOf } from '../web/app';
import { cohortActivities } from '../worker/activities/cohort';
import { effectActivities } from '../worker/activities/activity-runner';
import { keepWorking, type WorkerSource } from '../worker/worker-supervisor';
import { startOutbox } from '../worker/background/mail-outbox';
import { planningActivities } from '../worker/activities/planning';
import { createProjection } from '../worker/projection/projector';
import { startReconciler } from '../worker/reconciler/reconciler';
import { startRetention } from '../worker/background/retention';
import { startWebhooks } from '../worker/background/webhook-deliveries';
import { createWorker } from '../worker/worker';

/** What API and worker are built on, whether it is embedded or somebody else's. */
export interface Surroundings {
  config: Config;
  logger: Logger;
  databaseUrl: string;
  temporal: ClientConnectConfig;
  smtpUrl: string;
  adminToken: string;
  payloadKeys: PayloadKeys;
  /** Where an engineer looks at workflows. */
  temporalPages?: string;
}

export interface Running {
  /** Takes nothing new, ends what is under way, and gives back what it held. */
  stop(): Promise<void>;
}

const DRAIN_MS = 10_000;
const PROJECTION_CONNECTIONS = 4;

/** The HTTP side, listening, and the delivery of its submissions to Temporal. `offered`: the plans that requests can name. */
export async function startApi(around: Surroundings, offered: readonly PlanDefinition[] = plans): Promise<Running> {
  const { config, logger } = around;
  const { database, pool } = openDatabase(around.databaseUrl, config.database.connections);
  const client = createClient(around.temporal, createDataConverter(around.payloadKeys));
  const starter = createStarter({ database, client, logger });
  const cohortStarter = createCohortStarter({ database, client, logger });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const mailer = smtpMailer({ url: around.smtpUrl, from: config.mail.from });
  const deps: ApiDeps = {
    database,
    pool,
    client,
    planner: plannerOf(offered),
    starter,
    cohortStarter,
    logger,
    registry,
    config: {
      adminToken: around.adminToken,
      adminEmail: config.admin.email,
      publicUrl: config.http.publicUrl,
      apiOnly: config.apiOnly,
      rateLimitPerMinute: config.http.rateLimitPerMinute,
      trustedProxies: config.http.trustedProxies,
      patienceMs: config.http.patienceMs,
      webhooksReach: config.webhooks.reach,
    },
    searchAttributes: await hasSearchAttributes(client),
  };
  const links = createLinks(around.payloadKeys, config.http.publicUrl);
  const provider = config.oidc && createProvider(config.oidc, `${config.http.publicUrl}/sign-in/oidc/callback`);
  const app = createApi(deps, webOf({ links, mailer, provider, temporalPages: around.temporalPages }));
  const server = serverOf(app);
  await listen(server, config.http);
  starter.start();
  cohortStarter.start();
  return {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closeApi(app);
      await closed;
      clearTimeout(patience);
      await Promise.all([starter.stop(), cohortStarter.stop()]);
      mailer.close();
      await client.connection.close();
      await database.destroy();
    },
  };
}

/** A worker for workflows and activities, replaced whenever it breaks. `offered`: the plans that may have to be made anew. */
export async function startWorker(around: Surroundings, offered: readonly PlanDefinition[] = plans): Promise<Running> {
  const { config, logger } = around;
  const { database } = openDatabase(around.databaseUrl, config.database.connections);
  // Effects hold a connection while they wait for each other's locks; the projection, inside workflow tasks, must not queue behind.
  const { database: projected } = openDatabase(around.databaseUrl, PROJECTION_CONNECTIONS);
  const { publicUrl } = config.http;
  const links = createLinks(around.payloadKeys, publicUrl);
  const smtp = smtpMailer({ url: around.smtpUrl, from: config.mail.from });
  const mailer = withOwnPages(smtp, (id) => links.hire(id));
  const outbox = startOutbox({ database, mailer, publicUrl, links, logger });
  const effects = effectActivities({ definitions, database, systems: embeddedSystems(mailer) });
  const planner = plannerOf(offered);
  const planning = planningActivities({ database, planner });
  const dataConverter = createDataConverter(around.payloadKeys);
  const namespace = namespaceOf(around.temporal);
  const client = createClient(around.temporal, dataConverter);
  const cohorts = cohortActivities({ database, client, planner, logger });
  const projection = createProjection({ database: projected, client, logger, owed: () => outbox.wake() });
  const reconciler = startReconciler({ database, client, logger, missing: config.worker.missing });
  const webhooks = startWebhooks({ database, publicUrl, ...config.webhooks, logger });
  const housekeeping = [outbox, webhooks, reconciler, startRetention(database, logger)];
  const source: WorkerSource = {
    connect: () => connectWorker(around.temporal),
    create: (connection) =>
      createWorker({
        connection,
        namespace,
        dataConverter,
        effects: { ...effects, ...cohorts },
        projection,
        planning,
        limits: config.worker,
        version: config.worker.version,
      }),
  };
  const worker = await keepWorking(source, logger);
  return {
    stop: async () => {
      await worker.stop();
      await projection.stop();
      await Promise.all(housekeeping.map((one) => one.stop()));
      mailer.close();
      await client.connection.close();
      await Promise.all([database.destroy(), projected.destroy()]);
    },
  };
}

function listen(server: Server, { host, port }: Config['http']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
