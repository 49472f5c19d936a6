import { sql } from 'kysely';
import type { CohortProgress, RowRange, RowState } from '../domain/cohort';
import type { OnboardingRequest } from '../domain/request';
import type { OnboardingStatus, Readiness } from '../domain/status';
import type { FieldError } from '../domain/field-errors/field-error';
import type { Database, DatabaseTransaction } from './client';
import { currentReadiness } from './readiness';

/** Counts the rows of each cohort by state, and their onboardings that have not ended. */
export async function loadProgressByCohort(
  database: Database,
  cohortIds: string[],
): Promise<Map<string, CohortProgress>> {
  const rows = await database
    .selectFrom('cohort_rows')
    .leftJoin('onboardings', 'onboardings.id', 'cohort_rows.onboarding_id')
    .where('cohort_id', '=', sql<string>`any(${cohortIds}::uuid[])`)
    .groupBy(['cohort_id', 'state'])
    .select(({ fn }) => ['cohort_id', 'state', fn.max('row').as('last'), fn.countAll().as('count')])
    .select(sql<string>`count(onboarding_id) filter (where onboardings.closed_at is null)`.as('open'))
    .execute();
  const progressByCohort = new Map(cohortIds.map((id): [string, CohortProgress] => [id, createEmptyProgress()]));
  for (const { cohort_id, state, last, count, open } of rows) {
    const progress = progressByCohort.get(cohort_id) ?? createEmptyProgress();
    progress.lastRow = Math.max(progress.lastRow, last);
    progress.rows[state] = Number(count);
    progress.open += Number(open);
  }
  return progressByCohort;
}

export const loadCohortProgress = async (database: Database, cohortId: string): Promise<CohortProgress> =>
  (await loadProgressByCohort(database, [cohortId])).get(cohortId) ?? createEmptyProgress();

const createEmptyProgress = (): CohortProgress => ({
  lastRow: 0,
  rows: { waiting: 0, started: 0, failed: 0, cancelled: 0, invalid: 0 },
  open: 0,
});

/** Counts the onboardings of the cohort by status, and the open ones by readiness. */
export async function countCohortOnboardings(database: Database, cohortId: string) {
  const rows = await database
    .selectFrom('cohort_rows')
    .innerJoin('onboardings', 'onboardings.id', 'cohort_rows.onboarding_id')
    .where('cohort_id', '=', cohortId)
    .select(({ fn }) => ['status', currentReadiness.as('readiness'), fn.countAll<string>().as('count')])
    .select(sql<boolean>`onboardings.closed_at is null`.as('open'))
    .groupBy([sql`1`, sql`2`, sql`4`])
    .execute();
  const status: Partial<Record<OnboardingStatus, number>> = {};
  const readiness: Partial<Record<Readiness, number>> = {};
  for (const { count, open, ...row } of rows) {
    status[row.status] = (status[row.status] ?? 0) + Number(count);
    if (open) readiness[row.readiness] = (readiness[row.readiness] ?? 0) + Number(count);
  }
  return { status, readiness };
}

export type CohortRowView = Awaited<ReturnType<typeof listCohortRows>>[number];

/** One page of a cohort's rows, each with the onboarding started from it. */
export function listCohortRows(
  database: Database,
  cohortId: string,
  page: { states?: RowState[]; after?: number; limit: number },
) {
  return database
    .selectFrom('cohort_rows')
    .leftJoin('onboardings', 'onboardings.id', 'cohort_rows.onboarding_id')
    .where('cohort_id', '=', cohortId)
    .where('row', '>', page.after ?? 0)
    .$if(page.states !== undefined, (query) => query.where('state', 'in', page.states ?? []))
    .select(['row', 'state', 'errors', 'request', 'onboarding_id', 'employee_name', 'start_date', 'status'])
    .select(currentReadiness.as('readiness'))
    .orderBy('row')
    .limit(page.limit)
    .execute();
}

export async function listWaitingRowNumbers(database: Database, { cohortId, from, to }: RowRange): Promise<number[]> {
  const rows = await database
    .selectFrom('cohort_rows')
    .select('row')
    .where('cohort_id', '=', cohortId)
    .where('row', '>=', from)
    .where('row', '<=', to)
    .where('state', '=', 'waiting')
    .orderBy('row')
    .execute();
  return rows.map(({ row }) => row);
}

/** Returns the request of a waiting row. In a transaction, locks the row against a concurrent start or cancellation. */
export async function findWaitingRequest(
  database: Database | DatabaseTransaction,
  cohortId: string,
  row: number,
): Promise<OnboardingRequest | undefined> {
  const found = await database
    .selectFrom('cohort_rows')
    .select('request')
    .where('cohort_id', '=', cohortId)
    .where('row', '=', row)
    .where('state', '=', 'waiting')
    .$if(database.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
  return found?.request ?? undefined;
}

/** Links the row to its onboarding and clears its request, which the onboarding holds from now on. */
export async function markRowStarted(
  transaction: DatabaseTransaction,
  cohortId: string,
  row: number,
  onboardingId: string,
): Promise<void> {
  await transaction
    .updateTable('cohort_rows')
    .set({ state: 'started', onboarding_id: onboardingId, request: null, errors: null })
    .where('cohort_id', '=', cohortId)
    .where('row', '=', row)
    .execute();
}

/** Does nothing if the row is no longer waiting. */
export async function markRowFailed(
  database: Database,
  cohortId: string,
  row: number,
  errors: FieldError[],
): Promise<void> {
  await database
    .updateTable('cohort_rows')
    .set({ state: 'failed', errors: JSON.stringify(errors) })
    .where('cohort_id', '=', cohortId)
    .where('row', '=', row)
    .where('state', '=', 'waiting')
    .execute();
}

export async function cancelWaitingRows(database: Database, { cohortId, from, to }: RowRange): Promise<void> {
  await database
    .updateTable('cohort_rows')
    .set({ state: 'cancelled' })
    .where('cohort_id', '=', cohortId)
    .where('row', '>=', from)
    .where('row', '<=', to)
    .where('state', '=', 'waiting')
    .execute();
}

/** Returns failed and cancelled rows to `waiting`. */
export async function requeueUnstartedRows(database: Database, cohortId: string): Promise<void> {
  await database
    .updateTable('cohort_rows')
    .set({ state: 'waiting', errors: null })
    .where('cohort_id', '=', cohortId)
    .where('state', 'in', ['failed', 'cancelled'])
    .execute();
}

/** Onboardings of the range that have not ended and are not terminating. */
export async function listOpenCohortOnboardings(database: Database, { cohortId, from, to }: RowRange) {
  return database
    .selectFrom('cohort_rows')
    .innerJoin('onboardings', 'onboardings.id', 'cohort_rows.onboarding_id')
    .select(['onboardings.id', 'onboardings.orphaned_at'])
    .where('cohort_id', '=', cohortId)
    .where('row', '>=', from)
    .where('row', '<=', to)
    .where('closed_at', 'is', null)
    .where(sql<boolean>`not view ? 'termination'`)
    .orderBy('row')
    .execute();
}

/** Maps each of these open keys that is in use to the id of its open onboarding. */
export async function mapOpenOnboardingsByKey(database: Database, keys: string[]): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom('onboardings')
    .select(['open_key', 'id'])
    .where('open_key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  return new Map(rows.map(({ open_key, id }) => [open_key ?? '', id]));
}
