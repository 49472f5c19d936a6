import type { Logger } from 'pino';
import type { DataDir, Ports } from './data-dir';
import type { Say } from './find-program';
import { startInbox } from './inbox/inbox';
import { startPostgres } from './postgres/server';
import { findTemporalCli } from './temporal/cli';
import { startTemporal } from './temporal/start';

/** Which servers to embed: those that nobody brought. */
export interface Wanted {
  postgres: boolean;
  temporal: boolean;
  inbox: boolean;
}

/** The servers that are processes of their own; the inbox is none. */
const PROCESSES = ['postgres', 'temporal'] as const;

export interface EmbeddedServers {
  databaseUrl?: string;
  temporalAddress?: string;
  temporalPages?: string;
  smtpUrl?: string;
  inboxPages?: string;
  /** Stops all of them in order, and waits until each has ended. */
  stop: () => Promise<void>;
  /** Kills them, where there is no time to wait; they survive it. */
  kill: () => void;
}

export interface ServerSettings {
  wanted: Wanted;
  ports: Ports;
  /** TEMPORAL_CLI. */
  cli?: string;
  say: Say;
  logger: Logger;
  /** Ends a long search for Temporal's server. */
  signal: AbortSignal;
  /** Called when the process of each wanted server has been started, long before they answer. */
  onLaunch?: () => void;
}

/**
 * Starts the wanted servers side by side and keeps them running.
 * @throws StartupError where one does not come up; none is left running then
 */
export async function startServers(dataDir: DataDir, settings: ServerSettings): Promise<EmbeddedServers> {
  const { wanted, ports, logger } = settings;
  const running: { stop(): Promise<void>; kill?(): void }[] = [];
  const places: Pick<EmbeddedServers, 'databaseUrl' | 'temporalAddress' | 'temporalPages' | 'smtpUrl' | 'inboxPages'> =
    {};
  const failed = new AbortController();
  const signal = AbortSignal.any([settings.signal, failed.signal]);

  const launching = new Set(PROCESSES.filter((name) => wanted[name]));
  const launched = (name: (typeof PROCESSES)[number]) => () => {
    if (launching.delete(name) && launching.size === 0) settings.onLaunch?.();
  };

  const postgres = async () => {
    const { url, server } = await startPostgres(dataDir, ports, logger, launched('postgres'));
    running.push(server);
    places.databaseUrl = url;
  };
  const temporal = async () => {
    const cli = await findTemporalCli(settings.cli, settings.say, signal);
    const { address, pages, server } = await startTemporal(dataDir, ports, cli, logger, launched('temporal'));
    running.push(server);
    Object.assign(places, { temporalAddress: address, temporalPages: pages });
  };
  const inbox = async () => {
    const started = await startInbox(dataDir, ports);
    running.push(started);
    Object.assign(places, { smtpUrl: started.smtpUrl, inboxPages: started.pages });
  };
  const stop = async () => {
    await Promise.all(running.map((server) => server.stop()));
  };

  const starts = [
    ...(wanted.postgres ? [postgres] : []),
    ...(wanted.temporal ? [temporal] : []),
    ...(wanted.inbox ? [inbox] : []),
  ];
  const starting = starts.map((start) => start());
  try {
    await Promise.all(starting);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(starting);
    await stop();
    throw error;
  }
  return { ...places, stop, kill: () => running.forEach((server) => server.kill?.()) };
}
