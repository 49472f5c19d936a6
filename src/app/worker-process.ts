import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { plans } from '../../plans';
import { createDependencyCheck } from '../application/dependency-check';
import { createSecretCipher } from '../auth/secret-cipher';
import { createSignedLinks, type SignedLinks } from '../auth/signed-links';
import { type Database, openDatabase } from '../database/client';
import { loadCompany } from '../database/company';
import { createEmbeddedSystems } from '../integrations/embedded-systems';
import type { Mailer } from '../integrations/mail/mailer';
import { createSmtpMailer, type SmtpMailer } from '../integrations/mail/smtp-mailer';
import type { BackgroundLoop } from '../lib/background-loop';
import { buildOnboardingUrl } from '../lib/short-links';
import { createCompanyMailer } from '../mails/company-mailer';
import type { PlanDefinition } from '../planning/dsl';
import type { Planner } from '../planning/planner';
import { createTemporalClient, createWorkerConnection, getAddress, getNamespace } from '../temporal/connection';
import { createDataConverter } from '../temporal/data-converter';
import { createCohortActivities } from '../worker/activities/cohort-activities';
import { createEffectActivities } from '../worker/activities/effect-activities';
import { createPlanningActivities } from '../worker/activities/planning-activities';
import { startInvitations } from '../worker/background/invitations';
import { startMailOutbox } from '../worker/background/mail-outbox';
import { startReportFacts } from '../worker/background/report-facts';
import { startRetentionCleanup } from '../worker/background/retention-cleanup';
import { startWebhookDeliveries } from '../worker/background/webhook-deliveries';
import { startOperationsServer } from '../worker/operations-server';
import { createProjection } from '../worker/projection/create-projection';
import { startReconciler } from '../worker/reconciler/reconciler';
import { createWorker, type WorkerConfig } from '../worker/worker';
import { superviseWorker, type WorkerFactory, type WorkerSupervisor } from '../worker/worker-supervisor';
import type { Environment } from './environment';
import { activityDefinitions, composePlanner } from './planner';
import type { RunningProcess } from './running-process';

const PROJECTION_CONNECTIONS = 4;

/**
 * Starts the background loops and a worker for workflows and activities, which is replaced after a failure.
 * @param availablePlans plans for replanning and for cohorts
 * @param shutdownSignal ends the wait for a Temporal server that does not answer
 */
export async function startWorker(
  environment: Environment,
  availablePlans: readonly PlanDefinition[] = plans,
  shutdownSignal: AbortSignal = new AbortController().signal,
): Promise<RunningProcess> {
  const resources = openResources(environment);
  const activities = createActivities(
    environment,
    resources,
    composePlanner(availablePlans, environment.config.approvers),
  );
  const outbox = startOutbox(environment, resources);
  const projection = createWorkerProjection(environment, resources, outbox);
  const backgroundLoops = [outbox, ...startBackgroundLoops(environment, resources)];
  const factory = createWorkerFactory(environment, resources.dataConverter, { ...activities, projection });
  const supervising: { worker?: WorkerSupervisor } = {};
  const operations = await startOperations(environment, resources, () => supervising.worker?.isWorking() ?? false);
  const worker = await superviseWorker(factory, environment.logger, { shutdownSignal });
  supervising.worker = worker;
  return {
    stop: async () => {
      await worker.stop();
      await operations?.stop();
      await projection.stop();
      await Promise.all(backgroundLoops.map((loop) => loop.stop()));
      await closeResources(resources);
    },
  };
}

/** Begins before Temporal answers: a probe must tell a worker that waits from one that is gone. */
async function startOperations(
  { config, sdkMetricsAddress }: Environment,
  { database, client }: WorkerResources,
  isWorking: () => boolean,
): Promise<RunningProcess | undefined> {
  const { httpPort: port } = config.worker;
  if (port === undefined) return undefined;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const checkDependencies = createDependencyCheck(database, client);
  return startOperationsServer({
    host: config.http.host,
    port,
    allowedHosts: config.http.allowedHosts,
    registry,
    metricsToken: config.http.metricsToken,
    sdkMetricsAddress,
    checkDependencies,
    isWorking,
  });
}

