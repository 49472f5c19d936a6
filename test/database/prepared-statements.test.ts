import { sql } from 'kysely';
import { openDatabase } from '../../src/database/client';
import { findPerson } from '../../src/database/people';
import { findUsableToken } from '../../src/database/tokens';
import { type TestDatabase, createTestDatabase } from '../support/test-database';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

test('a connection prepares a statement once, and one that gives all columns never', async () => {
  const { database } = openDatabase(postgres.url, 1);
  const held = sql<{
    statement: string;
  }>`select statement from pg_prepared_statements where statement ~ 'tokens|people'`;
  await findUsableToken(database, 'a');
  await findUsableToken(database, 'b');
  await findPerson(database, 'grace@example.com');
  const { rows } = await held.execute(database);
  expect(rows.map(({ statement }) => statement)).toEqual([expect.stringContaining('from "tokens" where "hash" = $1')]);
  await database.destroy();
});

test('a newer process may add a column while this one runs', async () => {
  const { database } = openDatabase(postgres.url, 1);
  const ask = () => Promise.all([findUsableToken(database, 'a'), findPerson(database, 'grace@example.com')]);
  await ask();
  await sql`alter table tokens add column later text`.execute(postgres.database);
  await sql`alter table people add column later text`.execute(postgres.database);
  await expect(ask()).resolves.toEqual([undefined, undefined]);
  await database.destroy();
});
