import type { Config } from './config';
import type { ProcessRole } from './settings';
import { openDatabase } from '../database/client';
import { prepareSchema, SCHEMA_VERSION } from '../database/migrate';
import { insertFirstSampleData } from '../database/sample-data';
import { findFreePort, LOOPBACK } from '../embedded/free-ports';
import { requireFreePort } from '../embedded/ports';
import { pollUntil } from '../lib/poll-until';
import { StartupError } from '../lib/errors';
import { installRuntime } from '../temporal/connection';
import { type EmbeddedPlatform, startEmbeddedPlatform, type StartOptions, writeServersEnv } from './embedded-platform';
import { createExternalEnvironment, type Environment } from './environment';
import { listExternalServers } from './external-servers';

const DATABASE_TIMEOUT_MS = 60_000;

const loadProcesses = () => import('./processes.js');
type ProcessesModule = Awaited<ReturnType<typeof loadProcesses>>;

/** Each function resolves when the process is ready. */
export const START_BY_ROLE: Record<ProcessRole, (options: StartOptions) => Promise<void>> = {
  all: startAll,
  api: startApiRole,
  worker: startWorkerRole,
  servers: startServersRole,
  migrate: migrateDatabase,
};

/** Runs everything on this machine, for an evaluation or a small company. */
async function startAll(options: StartOptions): Promise<void> {
  const { config, shutdownHooks, print } = options;
  await requireListeningPort(config);
  print('Starting …');
  listExternalServers(config).forEach(print);
  const { embedded, processes } = await startEmbeddedAndLoadProcesses(options);
  const environment = await installRuntimeWithMetrics(embedded.environment);
  await prepareDatabase(environment, options, embedded);
  const { startWorker, startApi } = processes;
  const [worker, api] = await Promise.all([
    startWorker(environment, undefined, options.shutdownSignal),
    startApi(environment, undefined, options.shutdownSignal),
  ]);
  shutdownHooks.add(() => worker.stop());
  shutdownHooks.add(() => api.stop());
  if (options.shutdownSignal.aborted) return;
  embedded.dataDir.update({ url: environment.config.http.publicUrl });
  print(formatReadyMessage(embedded));
}

/** @throws StartupError if another program listens there; a passed socket listens already */
async function requireListeningPort({ http }: Config): Promise<void> {
  if (http.socketFd === undefined) await requireFreePort(http.port, http.host, 'PORT');
}

/** Starts the servers and meanwhile loads the code of API and worker, which takes a second or more. */
async function startEmbeddedAndLoadProcesses(
  options: StartOptions,
): Promise<{ embedded: EmbeddedPlatform; processes: ProcessesModule }> {
  let markLaunched: () => void = () => undefined;
  const launched = new Promise<void>((resolve) => (markLaunched = resolve));
  const embedding = startEmbeddedPlatform(options, markLaunched);
  await Promise.race([launched, embedding]);
  const processes = await loadProcesses();
  return { embedded: await embedding, processes };
}

async function startApiRole(options: StartOptions): Promise<void> {
  const { config, shutdownHooks, shutdownSignal, print } = options;
  await requireListeningPort(config);
  listExternalServers(config).forEach(print);
  const environment = createExternalEnvironment(config);
  installRuntime(environment.logger);
  await prepareDatabase(environment, options);
  const api = await (await loadProcesses()).startApi(environment, undefined, shutdownSignal);
  shutdownHooks.add(() => api.stop());
  print(`The API is ready at ${config.http.publicUrl}/api/v1.`);
}

async function startWorkerRole(options: StartOptions): Promise<void> {
  const { config, shutdownHooks, shutdownSignal, print } = options;
  listExternalServers(config).forEach(print);
  const environment = await installRuntimeWithMetrics(createExternalEnvironment(config));
  await prepareDatabase(environment, options);
  const worker = await (await loadProcesses()).startWorker(environment, undefined, shutdownSignal);
  shutdownHooks.add(() => worker.stop());
  if (!shutdownSignal.aborted) print('The worker is ready.');
}

