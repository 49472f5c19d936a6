import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import {
  insertTrainingSession,
  listCourses,
  listTrainingSessions,
  type TrainingSessionRow,
} from '../../../database/training-sessions';
import { auditOf } from '../../http/audit-entry';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { type coursesQuery, type newSession, placeSchema, type sessionsQuery } from './schema';

/** One page of sessions, the earliest first. */
export async function showSessions({ context, query }: Call<unknown, z.infer<typeof sessionsQuery>>): Promise<Answer> {
  const { limit, cursor, ...filters } = query;
  const after = placeOf(cursor, placeSchema);
  const rows = await listTrainingSessions(context.database, { ...filters, after, limit: limit + 1 });
  return { status: 200, body: page(rows, limit, sessionOf, ({ starts_at, id }) => ({ startsAt: starts_at, id })) };
}

/** The courses there are, each once. */
export async function showCourses({ context, query }: Call<unknown, z.infer<typeof coursesQuery>>): Promise<Answer> {
  return { status: 200, body: { items: await listCourses(context.database, query) } };
}

/** Adds a session with all its seats free. */
export async function addSession(call: Call<unknown, unknown, z.infer<typeof newSession>>): Promise<Answer> {
  const { startsAt, endsAt, timeZone, ...described } = call.body;
  const session = {
    id: randomUUID(),
    ...described,
    starts_at: new Date(startsAt),
    ends_at: new Date(endsAt),
    time_zone: timeZone,
  };
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const { course, capacity } = described;
    await recordAudit(
      transaction,
      auditOf(call, { action: 'training.add', detail: { id: session.id, course, capacity } }),
    );
    return insertTrainingSession(transaction, session);
  });
  return { status: 201, body: sessionOf(row) };
}

const sessionOf = (row: TrainingSessionRow) => ({
  id: row.id,
  course: row.course,
  title: row.title,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  timeZone: row.time_zone,
  place: row.place,
  capacity: row.capacity,
  seatsFree: Math.max(0, row.capacity - row.taken),
  sample: row.sample,
});
