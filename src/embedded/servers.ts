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

export interface EmbeddedServers {
  databaseUrl?: string;
  temporalAddress?: string;
  temporalUiUrl?: string;
  smtpUrl?: string;
  inboxUrl?: string;
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

/**
 * Starts the selected servers in parallel and supervises them.
 * @throws StartupError when one does not start; the others are stopped first
 */
export async function startServers(dataDir: DataDir, settings: StartServersOptions): Promise<EmbeddedServers> {
  const { selection, ports, logger } = settings;
  const runningServers: { stop(): Promise<void>; kill?(): void }[] = [];
  const addresses: Pick<EmbeddedServers, 'databaseUrl' | 'temporalAddress' | 'temporalUiUrl' | 'smtpUrl' | 'inboxUrl'> =
    {};
  const failureController = new AbortController();
  const signal = AbortSignal.any([settings.signal, failureController.signal]);

  const pendingLaunches = new Set(PROCESSES.filter((name) => selection[name]));
  const markLaunched = (name: (typeof PROCESSES)[number]) => () => {
    if (pendingLaunches.delete(name) && pendingLaunches.size === 0) settings.onLaunch?.();
  };

  const embedPostgres = async () => {
    const { url, server } = await startPostgres(dataDir, ports, logger, markLaunched('postgres'));
    runningServers.push(server);
    addresses.databaseUrl = url;
  };
  const embedTemporal = async () => {
    const cli = await findTemporalCli(settings.cli, settings.print, signal);
    const { address, uiUrl, server } = await startTemporal(dataDir, ports, cli, logger, markLaunched('temporal'));
    runningServers.push(server);
    Object.assign(addresses, { temporalAddress: address, temporalUiUrl: uiUrl });
  };
  const embedInbox = async () => {
    const inbox = await startInbox(dataDir, ports);
    runningServers.push(inbox);
    Object.assign(addresses, { smtpUrl: inbox.smtpUrl, inboxUrl: inbox.pagesUrl });
  };
  const stop = async () => {
    await Promise.all(runningServers.map((server) => server.stop()));
  };

  const starters = [
    ...(selection.postgres ? [embedPostgres] : []),
    ...(selection.temporal ? [embedTemporal] : []),
    ...(selection.inbox ? [embedInbox] : []),
  ];
  const startups = starters.map((start) => start());
  try {
    await Promise.all(startups);
  } catch (error) {
    failureController.abort();
    await Promise.allSettled(startups);
    await stop();
    throw error;
  }
  return { ...addresses, stop, kill: () => runningServers.forEach((server) => server.kill?.()) };
}
