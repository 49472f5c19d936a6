import { type Insertable, type Selectable, sql } from 'kysely';
import type { CohortCommand } from '../domain/cohort';
import { type AuditEntry, recordAudit } from './audit';
import type { Database } from './client';
import type { CohortRowsTable, CohortsTable } from './schema';
import { type IdempotencyKey, runOncePerKey } from './submissions';

export type CohortRecord = Selectable<CohortsTable>;

export interface NewCohort<Answer> {
  cohort: Insertable<CohortsTable>;
  rows: Omit<Insertable<CohortRowsTable>, 'cohort_id'>[];
  /** API response, returned again for every call with the same key. */
  response: Answer;
  idempotency?: IdempotencyKey;
  audit: AuditEntry;
}

/**
 * Stores a cohort with all its rows in one transaction, or returns the stored response of an earlier call with the key.
 * @throws FirstdayError `idempotency-key-reused` when the key was used with another body
 */
export function saveCohort<Answer>(database: Database, newCohort: NewCohort<Answer>): Promise<unknown> {
  const { cohort, rows, response, idempotency, audit } = newCohort;
  return database.transaction().execute((transaction) =>
    runOncePerKey(transaction, idempotency, { id: cohort.id, response }, async () => {
      await transaction.insertInto('cohorts').values(cohort).execute();
      await transaction
        .insertInto('cohort_rows')
        .values(rows.map((row) => ({ ...row, cohort_id: cohort.id })))
        .execute();
      await recordAudit(transaction, audit);
    }),
  );
}

export const findCohort = (database: Database, id: string): Promise<CohortRecord | undefined> =>
  database.selectFrom('cohorts').selectAll().where('id', '=', id).executeTakeFirst();

/** One page of cohorts, newest first. */
export function listCohorts(
  database: Database,
  page: { after?: { submittedAt: string; id: string }; limit: number },
): Promise<CohortRecord[]> {
  const { after, limit } = page;
  return database
    .selectFrom('cohorts')
    .selectAll()
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(submitted_at, id) < (${after?.submittedAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Replaces the current command of the cohort, for the starter to deliver, and audits it. */
export function saveCohortCommand(
  database: Database,
  id: string,
  command: CohortCommand,
  audit: AuditEntry,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('cohorts')
      .set({ command: JSON.stringify(command), command_sent_at: null })
      .where('id', '=', id)
      .execute();
    await recordAudit(transaction, audit);
  });
}

/** Cohorts whose latest command has not reached Temporal yet, oldest first. */
export const listUndeliveredCohorts = (database: Database, limit: number): Promise<CohortRecord[]> =>
  database
    .selectFrom('cohorts')
    .selectAll()
    .where('command_sent_at', 'is', null)
    .orderBy('submitted_at')
    .limit(limit)
    .execute();

/** Marks this command as delivered. A later command saved in the meantime stays undelivered. */
export async function markCohortDelivered(database: Database, { id, command }: CohortRecord): Promise<void> {
  await database
    .updateTable('cohorts')
    .set({ command_sent_at: sql`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`command = ${JSON.stringify(command)}::jsonb`)
    .execute();
}
