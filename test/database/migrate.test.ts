import { Client } from 'pg';
import { sql } from 'kysely';
import { prepareSchema, SCHEMA_VERSION } from '../../src/database/migrate';
import { StartupError } from '../../src/lib/errors';
import { runFailingPlatform } from '../support/platform-process';
import { createTestDatabase, EMPTY_DATABASE, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
afterEach(() => testDb.close());

const readVersion = async () =>
  (await sql<{ version: number }>`select version from schema_version`.execute(testDb.database)).rows[0]?.version;

/** Leaves the schema as a later release does. */
async function upgrade(version: number, compatibleFrom: number): Promise<void> {
  await sql`update schema_version set version = ${version}, compatible_from = ${compatibleFrom}`.execute(
    testDb.database,
  );
  await sql`insert into kysely_migration (name, timestamp) values ('999-later', 'now')`.execute(testDb.database);
}

const prepare = (mayMigrate: boolean): Promise<unknown> =>
  prepareSchema(testDb.database, { mayMigrate }).catch((error: unknown) => error);

test('an empty database gets the schema once, also from two processes at the same time', async () => {
  testDb = await createTestDatabase(EMPTY_DATABASE);
  expect(await Promise.all([prepare(true), prepare(true)])).toEqual([undefined, undefined]);
  expect(await readVersion()).toBe(SCHEMA_VERSION);
  expect(await prepare(false)).toBeUndefined();
});

test.each([true, false])(
  'a newer schema that is compatible is accepted and left as it is (may migrate: %s)',
  async (may) => {
    testDb = await createTestDatabase();
    await upgrade(SCHEMA_VERSION + 2, SCHEMA_VERSION);
    expect(await prepare(may)).toBeUndefined();
    expect(await readVersion()).toBe(SCHEMA_VERSION + 2);
  },
);

test('a newer schema that is not compatible is refused with both versions', async () => {
  testDb = await createTestDatabase();
  await upgrade(SCHEMA_VERSION + 2, SCHEMA_VERSION + 1);
  const error = await prepare(true);
  expect(error).toBeInstanceOf(StartupError);
  expect((error as Error).message).toMatch(
    new RegExp(
      `schema ${SCHEMA_VERSION + 2}, .*schema ${SCHEMA_VERSION + 1} or newer; this program is of schema ${SCHEMA_VERSION}`,
    ),
  );
});

test('a migration gives up a lock that another session holds, and succeeds once it is free', async () => {
  testDb = await createTestDatabase(EMPTY_DATABASE);
  const other = new Client({ connectionString: testDb.url });
  await other.connect();
  await other.query('begin; create table onboardings (id int)');
  let markLocked: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => (markLocked = resolve));
  const preparing = prepareSchema(testDb.database, { mayMigrate: true, lockTimeoutMs: 100, onLocked: markLocked });
  await locked;
  await other.query('rollback');
  await other.end();
  await preparing;
  expect(await readVersion()).toBe(SCHEMA_VERSION);
});

test('a process that must not migrate says what to run, and the role migrate does it and ends', async () => {
  testDb = await createTestDatabase(EMPTY_DATABASE);
  const env = {
    ...{ DATABASE_URL: testDb.url, TEMPORAL_ADDRESS: '127.0.0.1:1', SMTP_URL: 'smtp://127.0.0.1:1', MIGRATE: 'none' },
    SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const refused = await runFailingPlatform('worker', env);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('Run "npm run migrate"') });
  const migrated = await runFailingPlatform('migrate', { NODE_ENV: 'production', DATABASE_URL: testDb.url });
  expect(migrated).toMatchObject({ code: 0, output: expect.stringContaining('The database schema fits') });
  expect(await readVersion()).toBe(SCHEMA_VERSION);
});

test('a schema of an edited migration, which is not run again, is refused instead of used', async () => {
  testDb = await createTestDatabase();
  await sql`update schema_version set version = ${SCHEMA_VERSION - 1}`.execute(testDb.database);
  const error = await prepare(true);
  expect(error).toBeInstanceOf(StartupError);
  expect((error as Error).message).toContain(`schema ${SCHEMA_VERSION - 1} of a version that was never released`);
});

test('the migrations end with the version that the code expects, and keep it compatible with itself', async () => {
  testDb = await createTestDatabase();
  const { rows } = await sql`select version, compatible_from <= version as is_possible from schema_version`.execute(
    testDb.database,
  );
  expect(rows).toEqual([{ version: SCHEMA_VERSION, is_possible: true }]);
});
