import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
const PATIENCE_MS = 60_000;

let platform: PlatformProcess;

afterAll(async () => {
  await platform?.stop('SIGINT');
  rmSync(base, { recursive: true, force: true });
});

const processOf = (server: 'postgres' | 'temporal'): ProcessIdentity =>
  JSON.parse(readFileSync(path.join(dataDir, `${server}.process`), 'utf8')) as ProcessIdentity;

const settings = () => parseEnv(readFileSync(path.join(dataDir, 'servers.env'), 'utf8'));

async function query(statement: string): Promise<unknown[]> {
  const client = new PostgresClient({ connectionString: settings().DATABASE_URL });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function onTemporal<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: settings().TEMPORAL_ADDRESS, connectTimeout: '10 seconds' });
  return work(new Client({ connection })).finally(() => connection.close());
}

const statusOf = (workflowId: string) =>
  onTemporal(async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);

/** Waits until the server runs as a new process and answers. */
async function replaced(server: 'postgres' | 'temporal', before: ProcessIdentity, answers: () => Promise<unknown>) {
  await pollUntil(async () => {
    expect(processOf(server)).not.toEqual(before);
    await answers();
  }, PATIENCE_MS);
}

test('starts servers that keep what they are told', async () => {
  platform = await startPlatform('servers', env);
  await query('create table notes (note text)');
  await query(`insert into notes values ('kept')`);
  await onTemporal((client) => client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' }));
  expect(await statusOf('kept')).toBe('RUNNING');
});

test('a second start on the same data folder is refused', async () => {
  const { code, output } = await runFailingPlatform('servers', env);
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`in use by another Firstday \\(process ${platform.pid}\\).*DATA_DIR`));
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
});

test('a PostgreSQL that is killed comes back on its port with its data', async () => {
  const before = processOf('postgres');
  process.kill(before.pid, 'SIGKILL');
  await replaced('postgres', before, () => query('select note from notes'));
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
});

test('a Temporal server that is killed comes back on its port with its workflows', async () => {
  const before = processOf('temporal');
  process.kill(before.pid, 'SIGKILL');
  await replaced('temporal', before, () => statusOf('kept'));
  expect(await statusOf('kept')).toBe('RUNNING');
});

test('servers orphaned by a kill of the platform are stopped by the next, which finds all as it was', async () => {
  const orphans = [processOf('postgres'), processOf('temporal')];
  const address = settings();
  await platform.stop('SIGKILL');
  expect(orphans.map(isRunning)).toEqual([true, true]);
  platform = await startPlatform('servers', env);
  expect(orphans.map(isRunning)).toEqual([false, false]);
  expect(settings()).toEqual(address);
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
  expect(await statusOf('kept')).toBe('RUNNING');
});

test('all die at once, as in a power cut, and a pid file names a process that is somebody else', async () => {
  const servers = [processOf('postgres'), processOf('temporal')];
  await platform.stop('SIGKILL');
  servers.forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
  await pollUntil(
    () => (servers.some(isRunning) ? Promise.reject(new Error('still there')) : Promise.resolve()),
    PATIENCE_MS,
  );
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  expect(existsSync(pidFile)).toBe(true);
  // Same user: PostgreSQL mistakes only a process of its own user for another server.
  const { uid, gid } = statSync(pidFile);
  const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {});
  rewritePid(pidFile, stranger.pid ?? 0);
  platform = await startPlatform('servers', env).finally(() => stranger.kill());
  expect(await query('select note from notes')).toEqual([{ note: 'kept' }]);
  expect(await statusOf('kept')).toBe('RUNNING');
});

test('told to stop, it leaves nothing running and nothing locked', async () => {
  const servers = [processOf('postgres'), processOf('temporal')];
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
