import { chmodSync, writeFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from './config';
import { DataDir } from '../embedded/data-dir';
import type { Print } from '../embedded/find-program';
import { type EmbeddedServers, type ServerSelection, startServers } from '../embedded/servers';
import { createLogger } from '../lib/logger';
import { buildWorkflowsUrl, createExternalEnvironment, type Environment } from './environment';
import type { ShutdownHooks } from './shutdown-hooks';

export interface EmbeddedPlatform {
  dataDir: DataDir;
  servers: EmbeddedServers;
  environment: Environment;
  logFile: string;
}

export interface StartOptions {
  config: Config;
  shutdownHooks: ShutdownHooks;
  /** Registers a kill function for a second shutdown signal. */
  onForcedStop: (kill: () => void) => void;
  print: Print;
  shutdownSignal: AbortSignal;
}

/**
 * Opens the data folder and starts the embedded servers that no setting replaces.
 * @param onLaunch called when the processes of the embedded servers have been spawned; not called if there are none
 * @throws StartupError if the data folder cannot be used or a server does not start
 */
export async function startEmbeddedPlatform(
  { config, shutdownHooks, onForcedStop, print, shutdownSignal }: StartOptions,
  onLaunch?: () => void,
): Promise<EmbeddedPlatform> {
  const dataDir = DataDir.open(config.dataDir);
  shutdownHooks.add(dataDir.release);
  const logFile = dataDir.resolvePath('logs', 'firstday.log');
  const logger = createLogger(config.logLevel, logFile);
  const selection = selectServers(config);
  const { ports, temporal } = config;
  const options = { selection, ports, cli: temporal.cli, print, logger, signal: shutdownSignal, onLaunch };
  const servers = await startServers(dataDir, options);
  shutdownHooks.add(servers.stop);
  onForcedStop(servers.kill);
  const environment = createEmbeddedEnvironment(config, dataDir, servers, logger);
  writePrivateFile(dataDir.resolvePath('admin-token'), environment.adminToken);
  return { dataDir, servers, environment, logFile };
}

/** Selects the servers that no setting replaces; the role `servers` starts all of them. */
function selectServers({ role, database, temporal, mail }: Config): ServerSelection {
  const isServersRole = role === 'servers';
  return {
    postgres: isServersRole || !database.url,
    temporal: isServersRole || !temporal.connection,
    inbox: isServersRole || !mail.smtpUrl,
  };
}

function createEmbeddedEnvironment(
  config: Config,
  dataDir: DataDir,
  servers: EmbeddedServers,
  logger: Logger,
): Environment {
  const { secrets } = dataDir.state;
  const base = createExternalEnvironment(config);
  return {
    ...base,
    logger,
    databaseUrl: servers.databaseUrl ?? base.databaseUrl,
    temporal: servers.temporalAddress ? { connectionOptions: { address: servers.temporalAddress } } : base.temporal,
    smtpUrl: servers.smtpUrl ?? base.smtpUrl,
    adminToken: config.admin.token ?? secrets.adminToken,
    temporalUiUrl: servers.temporalUiUrl ? buildWorkflowsUrl(servers.temporalUiUrl) : base.temporalUiUrl,
    payloadKeys: { sealing: Buffer.from(secrets.sealingKey, 'base64'), ...omitMissingSealingKey(config) },
  };
}

const omitMissingSealingKey = ({ payloadKeys }: Config) =>
  payloadKeys.sealing ? payloadKeys : { encryption: payloadKeys.encryption };

/**
 * Writes the settings that separate API and worker processes need to use these servers.
 * @returns the path of the settings file
 */
export function writeServersEnv({ dataDir, environment }: EmbeddedPlatform): string {
  const { databaseUrl, temporal, smtpUrl, adminToken, payloadKeys } = environment;
  const settings = {
    TEMPORAL_ADDRESS: temporal.connectionOptions.address,
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
    ADMIN_TOKEN: adminToken,
    SEALING_KEY: payloadKeys.sealing?.toString('base64'),
  };
  const file = dataDir.resolvePath('servers.env');
  writePrivateFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value ?? ''}`)
      .join('\n'),
  );
  return file;
}

function writePrivateFile(file: string, content: string): void {
  writeFileSync(file, `${content}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
