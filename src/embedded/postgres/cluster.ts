import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { StartupError } from '../../lib/errors';
import type { Command } from '../command';
import { LOOPBACK } from '../free-port';
import { run } from '../run';
import { until } from '../../lib/poll-until';
import { postgresBinaries } from './binaries';
import { asServerUser, serverUser } from './user';

const SUPERUSER = 'firstday';
const START_PATIENCE_MS = 60_000;
const INIT_WITHIN_MS = 120_000;

/** A PostgreSQL cluster in a folder of its own, reached over loopback with a password. */
export interface Cluster {
  folder: string;
  port: number;
  password: string;
}

/** The connection string of one database of the cluster. */
export const clusterUrl = ({ port, password }: Cluster, database: string): string =>
  `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}`;

/**
 * Makes the cluster's folder with `initdb`; nothing where there is one already.
 * @throws StartupError where that fails
 */
export async function initCluster({ folder, password }: Cluster, extra: string[] = []): Promise<void> {
  if (existsSync(folder)) return;
  const { initdb, root } = postgresBinaries();
  const user = serverUser(folder);
  // Made beside its place and then moved there: a killed initdb leaves nothing that looks like a cluster.
  const unfinished = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) [unfinished, passwordFile].forEach((file) => chownSync(file, user.uid, user.gid));
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const args = ['--pgdata', unfinished, '--no-instructions', ...login, ...locale, ...extra];
  const command = asServerUser({ file: initdb, args }, user, [root, unfinished]);
  try {
    await run(command.file, command.args, { withinMs: INIT_WITHIN_MS, uid: command.uid, gid: command.gid });
    renameSync(unfinished, folder);
  } catch (error) {
    throw new StartupError(
      `The embedded PostgreSQL could not make its data folder ${folder} (${(error as Error).message}). Mend that, or ` +
        `set DATABASE_URL to a PostgreSQL of your own.`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The command that runs the cluster's server in the foreground. `settings` are PostgreSQL's own. */
export function serverCommand({ folder, port }: Cluster, settings: Record<string, string> = {}): Command {
  const { postgres, root } = postgresBinaries();
  const all = {
    listen_addresses: LOOPBACK,
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = { file: postgres, args: ['-D', folder, '-p', String(port), ...flags] };
  return asServerUser(command, serverUser(folder), [root, folder]);
}

/**
 * Resolves when the cluster answers.
 * @param giveUp looked at while waiting: an error to throw instead of waiting on, the server having ended
 */
export function clusterReady(cluster: Cluster, giveUp?: () => Error | undefined): Promise<void> {
  return until(() => onCluster(cluster, () => Promise.resolve()), START_PATIENCE_MS, giveUp);
}

/** Creates the database where it is missing. */
export function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  return onCluster(cluster, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function onCluster<T>(cluster: Cluster, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: clusterUrl(cluster, 'postgres'), connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
