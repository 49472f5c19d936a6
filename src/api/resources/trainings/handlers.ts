import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { recordAudit } from '../../../database/audit';
import type { Database } from '../../../database/client';
import { loadCompany } from '../../../database/company';
import {
  findCourseSpelling,
  insertTrainingSession,
  listCourses,
  listTrainingSessions,
  type TrainingSessionRow,
} from '../../../database/training-sessions';
import { createInvalidRequestError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import {
  type coursesQuerySchema,
  type newTrainingSessionSchema,
  trainingSessionCursorSchema,
  type trainingSessionsQuerySchema,
} from './schema';

type NewTrainingSession = z.infer<typeof newTrainingSessionSchema>;

/** Earliest first. */
export async function getTrainingSessions({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof trainingSessionsQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, ...filters } = query;
  const after = decodeCursor(cursor, trainingSessionCursorSchema);
  const rows = await listTrainingSessions(context.database, { ...filters, after, limit: limit + 1 });
  return {
    status: 200,
    body: buildPage(rows, limit, toTrainingSessionView, ({ starts_at, id }) => ({ startsAt: starts_at, id })),
  };
}

export async function getCourses({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof coursesQuerySchema>>): Promise<ApiResponse> {
  return { status: 200, body: { items: await listCourses(context.database, query) } };
}

export async function addTrainingSession(call: ApiCall<unknown, unknown, NewTrainingSession>): Promise<ApiResponse> {
  const location = await findKnownLocation(call.body, call.context.database);
  const { id, capacity, ...session } = toNewRow({ ...call.body, location });
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const course = await findCourseSpelling(transaction, session.course);
    const detail = { id, course, capacity };
    await recordAudit(transaction, buildAuditEntry(call, { action: 'training.add', detail }));
    return insertTrainingSession(transaction, { ...session, id, capacity, course });
  });
  return { status: 201, body: toTrainingSessionView(row) };
}

/** @throws FirstdayError `invalid-request` */
async function findKnownLocation({ location }: NewTrainingSession, database: Database): Promise<string | undefined> {
  const allowed = Object.keys((await loadCompany(database)).locations);
  const known = allowed.find((code) => code.toLowerCase() === location?.toLowerCase());
  if (location === undefined || known !== undefined) return known;
  throw createInvalidRequestError([createFieldError('location', 'choice', { allowed })]);
}

const toNewRow = ({ startsAt, endsAt, timeZone, location, ...details }: NewTrainingSession) => ({
  id: randomUUID(),
  ...details,
  starts_at: new Date(startsAt),
  ends_at: new Date(endsAt),
  time_zone: timeZone,
  location: location ?? null,
});

export const toTrainingSessionView = (row: TrainingSessionRow) => ({
  id: row.id,
  course: row.course,
  title: row.title,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  timeZone: row.time_zone,
  place: row.place,
  location: row.location ?? undefined,
  capacity: row.capacity,
  seatsFree: row.cancelled_at === null ? Math.max(0, row.capacity - row.taken) : 0,
  cancelled: row.cancelled_at !== null,
  sample: row.sample,
});
