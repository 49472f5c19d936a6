import { insertSampleData } from '../../src/database/sample-data';
import { createEmbeddedTraining } from '../../src/integrations/training/embedded-training';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let base: TestDatabase;
beforeAll(async () => void (base = await createTestDatabase()));
afterAll(() => base.close());

it('loads samples once, all marked, and leaves alone what is there', async () => {
  const now = new Date('2027-01-15T12:00:00Z');
  const mine = { email: 'grace@example.com', name: 'My own Grace', roles: [] };
  await base.database.insertInto('people').values(mine).execute();
  await insertSampleData(base.database, now);
  await insertSampleData(base.database, now);
  for (const [table, expected] of Object.entries({ people: 6, items: 40, training_sessions: 130 })) {
    const { rows } = await base.pool.query(`select count(*)::int as count from ${table} where sample`);
    expect([table, rows[0].count]).toEqual([table, expected]);
  }
  expect(
    (await base.database.selectFrom('people').select('name').where('email', '=', mine.email).execute())[0]?.name,
  ).toBe('My own Grace');
});

it('has trainings in the coming months, at the same local hour, and one course without any seat', async () => {
  const training = createEmbeddedTraining(base.database);
  const book = (course: string, notBefore: string) =>
    training.book({ key: course + notBefore, onboardingId: crypto.randomUUID(), courses: [course], notBefore });
  expect((await book('security-basics', '2027-02-01T00:00:00Z'))[0]?.startsAt).toBe('2027-02-02T09:00:00.000Z');
  expect((await book('security-basics', '2027-06-01T00:00:00Z'))[0]?.startsAt).toBe('2027-06-01T08:00:00.000Z');
  await expect(book('forklift-sold-out', '2027-02-01T00:00:00Z')).rejects.toMatchObject({ type: 'NoSeat' });
});
