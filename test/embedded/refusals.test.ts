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
function freshState(): Record<string, unknown> {
  const dataDir = DataDir.open(root);
  dataDir.release();
  return { ...dataDir.state };
}

const write = (name: string, content: string): void => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
};

async function refusal(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as StartupError).message;
  }
  throw new Error('It was not refused.');
}

test.each([
  ['foreign files', () => write('holiday.jpg', ''), /not Firstday's \(holiday.jpg.*DATA_DIR/],
  ['an unreadable state', () => write('firstday.json', '{"format":'), /damaged.*backup.*DATA_DIR/],
  ['a later format', () => write('firstday.json', JSON.stringify({ ...freshState(), format: 2 })), /another version/],
  [
    'another PostgreSQL',
    () => write('firstday.json', JSON.stringify({ ...freshState(), postgresMajor: '17' })),
    /PostgreSQL 17.*pg_dump/,
  ],
  [
    'a file in its place',
    () => (rmSync(root, { recursive: true }), writeFileSync(root, '')),
    /cannot be made.*DATA_DIR/,
  ],
])('a data folder with %s is refused, and not touched', async (_what, prepare, message) => {
  prepare();
  expect(await refusal(() => DataDir.open(root))).toMatch(message);
});

test('a place where no folder can be made is refused at once', async () => {
  const nowhere = process.platform === 'linux' ? '/proc/firstday/data' : '/dev/null/data';
  expect(await refusal(() => DataDir.open(nowhere))).toMatch(/cannot be made.*DATA_DIR/);
});

test('a killed first start is begun again', () => {
  write('lock', JSON.stringify({ pid: process.pid, startedAt: 'before this process' }));
  write('firstday.json.new', '{"for');
  const dataDir = DataDir.open(root);
  expect(dataDir.state.samplesLoaded).toBe(false);
  dataDir.release();
});

test('the same folder is not opened twice', async () => {
  const first = DataDir.open(root);
  expect(await refusal(() => DataDir.open(root))).toMatch(`process ${process.pid}`);
  first.release();
  DataDir.open(root).release();
});

describe('in a folder of ours', () => {
  let dataDir: DataDir;
  beforeEach(() => (dataDir = DataDir.open(root)));
  afterEach(() => dataDir.release());

  const noCli = (): Promise<unknown> => startTemporal(dataDir, {}, '/nowhere/temporal', silent);

  test('a PostgreSQL folder of another version is refused', async () => {
    write('postgres/PG_VERSION', '16\n');
    expect(await refusal(() => startPostgres(dataDir, {}, silent))).toMatch(/not a data folder of PostgreSQL 18.*16/);
  });

  test('a PostgreSQL folder without its files is refused, and not made anew over what is left', async () => {
    write('postgres/base', 'what is left');
    expect(await refusal(() => startPostgres(dataDir, {}, silent))).toMatch(/version found: none/);
  });

  test('a PostgreSQL that does not come up is told with its log', async () => {
    write('postgres/PG_VERSION', '18\n');
    expect(await refusal(() => startPostgres(dataDir, {}, silent))).toMatch(
      /PostgreSQL did not start.*ends:\n.*postgresql.conf/s,
    );
  });

  test('a Temporal file that is not SQLite is refused', async () => {
    write('temporal/temporal.db', 'this is a text, not a database');
    expect(await refusal(noCli)).toMatch(/temporal.db is damaged/);
  });

  test('a server that is not there is told with the reason', async () => {
    expect(await refusal(noCli)).toMatch(/Temporal's development server did not start.*ENOENT/s);
  });

  test('a port in use is named with its variable', async () => {
    const port = await allocatePort();
    const other = createServer().listen(port, LOOPBACK);
    const message = await refusal(() => choosePort('temporalUi', { temporalUi: port }, dataDir));
    other.close();
    expect(message).toMatch(new RegExp(`Port ${port} .* in use .*TEMPORAL_UI_PORT`));
  });

  test('a port is chosen once, and kept', async () => {
    const chosen = await choosePort('smtp', {}, dataDir);
    dataDir.release();
    dataDir = DataDir.open(root);
    expect(await choosePort('smtp', {}, dataDir)).toBe(chosen);
  });
});
