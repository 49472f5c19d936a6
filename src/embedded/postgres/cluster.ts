import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { StartupError } from '../../lib/errors';
import type { Command } from '../command';
import { LOOPBACK } from '../free-ports';
import { runProgram } from '../run-program';
import { pollUntil } from '../../lib/poll-until';
import { findPostgresBinaries } from './binaries';
import { chooseServerUser, type ServerUser, wrapForServerUser } from './server-user';

const SUPERUSER = 'firstday';
const START_TIMEOUT_MS = 60_000;
const INIT_TIMEOUT_MS = 120_000;

/** A PostgreSQL cluster in its own folder, which only its user may enter. Every connection needs the password. */
export interface Cluster {
  folder: string;
  port: number;
  password: string;
  /** True if our processes use a socket in the folder, which costs less than TCP. Other tools use loopback. */
  hasSocket: boolean;
}

export function buildClusterUrl({ folder, port, password, hasSocket }: Cluster, database: string): string {
  const host = hasSocket ? encodeForShell(folder) : LOOPBACK;
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

/** Encodes quotes and parentheses, too: engineers source the URL into a shell (`servers.env`). */
const encodeForShell = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/**
 * Creates the cluster's folder with `initdb`. Does nothing if the folder exists.
 * @throws StartupError when `initdb` fails
 */
export async function initCluster(
  { folder, password }: Pick<Cluster, 'folder' | 'password'>,
  extraArgs: string[] = [],
): Promise<void> {
  if (existsSync(folder)) return;
  const { initdb, root } = findPostgresBinaries();
  const user = chooseServerUser(folder);
  // Created next to its final place and then renamed: a killed initdb leaves nothing that looks like a cluster.
  const temporaryFolder = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  createInitFiles(temporaryFolder, passwordFile, password, user);
  const args = [...buildInitArgs(temporaryFolder, passwordFile), ...extraArgs];
  const command = wrapForServerUser({ file: initdb, args }, user, [root, temporaryFolder]);
  try {
    await runProgram(command.file, command.args, { timeoutMs: INIT_TIMEOUT_MS, uid: command.uid, gid: command.gid });
    renameSync(temporaryFolder, folder);
  } catch (error) {
    throw createInitError(folder, error as Error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function buildInitArgs(folder: string, passwordFile: string): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  return ['--pgdata', folder, '--no-instructions', ...login, ...locale];
}

/** Creates an empty folder and the password file, both readable by the server's user alone. */
function createInitFiles(folder: string, passwordFile: string, password: string, user: ServerUser | undefined): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) [folder, passwordFile].forEach((file) => chownSync(file, user.uid, user.gid));
}

const createInitError = (folder: string, { message }: Error): StartupError =>
  new StartupError(
    `The embedded PostgreSQL could not make its data folder ${folder} (${message}). Mend that, or ` +
      `set DATABASE_URL to a PostgreSQL of your own.`,
  );

/** Builds the command that runs the server in the foreground. `settings` are PostgreSQL parameters, overriding ours. */
export function buildServerCommand(
  { folder, port, hasSocket }: Cluster,
  settings: Record<string, string> = {},
): Command {
  const { postgres, root } = findPostgresBinaries();
  const parameters = {
    listen_addresses: LOOPBACK,
    // Relative to the cluster's folder, whose path may have characters that separate folders in this setting.
    unix_socket_directories: hasSocket ? '.' : '',
    unix_socket_permissions: '0700',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = { file: postgres, args: ['-D', folder, '-p', String(port), ...flags] };
  return wrapForServerUser(command, chooseServerUser(folder), [root, folder]);
}

/**
 * Resolves when the cluster accepts connections.
 * @param giveUp checked after each failed attempt; an error it returns is thrown, for example when the server has ended
 */
export function waitForCluster(cluster: Cluster, giveUp?: () => Error | undefined): Promise<void> {
  return pollUntil(() => withClusterClient(cluster, () => Promise.resolve()), START_TIMEOUT_MS, giveUp);
}

export function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  return withClusterClient(cluster, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function withClusterClient<T>(cluster: Cluster, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: buildClusterUrl(cluster, 'postgres'), connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
