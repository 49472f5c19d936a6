import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { Client as PostgresClient } from 'pg';
import { isRunning, type ProcessIdentity } from '../../src/embedded/process-identity';
import { pollUntil } from '../../src/lib/poll-until';
import {
  runFailingPlatform,
  type PlatformProcess,
  startPlatform,
  createTemporaryFolder,
} from '../support/platform-process';

// Life cycle of one platform: each test continues from the state of the previous one.
const base = createTemporaryFolder();
const dataDir = path.join(base, 'data');
const env = { DATA_DIR: dataDir };
const TIMEOUT_MS = 60_000;

let platform: PlatformProcess;

afterAll(async () => {
  await platform?.stop('SIGINT');
  rmSync(base, { recursive: true, force: true });
});

const readProcessIdentity = (server: 'postgres' | 'temporal'): ProcessIdentity =>
  JSON.parse(readFileSync(path.join(dataDir, `${server}.process`), 'utf8')) as ProcessIdentity;

const readSettings = () => parseEnv(readFileSync(path.join(dataDir, 'servers.env'), 'utf8'));

async function query(statement: string, url = readSettings().DATABASE_URL): Promise<unknown[]> {
  const client = new PostgresClient({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function withTemporalClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({
    address: readSettings().TEMPORAL_ADDRESS,
    connectTimeout: '10 seconds',
  });
  return work(new Client({ connection })).finally(() => connection.close());
}

const fetchWorkflowStatus = (workflowId: string) =>
  withTemporalClient(async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);

/** Waits until the server runs as a new process and answers. */
async function waitForReplacement(
  server: 'postgres' | 'temporal',
  before: ProcessIdentity,
  ping: () => Promise<unknown>,
) {
  await pollUntil(async () => {
    expect(readProcessIdentity(server)).not.toEqual(before);
    await ping();
  }, TIMEOUT_MS);
}

test('starts servers that persist data', async () => {
  platform = await startPlatform('servers', env);
  await query('create table notes (note text)');
  await query(`insert into notes values ('kept')`);
  await withTemporalClient((client) => client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' }));
  expect(await fetchWorkflowStatus('kept')).toBe('RUNNING');
});

test('PostgreSQL is reached over a socket that only its user may use, and over loopback with the same password', async () => {
  const url = new URL(readSettings().DATABASE_URL ?? '');
  const folder = decodeURIComponent(url.hostname);
  expect(folder).toBe(path.join(dataDir, 'postgres'));
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(path.join(folder, `.s.PGSQL.${url.port}`)).mode & 0o077).toBe(0);
  const loopback = url.href.replace(url.hostname, '127.0.0.1');
  expect(await query('select inet_server_addr() is null as "isLocal"')).toEqual([{ isLocal: true }]);
  expect(await query('select inet_server_addr() is null as "isLocal"', loopback)).toEqual([{ isLocal: false }]);
  await expect(query('select 1', url.href.replace(url.password, 'wrong'))).rejects.toThrow('password');
});

test('rejects a second start on the same data folder', async () => {
  const { code, output } = await runFailingPlatform('servers', env);
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`in use by another Firstday \\(process ${platform.pid}\\).*DATA_DIR`));
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
});

test('a killed PostgreSQL restarts on its port with its data', async () => {
  const before = readProcessIdentity('postgres');
  process.kill(before.pid, 'SIGKILL');
  await waitForReplacement('postgres', before, () => query('select note from notes'));
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
});

test('a killed Temporal server restarts on its port with its workflows', async () => {
  const before = readProcessIdentity('temporal');
  process.kill(before.pid, 'SIGKILL');
  await waitForReplacement('temporal', before, () => fetchWorkflowStatus('kept'));
  expect(await fetchWorkflowStatus('kept')).toBe('RUNNING');
});

test('orphaned servers are stopped by the next platform, without data loss', async () => {
  const orphans = [readProcessIdentity('postgres'), readProcessIdentity('temporal')];
  const address = readSettings();
  await platform.stop('SIGKILL');
  expect(orphans.map(isRunning)).toEqual([true, true]);
  platform = await startPlatform('servers', env);
  expect(orphans.map(isRunning)).toEqual([false, false]);
  expect(readSettings()).toEqual(address);
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
  expect(await fetchWorkflowStatus('kept')).toBe('RUNNING');
});

test('survives a power cut with a stale pid file', async () => {
  const servers = [readProcessIdentity('postgres'), readProcessIdentity('temporal')];
  await platform.stop('SIGKILL');
  servers.forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
  await pollUntil(
    () => (servers.some(isRunning) ? Promise.reject(new Error('still there')) : Promise.resolve()),
    TIMEOUT_MS,
  );
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  expect(existsSync(pidFile)).toBe(true);
  // Same user: PostgreSQL mistakes only a process of its own user for another server.
  const { uid, gid } = statSync(pidFile);
  const foreignProcess = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {});
  const socketLock = readdirSync(path.dirname(pidFile)).find((name) => /^\.s\.PGSQL\.\d+\.lock$/.test(name)) ?? '';
  for (const file of [pidFile, path.join(path.dirname(pidFile), socketLock)]) rewritePid(file, foreignProcess.pid ?? 0);
  platform = await startPlatform('servers', env).finally(() => foreignProcess.kill());
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
  expect(await fetchWorkflowStatus('kept')).toBe('RUNNING');
});

test('a stop leaves no process and no lock', async () => {
  const servers = [readProcessIdentity('postgres'), readProcessIdentity('temporal')];
  expect(await platform.stop('SIGTERM')).toBe(0);
  expect(servers.map(isRunning)).toEqual([false, false]);
  expect(existsSync(path.join(dataDir, 'lock'))).toBe(false);
  platform = await startPlatform('servers', env);
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
});

function rewritePid(file: string, pid: number): void {
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(pid), ...rest].join('\n'));
}
