import { inReadOnlyTransaction } from '../../src/database/transactions';
import { type TestDatabase, createTestDatabase } from '../support/test-database';

let postgres: TestDatabase;
beforeAll(async () => (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

const createPersonRow = (email: string) => ({ name: email, email, roles: [], manager_email: null });

test('a read-only transaction reads one consistent snapshot', async () => {
  const { database } = postgres;
  const [before, after] = await inReadOnlyTransaction(database, async (snapshot) => {
    const people = () => snapshot.selectFrom('people').select('email').execute();
    const first = await people();
    await database.insertInto('people').values(createPersonRow('late@example.com')).execute();
    return [first, await people()];
  });
  expect(after).toEqual(before);
  expect(await database.selectFrom('people').select('email').execute()).toHaveLength(before.length + 1);
});

test('a read-only transaction cannot write', async () => {
  const write = inReadOnlyTransaction(postgres.database, (snapshot) =>
    snapshot.insertInto('people').values(createPersonRow('never@example.com')).execute(),
  );
  await expect(write).rejects.toThrow('read-only');
});