interface WorkerResources {
  database: Database;
  /**
   * A pool of its own: effects hold connections while waiting for each other's locks, and the projection, which runs
   * inside workflow tasks, must not queue behind them.
   */
  projectionDatabase: Database;
  dataConverter: DataConverter;
  client: Client;
  links: SignedLinks;
  transport: SmtpMailer;
  mailer: Mailer;
}

function openResources(environment: Environment): WorkerResources {
  const { config, databaseUrl, payloadKeys } = environment;
  const dataConverter = createDataConverter(payloadKeys);
  const links = createSignedLinks(payloadKeys, config.http.publicUrl, config.hasDecisionLinks);
  const transport = createSmtpMailer({ ...config.mail, url: environment.smtpUrl });
  const { database } = openDatabase(databaseUrl, config.database.connections);
  return {
    database,
    projectionDatabase: openDatabase(databaseUrl, PROJECTION_CONNECTIONS).database,
    dataConverter,
    client: createTemporalClient(environment.temporal, dataConverter),
    links,
    transport,
    mailer: createCompanyMailer(transport, () => loadCompany(database)),
  };
}

async function closeResources({ database, projectionDatabase, client, transport }: WorkerResources): Promise<void> {
  transport.close();
  await client.connection.close();
  await Promise.all([database.destroy(), projectionDatabase.destroy()]);
}

type Activities = Pick<WorkerConfig, 'activities' | 'planning'>;

function createActivities({ config, logger }: Environment, resources: WorkerResources, planner: Planner): Activities {
  const { database, client, mailer, links } = resources;
  const systems = createEmbeddedSystems({
    mailer,
    getNewHirePageUrl: (id, personalEmail) => links.createNewHireLink(id, personalEmail),
    getOnboardingUrl: (id) => buildOnboardingUrl(config.http.publicUrl, id),
  });
  return {
    activities: {
      ...createEffectActivities({ definitions: activityDefinitions, database, systems }),
      ...createCohortActivities({ database, client, planner, logger }),
    },
    planning: createPlanningActivities({ database, planner }),
  };
}

const startOutbox = ({ config, logger }: Environment, { database, mailer, links }: WorkerResources): BackgroundLoop =>
  startMailOutbox({
    database,
    mailer,
    publicUrl: config.http.publicUrl,
    links,
    logger,
  });

const createWorkerProjection = ({ logger }: Environment, resources: WorkerResources, outbox: BackgroundLoop) =>
  createProjection({
    database: resources.projectionDatabase,
    client: resources.client,
    logger,
    onNotificationsWritten: () => outbox.trigger(),
  });

/** Starts all loops but the outbox, which the projection triggers. */
const startBackgroundLoops = (
  { config, logger, payloadKeys }: Environment,
  { database, client, mailer }: WorkerResources,
): BackgroundLoop[] => [
  startReconciler({ database, client, logger, missingWorkflows: config.worker.missingWorkflowPolicy }),
  startWebhookDeliveries({
    database,
    publicUrl: config.http.publicUrl,
    secretCipher: createSecretCipher(payloadKeys),
    ...config.webhooks,
    logger,
  }),
  startInvitations({
    database,
    mailer,
    publicUrl: config.http.publicUrl,
    hasMailSignIn: config.hasMailSignIn,
    logger,
  }),
  startRetentionCleanup(database, config, logger),
  startReportFacts(database, logger),
];

const createWorkerFactory = (
  { temporal, config }: Environment,
  dataConverter: DataConverter,
  parts: Pick<WorkerConfig, 'activities' | 'planning' | 'projection'>,
): WorkerFactory => ({
  address: getAddress(temporal),
  connect: () => createWorkerConnection(temporal),
  create: (connection) =>
    createWorker({
      connection,
      namespace: getNamespace(temporal),
      dataConverter,
      ...parts,
      limits: config.worker,
      version: config.worker.version,
    }),
});
