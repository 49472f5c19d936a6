import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/database/client';
import { isDatabaseUnavailable } from '../../src/database/is-database-unavailable';
import { buildClusterUrl } from '../../src/embedded/postgres/cluster';
import { canHoldSocket } from '../../src/embedded/postgres/socket';

const PORT = 5433;
const buildTestUrl = (folder: string, hasSocket = true) =>
  buildClusterUrl({ folder, port: PORT, passwords: { superuser: 's', app: 'p/w' }, hasSocket }, 'firstday');

test.each(['/data/postgres', `/home/o'neill (hr) & co/%41 ü/postgres`])('connects to the socket in %s', (folder) => {
  const url = buildTestUrl(folder);
  // Nothing that a shell would interpret.
  expect(url).toMatch(/^[\w:/@%.-]+$/);
  const { host, port, password, database } = new Client({ connectionString: url });
  expect({ host, port, password, database }).toEqual({
    host: folder,
    port: PORT,
    password: 'p/w',
    database: 'firstday',
  });
});

test('connects over TCP where there is no socket', () => {
  expect(new Client({ connectionString: buildTestUrl('/data/postgres', false) }).host).toBe('127.0.0.1');
});

describe('a folder can hold a socket', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync('/tmp/firstday-test-')));
  afterEach(() => rmSync(base, { recursive: true }));

  test('up to the length that every system accepts, and nothing is left of the attempt', async () => {
    const longest = path.join(base, 'x'.repeat(103 - `${base}//.s.PGSQL.${PORT}`.length));
    mkdirSync(longest);
    expect(await canHoldSocket(longest, PORT)).toBe(true);
    expect(readdirSync(longest)).toEqual([]);
    mkdirSync(`${longest}x`);
    expect(await canHoldSocket(`${longest}x`, PORT)).toBe(false);
  });

  test('unless its file system cannot', async () => {
    expect(await canHoldSocket(path.join(base, 'missing'), PORT)).toBe(false);
  });
});

test('a server that does not run makes the database unavailable', async () => {
  const { pool } = openDatabase(buildTestUrl('/nowhere/postgres'), 1);
  const error = await pool.query('select 1').catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error)).toBe(true);
  await pool.end();
});
