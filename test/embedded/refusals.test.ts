import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { StartupError } from '../../src/lib/errors';
import { DataDir } from '../../src/embedded/data-dir';
import { LOOPBACK } from '../../src/embedded/free-ports';
import { choosePort } from '../../src/embedded/ports';
import { startPostgres } from '../../src/embedded/postgres/start-postgres';
import { startTemporal } from '../../src/embedded/temporal/start-temporal';
import { allocatePort } from '../support/ports';
import { createTemporaryFolder } from '../support/platform-process';

const silent = pino({ level: 'silent' });
let root: string;

beforeEach(() => (root = createTemporaryFolder()));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Creates a data folder as a first start does. Returns its state, for a test to change. */
function createFreshState(): Record<string, unknown> {
  const dataDir = DataDir.open(root);
  dataDir.release();
  return { ...dataDir.state };
}

const writeDataFile = (name: string, content: string): void => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
};

async function catchStartupError(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as StartupError).message;
  }
  throw new Error('It was not refused.');
}

test.each([
  ['foreign files', () => writeDataFile('holiday.jpg', ''), /not Firstday's \(holiday.jpg.*DATA_DIR/],
  ['an unreadable state', () => writeDataFile('firstday.json', '{"format":'), /damaged.*backup.*DATA_DIR/],
  [
    'a later format',
    () => writeDataFile('firstday.json', JSON.stringify({ ...createFreshState(), format: 2 })),
    /another version/,
  ],
  [
    'another PostgreSQL',
    () => writeDataFile('firstday.json', JSON.stringify({ ...createFreshState(), postgresMajor: '17' })),
    /PostgreSQL 17.*pg_dump/,
  ],
  [
    'a file in its place',
    () => (rmSync(root, { recursive: true }), writeFileSync(root, '')),
    /cannot be made.*DATA_DIR/,
  ],
])('a data folder with %s is rejected and not changed', async (_what, prepare, message) => {
  prepare();
  expect(await catchStartupError(() => DataDir.open(root))).toMatch(message);
});

test('an impossible location is rejected at once', async () => {
  const impossiblePath = process.platform === 'linux' ? '/proc/firstday/data' : '/dev/null/data';
  expect(await catchStartupError(() => DataDir.open(impossiblePath))).toMatch(/cannot be made.*DATA_DIR/);
});

test('an interrupted first start is repeated', () => {
  writeDataFile('lock', JSON.stringify({ pid: process.pid, startedAt: 'before this process' }));
  writeDataFile('firstday.json.new', '{"for');
  const dataDir = DataDir.open(root);
  expect(dataDir.state.samplesLoaded).toBe(false);
  dataDir.release();
});

test('the same folder cannot be opened twice', async () => {
  const first = DataDir.open(root);
  expect(await catchStartupError(() => DataDir.open(root))).toMatch(`process ${process.pid}`);
  first.release();
  DataDir.open(root).release();
});

describe('in a valid data folder', () => {
  let dataDir: DataDir;
  beforeEach(() => (dataDir = DataDir.open(root)));
  afterEach(() => dataDir.release());

  const startWithoutCli = (): Promise<unknown> => startTemporal(dataDir, {}, '/nowhere/temporal', silent);

  test('rejects a PostgreSQL folder of another version', async () => {
    writeDataFile('postgres/PG_VERSION', '16\n');
    expect(await catchStartupError(() => startPostgres(dataDir, {}, silent))).toMatch(
      /not a data folder of PostgreSQL 18.*16/,
    );
  });

  test('rejects an incomplete PostgreSQL folder, and does not overwrite it', async () => {
    writeDataFile('postgres/base', 'what is left');
    expect(await catchStartupError(() => startPostgres(dataDir, {}, silent))).toMatch(/version found: none/);
  });

  test('reports a failed PostgreSQL with its log', async () => {
    writeDataFile('postgres/PG_VERSION', '18\n');
    expect(await catchStartupError(() => startPostgres(dataDir, {}, silent))).toMatch(
      /PostgreSQL did not start.*ends:\n.*postgresql.conf/s,
    );
  });

  test('rejects a Temporal database that is not SQLite', async () => {
    writeDataFile('temporal/temporal.db', 'this is a text, not a database');
    expect(await catchStartupError(startWithoutCli)).toMatch(/temporal.db is damaged/);
  });

  test('reports a missing server with the reason', async () => {
    expect(await catchStartupError(startWithoutCli)).toMatch(/Temporal's development server did not start.*ENOENT/s);
  });

  test('reports a port in use with its setting', async () => {
    const port = await allocatePort();
    const other = createServer().listen(port, LOOPBACK);
    const message = await catchStartupError(() => choosePort('temporalUi', { temporalUi: port }, dataDir));
    other.close();
    expect(message).toMatch(new RegExp(`Port ${port} .* in use .*TEMPORAL_UI_PORT`));
  });

  test('a port is chosen once and kept', async () => {
    const chosen = await choosePort('smtp', {}, dataDir);
    dataDir.release();
    dataDir = DataDir.open(root);
    expect(await choosePort('smtp', {}, dataDir)).toBe(chosen);
  });
});
