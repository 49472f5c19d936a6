import { chmodSync, writeFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Surroundings } from './processes';
import type { Config } from './config';
import { DataDir } from '../embedded/data-dir';
import type { Say } from '../embedded/find-program';
import { type EmbeddedServers, startServers } from '../embedded/servers';
import { createLogger } from '../lib/logger';
import type { Stops } from './shutdown-hooks';

/** The platform on this machine: where everything is, and what it stands on. */
export interface Embedded {
  dataDir: DataDir;
  servers: EmbeddedServers;
  surroundings: Surroundings;
  logFile: string;
}

export interface Start {
  config: Config;
  stops: Stops;
  /** Killed with this process when it is told to stop a second time. */
  onForce: (kill: () => void) => void;
  say: Say;
  signal: AbortSignal;
}

/**
 * Takes the data folder and starts in it the servers that no setting names.
 * @param onLaunch called when the processes of the servers to embed have been started; not where there is none
 * @throws StartupError where that cannot be
 */
export async function embed({ config, stops, onForce, say, signal }: Start, onLaunch?: () => void): Promise<Embedded> {
  const dataDir = DataDir.open(config.dataDir);
  stops.add(dataDir.release);
  const logFile = dataDir.path('logs', 'firstday.log');
  const logger = createLogger(config.logLevel, logFile);
  const alone = config.role === 'servers';
  const wanted = {
    postgres: alone || !config.database.url,
    temporal: alone || !config.temporal.connection,
    inbox: alone || !config.mail.smtpUrl,
  };
  const { ports, temporal } = config;
  const servers = await startServers(dataDir, { wanted, ports, cli: temporal.cli, say, logger, signal, onLaunch });
  stops.add(servers.stop);
  onForce(servers.kill);
  const surroundings = surround(config, dataDir, servers, logger);
  keepPrivate(dataDir.path('admin-token'), surroundings.adminToken);
  return { dataDir, servers, surroundings, logFile };
}

/** What API and worker stand on where all servers are somebody else's: the settings, which are known to be complete. */
export function external(config: Config): Surroundings {
  const { database, temporal, mail, admin, payloadKeys } = config;
  return {
    config,
    logger: createLogger(config.logLevel),
    databaseUrl: database.url ?? '',
    temporal: temporal.connection ?? { connectionOptions: {} },
    smtpUrl: mail.smtpUrl ?? '',
    adminToken: admin.token ?? '',
    payloadKeys,
  };
}

function surround(config: Config, dataDir: DataDir, servers: EmbeddedServers, logger: Logger): Surroundings {
  const { secrets } = dataDir.state;
  const own = external(config);
  return {
    ...own,
    logger,
    databaseUrl: servers.databaseUrl ?? own.databaseUrl,
    temporal: servers.temporalAddress ? { connectionOptions: { address: servers.temporalAddress } } : own.temporal,
    smtpUrl: servers.smtpUrl ?? own.smtpUrl,
    adminToken: config.admin.token ?? secrets.adminToken,
    temporalPages: servers.temporalPages && `${servers.temporalPages}/namespaces/default/workflows`,
    payloadKeys: { sealing: Buffer.from(secrets.sealingKey, 'base64'), ...definedKeys(config) },
  };
}

const definedKeys = ({ payloadKeys }: Config) =>
  payloadKeys.sealing ? payloadKeys : { encryption: payloadKeys.encryption };

/** What `npm run start:api` and `start:worker` need to use these servers, as a file of settings. */
export function writeServersEnv({ dataDir, surroundings }: Embedded): string {
  const { databaseUrl, temporal, smtpUrl, adminToken, payloadKeys } = surroundings;
  const settings = {
    TEMPORAL_ADDRESS: temporal.connectionOptions.address,
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
    ADMIN_TOKEN: adminToken,
    SEALING_KEY: payloadKeys.sealing?.toString('base64'),
  };
  const file = dataDir.path('servers.env');
  keepPrivate(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value ?? ''}`)
      .join('\n'),
  );
  return file;
}

function keepPrivate(file: string, content: string): void {
  writeFileSync(file, `${content}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
