import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { StartupError } from '../../lib/errors';
import type { Command } from '../command';
import { LOOPBACK } from '../free-ports';
import { runProgram } from '../run-program';
import { pollUntil } from '../../lib/poll-until';
import { findPostgresBinaries } from './binaries';
import { chooseServerUser, type ServerUser, wrapForServerUser } from './server-user';

const SUPERUSER = 'postgres';
/** Login of our processes: owns its database, and has no rights beyond it. */
const APP_USER = 'firstday';
const START_TIMEOUT_MS = 60_000;
const INIT_TIMEOUT_MS = 120_000;

/** A PostgreSQL cluster in its own folder, which only its user may enter. Every connection needs a password. */
export interface Cluster {
  folder: string;
  port: number;
  passwords: { superuser: string; app: string };
  /** True if our processes use a socket in the folder, which costs less than TCP. Other tools use loopback. */
  hasSocket: boolean;
}

/** Returns the URL of a database for our processes. */
export const buildClusterUrl = (cluster: Cluster, database: string): string =>
  buildUrl(cluster, { name: APP_USER, password: cluster.passwords.app }, database);

/** Only for the administration of the cluster itself. */
export const buildSuperuserUrl = (cluster: Cluster, database: string): string =>
  buildUrl(cluster, { name: SUPERUSER, password: cluster.passwords.superuser }, database);

function buildUrl(
  { folder, port, hasSocket }: Cluster,
  { name, password }: { name: string; password: string },
  database: string,
): string {
  const host = hasSocket ? encodeForShell(folder) : LOOPBACK;
  return `postgresql://${name}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

/** Encodes quotes and parentheses, too: engineers source the URL into a shell (`servers.env`). */
const encodeForShell = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/**
 * Creates the cluster's folder with `initdb`. Does nothing if the folder exists.
 * @throws StartupError when `initdb` fails
 */
export async function initCluster(
  { folder, passwords }: Pick<Cluster, 'folder' | 'passwords'>,
  extraArgs: string[] = [],
): Promise<void> {
  if (existsSync(folder)) return;
  const { initdb, root } = findPostgresBinaries();
  const user = chooseServerUser(folder);
  // Created next to its final place and then renamed: a killed initdb leaves nothing that looks like a cluster.
  const temporaryFolder = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  createInitFiles(temporaryFolder, passwordFile, passwords.superuser, user);
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

/** Creates the login of our processes and their database, unless they exist. */
export function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  return withClusterClient(cluster, async (client) => {
    const exists = async (query: string, value: string) => (await client.query(query, [value])).rowCount === 1;
    if (!(await exists('select from pg_roles where rolname = $1', APP_USER)))
      await client.query(`create role ${APP_USER} login password ${client.escapeLiteral(cluster.passwords.app)}`);
    if (!(await exists('select from pg_database where datname = $1', name)))
      await client.query(`create database ${client.escapeIdentifier(name)} owner ${APP_USER}`);
  });
}

async function withClusterClient<T>(cluster: Cluster, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: buildSuperuserUrl(cluster, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
