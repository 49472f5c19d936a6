import { insertSampleData } from '../../src/database/sample-data';
import { createEmbeddedTraining } from '../../src/integrations/training/embedded-training';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

it('inserts marked samples once, and keeps existing rows', async () => {
  const now = new Date('2027-01-15T12:00:00Z');
  const existing = { email: 'grace@example.com', name: 'My own Grace', roles: [] };
  await testDb.database.insertInto('people').values(existing).execute();
  await insertSampleData(testDb.database, now);
  await insertSampleData(testDb.database, now);
  for (const [table, expected] of Object.entries({ people: 6, items: 40, training_sessions: 1300 })) {
    const { rows } = await testDb.pool.query(`select count(*)::int as count from ${table} where sample`);
    expect([table, rows[0].count]).toEqual([table, expected]);
  }
  expect(
    (await testDb.database.selectFrom('people').select('name').where('email', '=', existing.email).execute())[0]?.name,
  ).toBe('My own Grace');
});

it('has sessions in all months at the same local hour; one course is full', async () => {
  const training = createEmbeddedTraining(testDb.database);
  const book = (course: string, notBefore: string) =>
    training.book({
      key: course + notBefore,
      onboardingId: crypto.randomUUID(),
      courses: [course],
      attendee: { location: 'berlin', timeZone: 'Europe/Berlin', notBefore },
    });
  expect((await book('security-basics', '2027-02-01T00:00:00Z'))[0]?.startsAt).toBe('2027-02-02T09:00:00.000Z');
  expect((await book('security-basics', '2027-06-01T00:00:00Z'))[0]?.startsAt).toBe('2027-06-01T08:00:00.000Z');
  await expect(book('forklift-sold-out', '2027-02-01T00:00:00Z')).rejects.toMatchObject({ type: 'NoSeat' });
});
