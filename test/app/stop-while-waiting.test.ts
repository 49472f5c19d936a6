import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { allocatePort } from '../support/ports';
import { createTemporaryFolder, startPlatform } from '../support/platform-process';
import { startSilentServer } from '../support/silent-server';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { waitForValue } from '../support/wait-for-value';

// Orchestrators kill a process that has not ended after their grace time, of 10 s or more.
const STOP_WITHIN_MS = 9_000;
const SEALING_KEY = Buffer.alloc(32, 7).toString('base64');

let testDb: TestDatabase;
let silent: Awaited<ReturnType<typeof startSilentServer>>;
const folder = createTemporaryFolder();

beforeAll(async () => {
  [testDb, silent] = await Promise.all([createTestDatabase(), startSilentServer()]);
});
afterAll(async () => {
  silent.close();
  await testDb.close();
  rmSync(folder, { recursive: true, force: true });
});

const buildEnv = async (overrides: Record<string, string>) => ({
  DATABASE_URL: testDb.url,
  SMTP_URL: `smtp://127.0.0.1:${silent.port}`,
  SEALING_KEY,
  DATA_DIR: path.join(folder, 'data'),
  PORT: String(await allocatePort()),
  ...overrides,
});

/** The role `all` logs to a file. */
function readLog(output: string): { temporal?: string }[] {
  const file = path.join(folder, 'data/logs/firstday.log');
  const lines = [...output.split('\n'), ...(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])];
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { temporal?: string });
}

async function stopAndMeasure(platform: Awaited<ReturnType<typeof startPlatform>>): Promise<number> {
  const toldAt = Date.now();
  expect(await platform.stop('SIGTERM')).toBe(0);
  return Date.now() - toldAt;
}

test.each(['worker', 'all'] as const)(
  'the role %s says which Temporal it waits for, and obeys a stop meanwhile',
  async (role) => {
    const address = '127.0.0.1:1';
    const env = await buildEnv({ TEMPORAL_ADDRESS: address });
    const platform = await startPlatform(role, env, /Mail: /);
    await waitForValue(() => Promise.resolve(readLog(platform.output()).find(({ temporal }) => temporal === address)));
    expect(platform.output()).toContain(`Temporal: ${address} from TEMPORAL_ADDRESS`);
    expect(platform.output()).toMatch(/PostgreSQL: \S+ from DATABASE_URL/);
    expect(platform.output()).not.toContain(`:${new URL(testDb.url).password}@`);
    expect(await stopAndMeasure(platform)).toBeLessThan(STOP_WITHIN_MS);
  },
);

test('a worker whose Temporal accepts connections but never answers obeys a stop', async () => {
  const env = await buildEnv({ TEMPORAL_ADDRESS: `127.0.0.1:${silent.port}` });
  const platform = await startPlatform('worker', env, /Temporal: /);
  expect(await stopAndMeasure(platform)).toBeLessThan(STOP_WITHIN_MS);
});

test('a worker whose database is away obeys a stop', async () => {
  const env = await buildEnv({
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/firstday',
  });
  const platform = await startPlatform('worker', env, /PostgreSQL: /);
  expect(await stopAndMeasure(platform)).toBeLessThan(STOP_WITHIN_MS);
});
