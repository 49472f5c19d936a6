import type { Surroundings } from './processes';
import type { ProcessRole } from './settings';
import { migrate, openDatabase } from '../database/client';
import { loadSamples } from '../database/samples';
import { requireFree } from '../embedded/ports';
import { until } from '../lib/poll-until';
import { StartupError } from '../lib/errors';
import { installRuntime } from '../temporal/connection';
import { embed, type Embedded, external, type Start, writeServersEnv } from './environment';

const DATABASE_PATIENCE_MS = 60_000;

const loadCompose = () => import('./processes.js');
type Compose = Awaited<ReturnType<typeof loadCompose>>;

/** What a process does in each role; each resolves when it is ready. */
export const RUN: Record<ProcessRole, (start: Start) => Promise<void>> = { all, api, worker, servers };

/** Everything on this machine, for a first look and for a small company. */
async function all(start: Start): Promise<void> {
  const { config, stops, say } = start;
  await requireFree(config.http.port, config.http.host, 'PORT');
  say('Starting …');
  const { embedded, compose } = await embedAndLoad(start);
  const { surroundings } = embedded;
  installRuntime(surroundings.logger);
  await prepareDatabase(surroundings, embedded);
  const { startWorker, startApi } = compose;
  const [worker, api] = await Promise.all([startWorker(surroundings), startApi(surroundings)]);
  stops.add(() => worker.stop());
  stops.add(() => api.stop());
  embedded.dataDir.update({ url: surroundings.config.http.publicUrl });
  say(whereEverythingIs(embedded));
}

/** Starts the servers and, while they start, loads the code of API and worker, which takes a second or more. */
async function embedAndLoad(start: Start): Promise<{ embedded: Embedded; compose: Compose }> {
  let launch: () => void = () => undefined;
  const launched = new Promise<void>((resolve) => (launch = resolve));
  const embedding = embed(start, launch);
  await Promise.race([launched, embedding]);
  const compose = await loadCompose();
  return { embedded: await embedding, compose };
}

async function api({ config, stops, say }: Start): Promise<void> {
  await requireFree(config.http.port, config.http.host, 'PORT');
  const surroundings = external(config);
  installRuntime(surroundings.logger);
  await prepareDatabase(surroundings);
  const running = await (await loadCompose()).startApi(surroundings);
  stops.add(() => running.stop());
  say(`The API is ready at ${config.http.publicUrl}/api/v1.`);
}

async function worker({ config, stops, say }: Start): Promise<void> {
  const surroundings = external(config);
  installRuntime(surroundings.logger);
  await prepareDatabase(surroundings);
  const running = await (await loadCompose()).startWorker(surroundings);
  stops.add(() => running.stop());
  say('The worker is ready.');
}

/** Only the servers, for API and worker as processes of their own. */
async function servers(start: Start): Promise<void> {
  const embedded = await embed(start);
  await prepareDatabase(embedded.surroundings, embedded);
  const file = writeServersEnv(embedded);
  start.say(
    `The servers are ready. Their settings are in ${file}: start the others with "npm run start:api" and "npm run ` +
      `start:worker" after "set -a; . ${file}".`,
  );
}

/** Waits for the database, brings its schema up to date, and fills it on the first embedded start. */
async function prepareDatabase({ databaseUrl }: Surroundings, embedded?: Embedded): Promise<void> {
  const { database, pool } = openDatabase(databaseUrl, 2, true);
  try {
    await until(() => pool.query('select 1'), DATABASE_PATIENCE_MS).catch((error: unknown) => {
      throw new StartupError(`The database of DATABASE_URL does not answer: ${(error as Error).message}.`);
    });
    await migrate(database);
    if (!embedded?.servers.databaseUrl || embedded.dataDir.state.samplesLoaded) return;
    await loadSamples(database, new Date());
    embedded.dataDir.update({ samplesLoaded: true });
  } finally {
    await database.destroy();
  }
}

function whereEverythingIs({ servers, surroundings, dataDir, logFile }: Embedded): string {
  const { publicUrl } = surroundings.config.http;
  const places: [string, string | undefined][] = [
    ['Pages', publicUrl],
    ['API', `${publicUrl}/api/v1`],
    ['Documentation', `${publicUrl}/docs`],
    ['Mail inbox', servers.inboxPages],
    ['Temporal', servers.temporalAddress],
    ["Temporal's pages", servers.temporalPages],
    ['Administrator', surroundings.config.admin.email],
    ['  token', surroundings.adminToken],
    ['Data', dataDir.root],
    ['Log', logFile],
  ];
  const lines = places.filter(([, where]) => where).map(([what, where]) => `  ${what.padEnd(18)}${where}`);
  const signIn = servers.inboxPages
    ? `Sign in to the pages as ${surroundings.config.admin.email}: the link is in the mail inbox.\n`
    : '';
  return `\nFirstday is ready.\n\n${lines.join('\n')}\n\n${signIn}Stop it with Ctrl-C.`;
}
