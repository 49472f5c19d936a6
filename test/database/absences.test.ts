import { listAbsencesAround, listUpcomingAbsences, insertAbsence } from '../../src/database/absences';
import { pollUntil } from '../../src/lib/poll-until';
import { type TestDatabase, createTestDatabase, LOCK_WAITERS_SQL } from '../support/test-database';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
  const person = { name: 'Carla Nowak', email: 'carla@example.com', roles: [], manager_email: null };
  await postgres.database.insertInto('people').values(person).execute();
});
afterEach(() => postgres.database.deleteFrom('absences').execute());
afterAll(() => postgres.close());

const createAbsenceRow = (from_date: string, to_date: string) => ({
  id: crypto.randomUUID(),
  email: 'grace@example.com',
  from_date,
  to_date,
  deputy_email: 'carla@example.com',
  created_by: 'grace@example.com',
});
const insertInTransaction = (from: string, to: string) =>
  postgres.database.transaction().execute((transaction) => insertAbsence(transaction, createAbsenceRow(from, to)));

test('a concurrent absence waits for the other, and conflicts if they overlap', async () => {
  const { database, pool } = postgres;
  const second = await database.transaction().execute(async (transaction) => {
    await insertAbsence(transaction, createAbsenceRow('2027-07-05', '2027-07-16'));
    const waiting = insertInTransaction('2027-07-16', '2027-07-20');
    waiting.catch(() => undefined);
    await pollUntil(async () => {
      const { rows } = await pool.query(LOCK_WAITERS_SQL);
      expect(rows).toHaveLength(1);
    }, 60_000);
    return { waiting };
  });
  await expect(second.waiting).rejects.toMatchObject({
    code: 'conflict',
    reason: { code: 'conflict.absence', params: { from: '2027-07-05', to: '2027-07-16' } },
  });
  await insertInTransaction('2027-07-17', '2027-07-20');
});

test.each([
  ['2027-07-03T12:00:00Z', 0],
  ['2027-07-04T12:00:00Z', 1],
  ['2027-07-10T12:00:00+14:00', 1],
  ['2027-07-17T12:00:00Z', 1],
  ['2027-07-18T12:00:00Z', 0],
])('around %s, %i absences may apply; the local calendar decides', async (instant, count) => {
  await insertInTransaction('2027-07-05', '2027-07-16');
  const deputy = { name: 'Carla Nowak', email: 'carla@example.com' };
  const expected = { email: 'grace@example.com', from: '2027-07-05', to: '2027-07-16', deputy };
  expect(await listAbsencesAround(postgres.database, instant)).toEqual(count === 1 ? [expected] : []);
});

test('past absences are not listed', async () => {
  const getDateIn = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  await insertInTransaction(getDateIn(-10), getDateIn(-3));
  await insertInTransaction(getDateIn(5), getDateIn(6));
  await insertInTransaction(getDateIn(0), getDateIn(2));
  const upcoming = await listUpcomingAbsences(postgres.database, 'grace@example.com');
  expect(upcoming.map(({ from_date }) => from_date)).toEqual([getDateIn(0), getDateIn(5)]);
});
