import { sql } from 'kysely';
import { openDatabase } from '../../src/database/client';
import { findPerson, listPeople } from '../../src/database/people';
import { findUsableToken } from '../../src/database/tokens';
import { type TestDatabase, createTestDatabase } from '../support/test-database';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

test('statements are prepared once per connection, except select *', async () => {
  const { database } = openDatabase(postgres.url, 1);
  const preparedStatements = sql<{
    statement: string;
  }>`select statement from pg_prepared_statements where statement ~ 'tokens|people'`;
  await findUsableToken(database, { hash: 'a' });
  await findUsableToken(database, { hash: 'b' });
  await listPeople(database, { limit: 1 });
  const { rows } = await preparedStatements.execute(database);
  expect(rows.map(({ statement }) => statement)).toEqual([expect.stringContaining('from "tokens" where "hash" = $1')]);
  await database.destroy();
});

test('a newer process may add a column meanwhile', async () => {
  const { database } = openDatabase(postgres.url, 1);
  const runQueries = () =>
    Promise.all([findUsableToken(database, { hash: 'a' }), findPerson(database, 'grace@example.com')]);
  await runQueries();
  await sql`alter table tokens add column later text`.execute(postgres.database);
  await sql`alter table people add column later text`.execute(postgres.database);
  await expect(runQueries()).resolves.toEqual([undefined, undefined]);
  await database.destroy();
});
