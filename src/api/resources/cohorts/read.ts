import type { z } from 'zod';
import type { CohortStand } from '../../../domain/cohort';
import { atOneMoment } from '../../../database/transactions';
import { type CohortRowView, onboardingsOf, rowsOf, standOf, standsOf } from '../../../database/cohort-rows';
import { type CohortRow, findCohort, listCohorts } from '../../../database/cohorts';
import type { Database } from '../../../database/client';
import { employeeNameOf } from '../../../domain/employee';
import { FirstdayError } from '../../../lib/errors';
import { type idParams, placeSchema } from '../onboardings/schema';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { type cohortsQuery, rowPlace, type rowsQuery } from './schema';

/** One page of cohorts, the newest first. */
export async function showCohorts({ context, query }: Call<unknown, z.infer<typeof cohortsQuery>>): Promise<Answer> {
  const { limit, cursor } = query;
  const rows = await listCohorts(context.database, { after: placeOf(cursor, placeSchema), limit: limit + 1 });
  const stands = await standsOf(
    context.database,
    rows.map(({ id }) => id),
  );
  const place = ({ submitted_at, id }: CohortRow) => ({ submittedAt: submitted_at, id });
  return { status: 200, body: page(rows, limit, (row) => summaryOf(row, stands.get(row.id)), place) };
}

/** One cohort with a page of its rows, all as of one moment: what is counted agrees with what is listed. */
export function showCohort({
  context: { database },
  params: { id },
  query: { limit, cursor, state },
}: Call<z.infer<typeof idParams>, z.infer<typeof rowsQuery>>): Promise<Answer> {
  const after = placeOf(cursor, rowPlace)?.row;
  return atOneMoment(database, async (snapshot) => {
    const cohort = await cohortOf(snapshot, id);
    const stand = await standOf(snapshot, id);
    const onboardings = await onboardingsOf(snapshot, id);
    const rows = await rowsOf(snapshot, id, { states: state, after, limit: limit + 1 });
    const items = page(rows, limit, rowOf, ({ row }) => ({ row }));
    return { status: 200, body: { ...summaryOf(cohort, stand), onboardings, ...items } };
  });
}

/** @throws FirstdayError `not-found` */
export async function cohortOf(database: Database, id: string): Promise<CohortRow> {
  const cohort = await findCohort(database, id);
  if (!cohort) throw new FirstdayError('not-found');
  return cohort;
}

function summaryOf(row: CohortRow, stand: CohortStand | undefined) {
  const { what, by, reason } = row.wanted;
  return {
    id: row.id,
    submittedBy: { name: row.submitter_name, email: row.submitted_by },
    submittedAt: row.submitted_at,
    wanted: { what, by, reason },
    delivered: row.delivered_at !== null,
    rows: stand?.rows ?? {},
    open: stand?.open ?? 0,
  };
}

const rowOf = ({
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
  employeeName: employee_name ?? (request ? employeeNameOf(request) : undefined),
  startDate: start_date ?? request?.startDate,
  onboardingId: onboarding_id ?? undefined,
  status: status ?? undefined,
  readiness: status === null ? undefined : readiness,
  errors: errors ?? undefined,
});