/** A worker with an HTTP port publishes the SDK's metrics there; the SDK itself serves them on this machine only. */
async function installRuntimeWithMetrics(environment: Environment): Promise<Environment> {
  const { http, worker } = environment.config;
  if (worker.httpPort === undefined) {
    installRuntime(environment.logger);
    return environment;
  }
  await requireFreePort(worker.httpPort, http.host, 'WORKER_HTTP_PORT');
  const sdkMetricsAddress = `${LOOPBACK}:${await findFreePort()}`;
  installRuntime(environment.logger, sdkMetricsAddress);
  return { ...environment, sdkMetricsAddress };
}

/** Starts only the servers; API and worker run as separate processes. */
async function startServersRole(options: StartOptions): Promise<void> {
  const embedded = await startEmbeddedPlatform(options);
  await prepareDatabase(embedded.environment, options, embedded);
  const file = writeServersEnv(embedded);
  const prefix = __filename.endsWith('.ts') ? 'dev' : 'start';
  options.print(
    `The servers are ready. Their settings are in ${file}: start the others with "npm run ${prefix}:api" and "npm run ` +
      `${prefix}:worker" after "set -a; . ${file}".`,
  );
}

/** Changes the schema, with rights that the other processes need not have, and ends. */
async function migrateDatabase(options: StartOptions): Promise<void> {
  await prepareDatabase(createExternalEnvironment(options.config), options);
  options.print(`The database schema fits this version (${SCHEMA_VERSION}).`);
}

/** Waits for the database, migrates it if it may, and inserts sample data on the first embedded start. */
async function prepareDatabase(
  { config, databaseUrl, logger }: Environment,
  { shutdownSignal }: StartOptions,
  embedded?: EmbeddedPlatform,
): Promise<void> {
  const getStopError = () => (shutdownSignal.aborted ? new StartupError('Stopped.') : undefined);
  const { database, pool } = openDatabase(databaseUrl, 2, true);
  try {
    await pollUntil(() => pool.query('select 1'), DATABASE_TIMEOUT_MS, getStopError).catch((error: unknown) => {
      throw new StartupError(`The database of DATABASE_URL does not answer: ${(error as Error).message}.`);
    });
    const onLocked = () => logger.warn('the schema cannot be changed yet, since another session holds a lock');
    await prepareSchema(database, { mayMigrate: config.database.mayMigrate, onLocked });
    if (!embedded?.servers.databaseUrl || embedded.dataDir.state.samplesLoaded) return;
    await insertFirstSampleData(database, new Date());
    embedded.dataDir.update({ samplesLoaded: true });
  } finally {
    await database.destroy();
  }
}

function formatReadyMessage({ servers, environment, dataDir, logFile }: EmbeddedPlatform): string {
  const { publicUrl } = environment.config.http;
  const entries: [string, string | undefined][] = [
    ['Pages', publicUrl],
    ['API', `${publicUrl}/api/v1`],
    ['Documentation', `${publicUrl}/docs`],
    ['Mail inbox', servers.inboxUrl],
    ['Temporal', servers.temporalAddress],
    ["Temporal's pages", servers.temporalUiUrl],
    ['Administrator', environment.config.admin.email],
    // A configured one is set by the operator, and need not appear in logs.
    ['  token', environment.config.admin.token === undefined ? environment.adminToken : undefined],
    ['Data', dataDir.root],
    ['Log', logFile],
  ];
  const lines = entries.filter(([, value]) => value).map(([label, value]) => `  ${label.padEnd(18)}${value}`);
  const signIn = servers.inboxUrl
    ? `Sign in to the pages as ${environment.config.admin.email}: the link is in the mail inbox.\n`
    : '';
  return `\nFirstday is ready.\n\n${lines.join('\n')}\n\n${signIn}Stop it with Ctrl-C.`;
}
