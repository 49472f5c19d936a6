import { sql } from 'kysely';
import type { Instant } from '../../domain/plan/resolved-plan';
import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { SystemError } from '../system-error';
import type { Booking, Training } from './training';

/** Training in Firstday's own database. Booking locks all candidate sessions: no seat is assigned twice. */
export const createEmbeddedTraining = (database: Database): Training => ({
  book: async ({ key, onboardingId, courses, notBefore }) => {
    if (courses.length === 0) return [];
    return inTransaction(database, async (tx) => {
      const distinctCourses = [...new Set(courses)];
      await lockSessions(tx, distinctCourses, notBefore);
      const existingBookings = await listBookingsByKey(tx, key);
      if (existingBookings.length > 0) return existingBookings;
      for (const course of distinctCourses) await takeSeat(tx, { key, onboardingId, course, notBefore });
      return listBookingsByKey(tx, key);
    });
  },

  release: async (key) => {
    await database.deleteFrom('seats').where('effect_key', '=', key).execute();
  },
});

/** Locks in id order: concurrent bookings cannot deadlock. */
async function lockSessions(tx: Database, courses: string[], notBefore: Instant): Promise<void> {
  await tx
    .selectFrom('training_sessions')
    .select('id')
    .where('course', '=', sql<string>`any(${courses}::text[])`)
    .where('starts_at', '>=', new Date(notBefore))
    .orderBy('id')
    .forUpdate()
    .execute();
}

interface SeatRequest {
  key: string;
  onboardingId: string;
  course: string;
  notBefore: Instant;
}

async function takeSeat(tx: Database, { key, onboardingId, course, notBefore }: SeatRequest): Promise<void> {
  const inserted = await sql`insert into seats (session_id, onboarding_id, effect_key)
    select id, ${onboardingId}, ${key} from training_sessions as session
    where course = ${course} and starts_at >= ${new Date(notBefore)}
      and capacity > (select count(*) from seats where session_id = session.id)
    order by starts_at, id limit 1`.execute(tx);
  if (inserted.numAffectedRows !== 1n) throw new SystemError('NoSeat', { course });
}

async function listBookingsByKey(tx: Database, key: string): Promise<Booking[]> {
  const rows = await tx
    .selectFrom('seats')
    .innerJoin('training_sessions as session', 'session.id', 'seats.session_id')
    .select(['session.course', 'session.title', 'session.id', 'session.starts_at', 'session.ends_at'])
    .select(['session.time_zone', 'session.place'])
    .where('seats.effect_key', '=', key)
    .orderBy('session.starts_at')
    .execute();
  return rows.map((row) => ({
    course: row.course,
    title: row.title,
    sessionId: row.id,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    timeZone: row.time_zone,
    place: row.place,
  }));
}
