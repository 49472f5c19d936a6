import { type Selectable, sql } from 'kysely';
import { createReason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';
import type { Absence } from '../planning/planning-facts';
import type { ManagerAbsence } from '../planning/warnings/warning-facts';
import type { Database, DatabaseTransaction } from './client';
import type { AbsencesTable } from './access-tables';

export type AbsenceRow = Selectable<AbsencesTable>;

/** Absences of one person that are not over, earliest first. Includes yesterday, as the date depends on the place. */
export function listUpcomingAbsences(database: Database, email: string): Promise<AbsenceRow[]> {
  return database
    .selectFrom('absences')
    .selectAll()
    .where('email', '=', email)
    .where('to_date', '>=', sql<string>`current_date - 1`)
    .orderBy('from_date')
    .execute();
}

/** Absences with an active deputy that may include this instant. */
export async function listAbsencesAround(database: Database, instant: string): Promise<Absence[]> {
  const day = new Date(instant).toISOString().slice(0, 10);
  const absences = await listAbsencesBetween(database, { from: day, to: day });
  return absences.flatMap(({ deputy, ...absence }) => (deputy === undefined ? [] : [{ ...absence, deputy }]));
}

interface AbsenceFilters {
  /** Default: of all people. */
  emails?: readonly string[];
  from: string;
  to: string;
}

/**
 * Absences on any day from `from` to `to`, without the deputy if that account is inactive. A day wider on either side,
 * since the date depends on the place.
 */
export async function listAbsencesBetween(
  database: Database,
  { emails, from, to }: AbsenceFilters,
): Promise<ManagerAbsence[]> {
  let query = database
    .selectFrom('absences')
    .leftJoin('people', (join) => join.onRef('people.email', '=', 'deputy_email').on('people.state', '=', 'active'))
    .select(['absences.email', 'from_date', 'to_date', 'people.email as deputy_email', 'people.name as deputy_name'])
    .where('from_date', '<=', sql<string>`${to}::date + 1`)
    .where('to_date', '>=', sql<string>`${from}::date - 1`)
    .orderBy('from_date');
  if (emails) query = query.where('absences.email', '=', sql<string>`any(${emails}::text[])`);
  const rows = await query.execute();
  return rows.map(({ email, from_date, to_date, deputy_email, deputy_name }) => ({
    email,
    from: from_date,
    to: to_date,
    deputy: deputy_email === null || deputy_name === null ? undefined : { name: deputy_name, email: deputy_email },
  }));
}

/** @throws FirstdayError `conflict` when the same person has an absence on one of its days */
export async function insertAbsence(
  transaction: DatabaseTransaction,
  absence: Omit<AbsenceRow, 'created_at'>,
): Promise<AbsenceRow> {
  // Absences are rarely declared: a table lock is acceptable and prevents undetected overlaps.
  await sql`lock table absences in share row exclusive mode`.execute(transaction);
  const overlapping = await transaction
    .selectFrom('absences')
    .select(['from_date', 'to_date'])
    .where('email', '=', absence.email)
    .where('from_date', '<=', absence.to_date)
    .where('to_date', '>=', absence.from_date)
    .executeTakeFirst();
  if (overlapping) {
    const { from_date, to_date } = overlapping;
    throw new FirstdayError('conflict', createReason('conflict.absence', { from: from_date, to: to_date }));
  }
  return transaction.insertInto('absences').values(absence).returningAll().executeTakeFirstOrThrow();
}

/** Returns false if the person has no absence with this id. */
export async function deleteAbsence(transaction: DatabaseTransaction, email: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('absences')
    .where('email', '=', email)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
