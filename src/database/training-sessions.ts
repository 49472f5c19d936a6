import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { parseStepOfKey } from '../domain/ids';
import type { SessionOffer } from '../domain/training/attendance';
import type { Database, DatabaseTransaction } from './client';
import { buildContainsPattern } from './like-patterns';
import type { TrainingSessionsTable } from './schema';

export type TrainingSessionRow = Selectable<TrainingSessionsTable> & { taken: number };

const takenSeats = sql<number>`(select count(*)::int from seats where session_id = training_sessions.id)`.as('taken');

/** One page of sessions, earliest first, with the number of taken seats. */
export function listTrainingSessions(
  database: Database,
  filters: { course?: string; from?: string; after?: { startsAt: string; id: string }; limit: number },
): Promise<TrainingSessionRow[]> {
  const { course, from, after, limit } = filters;
  let query = database.selectFrom('training_sessions').selectAll().select(takenSeats);
  if (course) query = query.where(sql`lower(course)`, '=', course.toLowerCase());
  if (from) query = query.where('starts_at', '>=', new Date(from));
  if (after) query = query.where(sql<boolean>`(starts_at, id) > (${after.startsAt}::timestamptz, ${after.id})`);
  return query.orderBy('starts_at').orderBy('id').limit(limit).execute();
}

/** Reads a row as far as the choice of a session depends on it. */
export const toSessionOffer = ({
  id,
  course,
  starts_at,
  ends_at,
  location,
}: Pick<TrainingSessionRow, 'id' | 'course' | 'starts_at' | 'ends_at' | 'location'>): SessionOffer => ({
  id,
  course,
  startsAt: starts_at.toISOString(),
  endsAt: ends_at.toISOString(),
  location: location ?? undefined,
});

/** Courses by code, each with the title of its latest session. `q` matches part of a code or a title. */
export function listCourses(
  database: Database,
  { q, limit }: { q?: string; limit: number },
): Promise<Pick<TrainingSessionRow, 'course' | 'title'>[]> {
  let query = database.selectFrom('training_sessions').distinctOn('course').select(['course', 'title']);
  if (q)
    query = query.where((where) =>
      where.or([where('course', 'ilike', buildContainsPattern(q)), where('title', 'ilike', buildContainsPattern(q))]),
    );
  return query.orderBy('course').orderBy('starts_at', 'desc').limit(limit).execute();
}

/** Returns the spelling of a course that other sessions have: courses are compared without regard to case. */
export async function findCourseSpelling(database: Database, course: string): Promise<string> {
  const known = await database
    .selectFrom('training_sessions')
    .select('course')
    .where(sql`lower(course)`, '=', course.toLowerCase())
    .executeTakeFirst();
  return known?.course ?? course;
}

export async function insertTrainingSession(
  transaction: DatabaseTransaction,
  session: Insertable<TrainingSessionsTable>,
): Promise<TrainingSessionRow> {
  const row = await transaction
    .insertInto('training_sessions')
    .values(session)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...row, taken: 0 };
}

/** Changes a session that is not cancelled. Returns undefined if there is none. */
export const updateTrainingSession = (
  transaction: DatabaseTransaction,
  id: string,
  change: Updateable<TrainingSessionsTable>,
): Promise<TrainingSessionRow | undefined> =>
  transaction
    .updateTable('training_sessions')
    .set(change)
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .returningAll()
    .returning(takenSeats)
    .executeTakeFirst();

export const findTrainingSession = (database: Database, id: string): Promise<TrainingSessionRow | undefined> =>
  database.selectFrom('training_sessions').selectAll().select(takenSeats).where('id', '=', id).executeTakeFirst();

/** Lists the open onboardings with a seat in the session, each with the step that booked it. */
export async function listSeatHolders(
  database: Database,
  sessionId: string,
): Promise<{ onboardingId: string; step: string }[]> {
  const rows = await database
    .selectFrom('seats')
    .innerJoin('onboardings', 'onboardings.id', 'seats.onboarding_id')
    .select(['onboarding_id', 'effect_key'])
    .where('session_id', '=', sessionId)
    .where('closed_at', 'is', null)
    .orderBy('onboarding_id')
    .execute();
  return rows.map(({ onboarding_id, effect_key }) => ({
    onboardingId: onboarding_id,
    step: parseStepOfKey(effect_key),
  }));
}
