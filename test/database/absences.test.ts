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

const absence = (from_date: string, to_date: string) => ({
  id: crypto.randomUUID(),
  email: 'grace@example.com',
  from_date,
  to_date,
  deputy_email: 'carla@example.com',
  set_by: 'grace@example.com',
});
const insert = (from: string, to: string) =>
  postgres.database.transaction().execute((transaction) => insertAbsence(transaction, absence(from, to)));

test('an absence that is declared while another is being written waits for it, and is refused where they overlap', async () => {
  const { database, pool } = postgres;
  const second = await database.transaction().execute(async (transaction) => {
    await insertAbsence(transaction, absence('2027-07-05', '2027-07-16'));
    const waiting = insert('2027-07-16', '2027-07-20');
    waiting.catch(() => undefined);
    await pollUntil(async () => {
      const { rows } = await pool.query(LOCK_WAITERS_SQL);
      expect(rows).toHaveLength(1);
    }, 60_000);
    return { waiting };
  });
  await expect(second.waiting).rejects.toMatchObject({
    code: 'conflict',
    message: 'An absence from 2027-07-05 to 2027-07-16 is there already.',
  });
  await insert('2027-07-17', '2027-07-20');
});

test.each([
  ['2027-07-03T12:00:00Z', 0],
  ['2027-07-04T12:00:00Z', 1],
  ['2027-07-10T12:00:00+14:00', 1],
  ['2027-07-17T12:00:00Z', 1],
  ['2027-07-18T12:00:00Z', 0],
])('around %s, %i may be away: which day it is there is for its calendar to say', async (instant, count) => {
  await insert('2027-07-05', '2027-07-16');
  const deputy = { name: 'Carla Nowak', email: 'carla@example.com' };
  const expected = { email: 'grace@example.com', from: '2027-07-05', to: '2027-07-16', deputy };
  expect(await listAbsencesAround(postgres.database, instant)).toEqual(count === 1 ? [expected] : []);
});

test('what is over is not shown any more', async () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  await insert(day(-10), day(-3));
  await insert(day(5), day(6));
  await insert(day(0), day(2));
  const shown = await listUpcomingAbsences(postgres.database, 'grace@example.com');
  expect(shown.map(({ from_date }) => from_date)).toEqual([day(0), day(5)]);
});
