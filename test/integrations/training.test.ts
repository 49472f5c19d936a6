import { randomUUID } from 'node:crypto';
import { createEmbeddedTraining } from '../../src/integrations/training/embedded-training';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

const insertSession = (course: string, date: string, capacity: number) =>
  testDb.database
    .insertInto('training_sessions')
    .values({
      id: `${course}-${date}`,
      course,
      title: course,
      starts_at: `${date}T09:00:00Z`,
      ends_at: `${date}T10:00:00Z`,
      time_zone: 'Europe/Berlin',
      place: 'Room 1',
      capacity,
    })
    .execute();
const createBookingRequest = (...courses: string[]) => ({
  key: randomUUID(),
  onboardingId: randomUUID(),
  courses,
  notBefore: '2027-03-01T08:00:00.000Z',
});
const book = (...courses: string[]) => createEmbeddedTraining(testDb.database).book(createBookingRequest(...courses));

it('books the first session with a free seat on or after the first day', async () => {
  await insertSession('basics', '2027-02-28', 5);
  await insertSession('basics', '2027-03-01', 1);
  await insertSession('basics', '2027-03-08', 1);
  const dates = [];
  for (const _ of [1, 2]) dates.push((await book('basics'))[0]?.startsAt);
  expect(dates).toEqual(['2027-03-01T09:00:00.000Z', '2027-03-08T09:00:00.000Z']);
  await expect(book('basics')).rejects.toMatchObject({
    type: 'NoSeat',
    params: { course: 'basics' },
  });
});

it('books no seat twice: 30 requests for 12 seats in three sessions', async () => {
  for (const date of ['2027-03-02', '2027-03-03', '2027-03-04']) await insertSession('popular', date, 4);
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => book('popular')));
  const booked = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const countSeats = (date: string) => booked.filter(({ sessionId }) => sessionId === `popular-${date}`).length;
  expect(['2027-03-02', '2027-03-03', '2027-03-04'].map(countSeats)).toEqual([4, 4, 4]);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.type] : []));
  expect(errors).toEqual(Array.from({ length: 18 }, () => 'NoSeat'));
});

it('books all courses or none, and never deadlocks', async () => {
  await insertSession('left', '2027-03-02', 20);
  await insertSession('right', '2027-03-02', 20);
  await expect(book('left', 'unknown')).rejects.toMatchObject({ type: 'NoSeat' });
  const bookings = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? book('left', 'right') : book('right', 'left', 'right'))),
  );
  expect(bookings.flat()).toHaveLength(40);
});

it('the same key yields the same seats, also concurrently; release frees them', async () => {
  await insertSession('last', '2027-03-02', 1);
  await insertSession('last', '2027-03-03', 1);
  const training = createEmbeddedTraining(testDb.database);
  const bookingRequest = createBookingRequest('last');
  const results = await Promise.all(Array.from({ length: 8 }, () => training.book(bookingRequest)));
  expect(new Set(results.map((bookings) => JSON.stringify(bookings))).size).toBe(1);
  await training.release(bookingRequest.key);
  await training.release(bookingRequest.key);
  expect((await book('last'))[0]?.sessionId).toBe('last-2027-03-02');
});

it('books nothing for an empty request', async () => {
  expect(await book()).toEqual([]);
});
