import type { z } from 'zod';
import type { CohortProgress } from '../../../domain/cohort';
import { inReadOnlyTransaction } from '../../../database/transactions';
import {
  type CohortRowView,
  countCohortOnboardings,
  listCohortRows,
  loadCohortProgress,
  loadProgressByCohort,
} from '../../../database/cohort-rows';
import { type CohortRecord, findCohort, listCohorts } from '../../../database/cohorts';
import type { Database } from '../../../database/client';
import { formatEmployeeName } from '../../../domain/employee-name';
import { createReasonReader } from '../../../i18n/render-reason';
import { FirstdayError } from '../../../lib/errors';
import { type idParamsSchema, cohortCursorSchema } from '../onboardings/schema';
import { addMessages } from '../../http/add-messages';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import { getPlansSubject } from './plans-subject';
import { type cohortsQuerySchema, cohortRowCursorSchema, type cohortRowsQuerySchema } from './schema';

/** Newest first. */
export async function getCohorts({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof cohortsQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor } = query;
  const rows = await listCohorts(context.database, {
    after: decodeCursor(cursor, cohortCursorSchema),
    limit: limit + 1,
  });
  const progressByCohort = await loadProgressByCohort(
    context.database,
    rows.map(({ id }) => id),
  );
  const toCursorPosition = ({ submitted_at, id }: CohortRecord) => ({ submittedAt: submitted_at, id });
  return {
    status: 200,
    body: buildPage(rows, limit, (row) => toCohortSummary(row, progressByCohort.get(row.id)), toCursorPosition),
  };
}

/** Reads the cohort and a page of its rows from one database snapshot, so that counts and rows agree. */
export function getCohort({
  context: { database, planner },
  params: { id },
  query: { limit, cursor, state },
  locale,
}: ApiCall<z.infer<typeof idParamsSchema>, z.infer<typeof cohortRowsQuerySchema>>): Promise<ApiResponse> {
  const after = decodeCursor(cursor, cohortRowCursorSchema)?.row;
  return inReadOnlyTransaction(database, async (snapshot) => {
    const cohort = await loadCohort(snapshot, id);
    const progress = await loadCohortProgress(snapshot, id);
    const onboardings = await countCohortOnboardings(snapshot, id);
    const rows = await listCohortRows(snapshot, id, { states: state, after, limit: limit + 1 });
    const items = buildPage(rows, limit, toCohortRowItem, ({ row }) => ({ row }));
    const reader = createReasonReader(getPlansSubject(planner), locale);
    return { status: 200, body: { ...toCohortSummary(cohort, progress), onboardings, ...addMessages(items, reader) } };
  });
}

/** @throws FirstdayError `not-found` */
export async function loadCohort(database: Database, id: string): Promise<CohortRecord> {
  const cohort = await findCohort(database, id);
  if (!cohort) throw new FirstdayError('not-found');
  return cohort;
}

function toCohortSummary(row: CohortRecord, progress: CohortProgress | undefined) {
  const { action, by, comment } = row.command;
  return {
    id: row.id,
    submittedBy: { name: row.submitter_name, email: row.submitted_by },
    submittedAt: row.submitted_at,
    command: { action, by, comment },
    commandSent: row.command_sent_at !== null,
    rows: progress?.rows ?? {},
    open: progress?.open ?? 0,
  };
}

const toCohortRowItem = ({
  row,
  state,
  request,
  errors,
  onboarding_id,
  employee_name,
  start_date,
  status,
  readiness,
}: CohortRowView) => ({
  row,
  state,
  employeeName: employee_name ?? (request ? formatEmployeeName(request) : undefined),
  startDate: start_date ?? request?.startDate,
  onboardingId: onboarding_id ?? undefined,
  status: status ?? undefined,
  readiness: status === null ? undefined : readiness,
  errors: errors ?? undefined,
});
