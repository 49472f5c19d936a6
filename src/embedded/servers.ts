import type { Logger } from 'pino';
import type { DataDir, Ports } from './data-dir';
import type { Print } from './find-program';
import { startInbox } from './inbox/inbox';
import { startPostgres } from './postgres/start-postgres';
import { findTemporalCli } from './temporal/find-temporal-cli';
import { startTemporal } from './temporal/start-temporal';

/** Servers to embed: those without a configured external address. */
export interface ServerSelection {
  postgres: boolean;
  temporal: boolean;
  inbox: boolean;
}

/** The servers that are processes of their own; the inbox is none. */
const PROCESSES = ['postgres', 'temporal'] as const;
type ProcessName = (typeof PROCESSES)[number];

interface Addresses {
  databaseUrl?: string;
  temporalAddress?: string;
  temporalUiUrl?: string;
  smtpUrl?: string;
  inboxUrl?: string;
}

export interface EmbeddedServers extends Addresses {
  /** Stops all servers in parallel and waits until each has ended. */
  stop: () => Promise<void>;
  /** Kills the servers when there is no time to wait. Their data survives. */
  kill: () => void;
}

export interface StartServersOptions {
  selection: ServerSelection;
  ports: Ports;
  /** Value of TEMPORAL_CLI. */
  cli?: string;
  print: Print;
  logger: Logger;
  /** Aborts a long search for Temporal's server. */
  signal: AbortSignal;
  /**
   * Called when the selected PostgreSQL and Temporal processes have been launched, long before they are ready.
   * Not called if neither is selected.
   */
  onLaunch?: () => void;
}

/** One started server. */
interface EmbeddedServer {
  addresses: Addresses;
  server: { stop(): Promise<void>; kill?(): void };
}

/**
 * Starts the selected servers in parallel and supervises them.
 * @throws StartupError when one does not start; the others are stopped first
 */
export async function startServers(dataDir: DataDir, options: StartServersOptions): Promise<EmbeddedServers> {
  const failureController = new AbortController();
  const signal = AbortSignal.any([options.signal, failureController.signal]);
  const startups = startSelected(dataDir, { ...options, signal });
  try {
    return combineServers(await Promise.all(startups));
  } catch (error) {
    failureController.abort();
    await stopStarted(startups);
    throw error;
  }
}

function startSelected(dataDir: DataDir, options: StartServersOptions): Promise<EmbeddedServer>[] {
  const { postgres, temporal, inbox } = options.selection;
  const markLaunched = createLaunchMarker(options);
  return [
    ...(postgres ? [embedPostgres(dataDir, options, () => markLaunched('postgres'))] : []),
    ...(temporal ? [embedTemporal(dataDir, options, () => markLaunched('temporal'))] : []),
    ...(inbox ? [embedInbox(dataDir, options)] : []),
  ];
}

/** Returns a function to call at each launch. It calls `onLaunch` once, when all selected processes are launched. */
function createLaunchMarker({ selection, onLaunch }: StartServersOptions): (name: ProcessName) => void {
  const pendingLaunches = new Set(PROCESSES.filter((name) => selection[name]));
  return (name) => {
    if (pendingLaunches.delete(name) && pendingLaunches.size === 0) onLaunch?.();
  };
}

async function embedPostgres(
  dataDir: DataDir,
  { ports, logger }: StartServersOptions,
  onLaunch: () => void,
): Promise<EmbeddedServer> {
  const { url, server } = await startPostgres(dataDir, ports, logger, onLaunch);
  return { addresses: { databaseUrl: url }, server };
}

async function embedTemporal(
  dataDir: DataDir,
  { ports, logger, print, signal, ...options }: StartServersOptions,
  onLaunch: () => void,
): Promise<EmbeddedServer> {
  const cli = await findTemporalCli(options.cli, print, signal);
  const { address, uiUrl, server } = await startTemporal(dataDir, ports, cli, logger, onLaunch);
  return { addresses: { temporalAddress: address, temporalUiUrl: uiUrl }, server };
}

async function embedInbox(dataDir: DataDir, { ports }: StartServersOptions): Promise<EmbeddedServer> {
  const inbox = await startInbox(dataDir, ports);
  return { addresses: { smtpUrl: inbox.smtpUrl, inboxUrl: inbox.pagesUrl }, server: inbox };
}

function combineServers(embedded: EmbeddedServer[]): EmbeddedServers {
  const servers = embedded.map(({ server }) => server);
  const addresses = embedded.map((one) => one.addresses);
  return {
    ...(Object.assign({}, ...addresses) as Addresses),
    stop: () => stopAll(servers),
    kill: () => servers.forEach((server) => server.kill?.()),
  };
}

/** Waits for every startup, then stops the servers that did start. */
async function stopStarted(startups: Promise<EmbeddedServer>[]): Promise<void> {
  const outcomes = await Promise.allSettled(startups);
  const started = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  await stopAll(started.map(({ value }) => value.server));
}

async function stopAll(servers: EmbeddedServer['server'][]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}
