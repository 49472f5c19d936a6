import type { Logger } from 'pino';
import type { DataDir, Ports } from './data-dir';
import type { Say } from './find-program';
import { startInbox } from './inbox/inbox';
import { startPostgres } from './postgres/server';
import type { Supervised } from './supervisor';
import { findTemporalCli } from './temporal/cli';
import { startTemporal } from './temporal/start';

/** Which servers to embed: those that nobody brought. */
export interface Wanted {
  postgres: boolean;
  temporal: boolean;
  inbox: boolean;
}

export interface EmbeddedServers {
  databaseUrl?: string;
  temporalAddress?: string;
  temporalPages?: string;
  smtpUrl?: string;
  inboxPages?: string;
  /** Stops all of them in order, and waits until each has ended. */
  stop(): Promise<void>;
  /** Kills them, where there is no time to wait; they survive it. */
  kill(): void;
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
}

/**
 * Starts the wanted servers side by side and keeps them running.
 * @throws StartupError where one does not come up; none is left running then
 */
export async function startServers(dataDir: DataDir, settings: ServerSettings): Promise<EmbeddedServers> {
  const { wanted, ports, logger } = settings;
  const supervised: Supervised[] = [];
  const keep = <T extends { server: Supervised }>(started: T): T => {
    supervised.push(started.server);
    return started;
  };
  const temporal = async () => {
    const cli = await findTemporalCli(settings.cli, settings.say, settings.signal);
    return keep(await startTemporal(dataDir, ports, cli, logger));
  };
  const starting = [
    wanted.postgres ? startPostgres(dataDir, ports, logger).then(keep) : undefined,
    wanted.temporal ? temporal() : undefined,
    wanted.inbox ? startInbox(dataDir, ports) : undefined,
  ] as const;
  const settled = await Promise.allSettled(starting);
  const [database, engine, inbox] = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as [
    Awaited<(typeof starting)[0]>,
    Awaited<(typeof starting)[1]>,
    Awaited<(typeof starting)[2]>,
  ];
  const stop = async () => {
    await Promise.all([inbox?.stop(), ...supervised.map((server) => server.stop())]);
  };
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return {
    databaseUrl: database?.url,
    temporalAddress: engine?.address,
    temporalPages: engine?.pages,
    smtpUrl: inbox?.smtpUrl,
    inboxPages: inbox?.pages,
    stop,
    kill: () => supervised.forEach((server) => server.kill()),
  };
}
