import { randomUUID } from 'node:crypto';
import { createEmbeddedTraining } from '../../src/integrations/training/embedded-training';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

const insertSession = (
  course: string,
  date: string,
  capacity: number,
  changes: { location?: string; starts_at?: string; ends_at?: string } = {},
) =>
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
      ...changes,
    })
    .execute();
const createBookingRequest = (...courses: string[]) => ({
  key: randomUUID(),
  onboardingId: randomUUID(),
  courses,
  attendee: { location: 'berlin', timeZone: 'Europe/Berlin', notBefore: '2027-03-01T08:00:00.000Z' },
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
  await insertSession('right', '2027-03-03', 20);
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

describe('books only what the person can attend', () => {
  it('at the own location, or open to everyone', async () => {
    await insertSession('place', '2027-03-02', 5, { location: 'munich' });
    await insertSession('place', '2027-03-03', 5, { location: 'berlin' });
    expect((await book('place'))[0]?.sessionId).toBe('place-2027-03-03');
    await insertSession('online', '2027-03-04', 5);
    expect((await book('online'))[0]?.sessionId).toBe('online-2027-03-04');
  });

  it('at working hours where the person works', async () => {
    await insertSession('hours', '2027-03-02', 5, {
      starts_at: '2027-03-02T04:00:00Z',
      ends_at: '2027-03-02T05:00:00Z',
    });
    await insertSession('hours', '2027-03-05', 5);
    expect((await book('hours'))[0]?.sessionId).toBe('hours-2027-03-05');
    const { attendee, ...request } = createBookingRequest('hours');
    const inSingapore = { ...request, attendee: { ...attendee, location: 'singapore', timeZone: 'Asia/Singapore' } };
    const [booking] = await createEmbeddedTraining(testDb.database).book(inSingapore);
    expect(booking?.sessionId).toBe('hours-2027-03-02');
  });

  it('before the contract ends', async () => {
    await insertSession('contract', '2027-03-09', 5);
    const bookUntil = (lastDay: string) => {
      const { attendee, ...request } = createBookingRequest('contract');
      return createEmbeddedTraining(testDb.database).book({ ...request, attendee: { ...attendee, lastDay } });
    };
    await expect(bookUntil('2027-03-08')).rejects.toMatchObject({ type: 'NoSeat', params: { course: 'contract' } });
    expect(await bookUntil('2027-03-09')).toHaveLength(1);
  });

  it('no two sessions at the same time: the course with a choice gives way', async () => {
    await insertSession('flexible', '2027-03-02', 5);
    await insertSession('flexible', '2027-03-04', 5);
    await insertSession('fixed', '2027-03-02', 5);
    const bookings = await book('flexible', 'fixed');
    expect(bookings.map(({ sessionId }) => sessionId)).toEqual(['fixed-2027-03-02', 'flexible-2027-03-04']);
  });

  it('beside what another step has booked for the same person', async () => {
    await insertSession('first', '2027-03-02', 5);
    await insertSession('second', '2027-03-02', 5);
    await insertSession('second', '2027-03-03', 5);
    const training = createEmbeddedTraining(testDb.database);
    const request = createBookingRequest('first');
    await training.book(request);
    const [booking] = await training.book({ ...request, key: randomUUID(), courses: ['second'] });
    expect(booking?.sessionId).toBe('second-2027-03-03');
  });
});

describe('a booking that replaces another', () => {
  const countSeats = async (key: string) =>
    (await testDb.database.selectFrom('seats').select('session_id').where('effect_key', '=', key).execute()).length;
  const replace = (old: ReturnType<typeof createBookingRequest>, notBefore: string) =>
    createEmbeddedTraining(testDb.database).book({
      ...old,
      key: `${old.key}/next`,
      attendee: { ...old.attendee, notBefore },
      replaces: [old.key],
    });

  it('gives the old seat back once it has the new one', async () => {
    await insertSession('moved', '2027-03-02', 1);
    await insertSession('moved', '2027-03-09', 1);
    const old = createBookingRequest('moved');
    await createEmbeddedTraining(testDb.database).book(old);
    expect((await replace(old, '2027-03-08T08:00:00Z'))[0]?.sessionId).toBe('moved-2027-03-09');
    expect(await countSeats(old.key)).toBe(0);
    expect((await book('moved'))[0]?.sessionId).toBe('moved-2027-03-02');
  });

  it('keeps the old seat where no new one is found', async () => {
    await insertSession('stuck', '2027-03-02', 1);
    const old = createBookingRequest('stuck');
    await createEmbeddedTraining(testDb.database).book(old);
    await expect(replace(old, '2027-03-08T08:00:00Z')).rejects.toMatchObject({ type: 'NoSeat' });
    expect(await countSeats(old.key)).toBe(1);
  });

  it('keeps a seat in a full session that still fits', async () => {
    await insertSession('full', '2027-03-10', 1);
    const old = createBookingRequest('full');
    await createEmbeddedTraining(testDb.database).book(old);
    expect((await replace(old, '2027-03-08T08:00:00Z'))[0]?.sessionId).toBe('full-2027-03-10');
    expect([await countSeats(old.key), await countSeats(`${old.key}/next`)]).toEqual([0, 1]);
  });

  it('gives no seat twice: ten people swap into three seats while ten others book', async () => {
    await insertSession('rush', '2027-03-02', 10);
    await insertSession('rush', '2027-03-09', 3);
    const olds = Array.from({ length: 10 }, () => createBookingRequest('rush'));
    for (const old of olds) await createEmbeddedTraining(testDb.database).book(old);
    const late = { ...createBookingRequest('rush').attendee, notBefore: '2027-03-08T08:00:00Z' };
    const newcomers = Array.from({ length: 10 }, () => ({ ...createBookingRequest('rush'), attendee: late }));
    const outcomes = await Promise.allSettled([
      ...olds.map((old) => replace(old, late.notBefore)),
      ...newcomers.map((request) => createEmbeddedTraining(testDb.database).book(request)),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const { rows } = await testDb.pool.query(
      `select session_id, count(*)::int as taken from seats where session_id like 'rush-%' group by 1 order by 1`,
    );
    const swapped = outcomes.slice(0, 10).filter(({ status }) => status === 'fulfilled').length;
    expect(rows.filter(({ taken }) => taken > 0)).toEqual(
      [
        { session_id: 'rush-2027-03-02', taken: 10 - swapped },
        { session_id: 'rush-2027-03-09', taken: 3 },
      ].filter(({ taken }) => taken > 0),
    );
  });
});
