import type { z } from 'zod';
import { awaitedOf, progressOf } from '../../../domain/onboarding/next-pending';
import { isOutOfReach } from '../../../domain/onboarding/allowed-actions';
import {
  countOnboardings,
  listOnboardings,
  type OnboardingSummaryRow,
  positionOf,
  type Sort,
} from '../../../database/onboarding-list';
import { findOnboarding, type OnboardingRow } from '../../../database/onboardings';
import { timelineAfter } from '../../../database/timeline';
import { FirstdayError } from '../../../lib/errors';
import { type Actor, viewerOf } from '../../http/access';
import type { ApiContext } from '../../http/context';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { type idParams, listPlaceSchema, type listQuery } from './schema';

/** More than any onboarding has, unless somebody floods it with signals. */
const SHOWN_ENTRIES = 5_000;

/** One page of the onboardings that the caller may see. */
export async function list({ context, actor, query }: Call<unknown, z.infer<typeof listQuery>>): Promise<Answer> {
  const { limit, cursor, sort, ...filters } = query;
  const after = placeOf(cursor, placeIn(sort));
  const rows = await listOnboardings(context.database, viewerOf(actor), filters, { sort, after, limit: limit + 1 });
  return { status: 200, body: page(rows, limit, summaryOf, (row) => positionOf(row, sort)) };
}

/** A cursor goes on in the order in which it was given. */
const placeIn = (sort: Sort) => listPlaceSchema.refine((place) => place.sort === sort);

/** How many there are of each status, of those that the caller may see. */
export async function counts({ context, actor }: Call): Promise<Answer> {
  return { status: 200, body: await countOnboardings(context.database, viewerOf(actor)) };
}

/** The onboarding with its whole timeline, as the database knows it. */
export async function show({ context, actor, params }: Call<z.infer<typeof idParams>>): Promise<Answer> {
  const { view, updated_at } = await visibleOnboarding(context, actor, params.id);
  const stored = await timelineAfter(context.database, params.id, '0', SHOWN_ENTRIES);
  return { status: 200, body: { ...view, timeline: stored.map(({ entry }) => entry), asOf: updated_at } };
}

/** @throws FirstdayError `not-found`, also where the caller may not see it */
export async function visibleOnboarding(context: ApiContext, actor: Actor, id: string): Promise<OnboardingRow> {
  const row = await findOnboarding(context.database, id, viewerOf(actor));
  if (!row) throw new FirstdayError('not-found');
  return row;
}

const summaryOf = (row: OnboardingSummaryRow) => ({
  id: row.id,
  plan: row.plan,
  status: row.status,
  readiness: row.readiness,
  employeeName: row.employee_name,
  department: row.department,
  location: row.location,
  managerEmail: row.manager_email,
  startDate: row.start_date,
  submittedBy: row.submitted_by,
  submittedAt: row.submitted_at,
  closedAt: row.closed_at ?? undefined,
  progress: progressOf(row.steps),
  obstacle: row.obstacle ?? undefined,
  awaits: isHeard(row) ? awaitedOf(row.steps, row.is_ending) : undefined,
  asOf: row.updated_at,
});

/** Whether an answer would still reach its workflow. */
const isHeard = ({ closed_at, obstacle }: OnboardingSummaryRow): boolean =>
  closed_at === null && !isOutOfReach({ obstacleKind: obstacle ?? undefined });
