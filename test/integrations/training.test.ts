import { randomUUID } from 'node:crypto';
import { createEmbeddedTraining } from '../../src/integrations/training/embedded-training';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let base: TestDatabase;
beforeAll(async () => void (base = await createTestDatabase()));
afterAll(() => base.close());

const session = (course: string, date: string, capacity: number) =>
  base.database
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
const wish = (...courses: string[]) => ({
  key: randomUUID(),
  onboardingId: randomUUID(),
  courses,
  notBefore: '2027-03-01T08:00:00.000Z',
});
const book = (...courses: string[]) => createEmbeddedTraining(base.database).book(wish(...courses));

it('books the first session with a free seat on or after the first day', async () => {
  await session('basics', '2027-02-28', 5);
  await session('basics', '2027-03-01', 1);
  await session('basics', '2027-03-08', 1);
  const dates = [];
  for (const _ of [1, 2]) dates.push((await book('basics'))[0]?.startsAt);
  expect(dates).toEqual(['2027-03-01T09:00:00.000Z', '2027-03-08T09:00:00.000Z']);
  await expect(book('basics')).rejects.toMatchObject({
    type: 'NoSeat',
    message: 'No session of basics has a seat left.',
  });
});

it('gives no seat twice: 30 at once want 12 seats in three sessions', async () => {
  for (const date of ['2027-03-02', '2027-03-03', '2027-03-04']) await session('popular', date, 4);
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => book('popular')));
  const booked = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const seatsIn = (date: string) => booked.filter(({ sessionId }) => sessionId === `popular-${date}`).length;
  expect(['2027-03-02', '2027-03-03', '2027-03-04'].map(seatsIn)).toEqual([4, 4, 4]);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.type] : []));
  expect(errors).toEqual(Array.from({ length: 18 }, () => 'NoSeat'));
});

it('takes all courses or none, and never deadlocks over several', async () => {
  await session('left', '2027-03-02', 20);
  await session('right', '2027-03-02', 20);
  await expect(book('left', 'unknown')).rejects.toMatchObject({ type: 'NoSeat' });
  const bookings = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? book('left', 'right') : book('right', 'left', 'right'))),
  );
  expect(bookings.flat()).toHaveLength(40);
});

it('gives the same seats for the same key, also to overlapping calls, and frees them', async () => {
  await session('last', '2027-03-02', 1);
  await session('last', '2027-03-03', 1);
  const training = createEmbeddedTraining(base.database);
  const same = wish('last');
  const answers = await Promise.all(Array.from({ length: 8 }, () => training.book(same)));
  expect(new Set(answers.map((bookings) => JSON.stringify(bookings))).size).toBe(1);
  await training.release(same.key);
  await training.release(same.key);
  expect((await book('last'))[0]?.sessionId).toBe('last-2027-03-02');
});

it('books nothing for who wants nothing', async () => {
  expect(await book()).toEqual([]);
});
