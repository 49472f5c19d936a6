import { sql } from 'kysely';
import { createAttendanceCheck, type Period } from '../../domain/training/attendance';
import { chooseSessions } from '../../domain/training/choose-sessions';
import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { toSessionOffer } from '../../database/training-sessions';
import { SystemError } from '../system-error';
import type { Booking, BookingRequest, Training } from './training';

/** Training in Firstday's own database. Booking locks all candidate sessions: no seat is assigned twice. */
export const createEmbeddedTraining = (database: Database): Training => ({
  book: (request) =>
    inTransaction(database, async (tx) => {
      const bookings = request.courses.length === 0 ? [] : await bookSeats(tx, request);
      await releaseSeats(tx, request.replaces ?? []);
      return bookings;
    }),

  release: (key) => releaseSeats(database, [key]),
});

async function bookSeats(tx: Database, request: BookingRequest): Promise<Booking[]> {
  const { key, onboardingId, courses, attendee } = request;
  await lockSessions(tx, request);
  const existingBookings = await listBookings(tx, key);
  if (existingBookings.length > 0) return existingBookings;
  const sessions = await listFreeSessions(tx, request);
  const choice = chooseSessions(
    courses,
    sessions.filter(createAttendanceCheck(attendee)),
    await listOtherBookings(tx, request),
  );
  if ('missingCourse' in choice) throw new SystemError('NoSeat', { course: choice.missingCourse });
  const seats = choice.chosen.map(({ id }) => ({ session_id: id, onboarding_id: onboardingId, effect_key: key }));
  await tx.insertInto('seats').values(seats).execute();
  return listBookings(tx, key);
}

async function releaseSeats(database: Database, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await database.deleteFrom('seats').where('effect_key', 'in', keys).execute();
}

/** Locks in id order: concurrent bookings cannot deadlock. */
async function lockSessions(tx: Database, { courses, attendee }: BookingRequest): Promise<void> {
  await tx
    .selectFrom('training_sessions')
    .select('id')
    .where('course', '=', sql<string>`any(${courses}::text[])`)
    .where('starts_at', '>=', new Date(attendee.notBefore))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Sessions with a seat left, with released seats counted as free. */
async function listFreeSessions(tx: Database, { courses, attendee, replaces = [] }: BookingRequest) {
  const rows = await tx
    .selectFrom('training_sessions as session')
    .select(['id', 'course', 'starts_at', 'ends_at', 'location'])
    .where('course', '=', sql<string>`any(${courses}::text[])`)
    .where('starts_at', '>=', new Date(attendee.notBefore))
    .where('cancelled_at', 'is', null)
    .where(
      sql<boolean>`capacity > (select count(*) from seats
        where session_id = session.id and effect_key <> all(${replaces}::text[]))`,
    )
    .execute();
  return rows.map(toSessionOffer);
}

/** Sessions that the same person attends by other bookings, such as those of another step. */
async function listOtherBookings(
  tx: Database,
  { key, onboardingId, replaces = [] }: BookingRequest,
): Promise<Period[]> {
  const rows = await selectSeats(tx)
    .where('seats.onboarding_id', '=', onboardingId)
    .where('seats.effect_key', '<>', sql<string>`all(${[key, ...replaces]}::text[])`)
    .execute();
  return rows.map(toBooking);
}

async function listBookings(tx: Database, key: string): Promise<Booking[]> {
  const rows = await selectSeats(tx).where('seats.effect_key', '=', key).orderBy('session.starts_at').execute();
  return rows.map(toBooking);
}

const selectSeats = (tx: Database) =>
  tx
    .selectFrom('seats')
    .innerJoin('training_sessions as session', 'session.id', 'seats.session_id')
    .select(['session.course', 'session.title', 'session.id', 'session.starts_at', 'session.ends_at'])
    .select(['session.time_zone', 'session.place']);

type SeatRow = Awaited<ReturnType<ReturnType<typeof selectSeats>['execute']>>[number];

const toBooking = (row: SeatRow): Booking => ({
  course: row.course,
  title: row.title,
  sessionId: row.id,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  timeZone: row.time_zone,
  place: row.place,
});
