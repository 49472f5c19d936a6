import type { z } from 'zod';
import { findNextPending, calculateProgress } from '../../../domain/onboarding/next-pending';
import { isUnreachable } from '../../../domain/onboarding/allowed-actions';
import {
  countOnboardings,
  listOnboardings,
  type OnboardingSummaryRow,
  toListPosition,
  type SortOrder,
} from '../../../database/onboarding-list';
import { findOnboarding, type OnboardingRow } from '../../../database/onboardings';
import { recordRead } from '../../../database/security-events';
import { listTimelineAfterId } from '../../../database/timeline';
import { getUserAgent } from '../../../auth/user-agent';
import { FirstdayError } from '../../../lib/errors';
import { type AuthenticatedPrincipal, getVisibilityScope } from '../../http/route-access';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import type { ApiContext } from '../../http/context';
import { buildPage, decodeCursor } from '../../http/paging';
import { addFailedAttempts } from './add-failed-attempts';
import { redactEntry, redactView } from './confidential';
import type { ApiResponse, ApiCall } from '../../http/route';
import { type idParamsSchema, onboardingCursorSchema, type onboardingsQuerySchema } from './schema';

/** More than any onboarding has, unless it is flooded with signals. */
const MAX_TIMELINE_ENTRIES = 5_000;

/** Lists only onboardings that the caller may see. */
export async function getOnboardings({
  context,
  principal,
  query,
}: ApiCall<unknown, z.infer<typeof onboardingsQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, sort, ...filters } = query;
  const after = decodeCursor(cursor, createCursorSchema(sort));
  const rows = await listOnboardings(context.database, getVisibilityScope(principal), filters, {
    sort,
    after,
    limit: limit + 1,
  });
  return { status: 200, body: buildPage(rows, limit, toOnboardingSummary, (row) => toListPosition(row, sort)) };
}

/** A cursor is valid only for the sort order of the page that returned it. */
const createCursorSchema = (sort: SortOrder) => onboardingCursorSchema.refine((position) => position.sort === sort);

/** Counts open onboardings that the caller may see, by status and by readiness. */
export async function getOnboardingCounts({ context, principal }: ApiCall): Promise<ApiResponse> {
  return { status: 200, body: await countOnboardings(context.database, getVisibilityScope(principal)) };
}

/** Reads the projection with the whole timeline; does not query the workflow. The security log records the read. */
export async function getOnboarding({
  context,
  principal,
  params,
  locale,
  request,
}: ApiCall<z.infer<typeof idParamsSchema>>): Promise<ApiResponse> {
  const { view, updated_at } = await loadVisibleOnboarding(context, principal, params.id);
  const origin = { ip: request.ip, userAgent: getUserAgent(request) };
  await recordRead(context.database, {
    actor: principal.email,
    tokenId: principal.tokenId,
    onboardingId: params.id,
    ...origin,
  });
  const storedEntries = await listTimelineAfterId(context.database, params.id, '0', MAX_TIMELINE_ENTRIES);
  const body = {
    ...(await addFailedAttempts(context.database, redactView(view, principal))),
    timeline: storedEntries.map(({ entry }) => redactEntry(entry, principal)),
    asOf: updated_at,
  };
  return { status: 200, body: addMessages(body, createReasonReader(view, locale)) };
}

/** @throws FirstdayError `not-found`, also if the caller may not see it */
export async function loadVisibleOnboarding(
  context: ApiContext,
  principal: AuthenticatedPrincipal,
  id: string,
): Promise<OnboardingRow> {
  const row = await findOnboarding(context.database, id, getVisibilityScope(principal));
  if (!row) throw new FirstdayError('not-found');
  return row;
}

const toOnboardingSummary = (row: OnboardingSummaryRow) => ({
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
  progress: calculateProgress(row.steps),
  incident: row.incident ?? undefined,
  nextPending: canReceiveSignals(row) ? findNextPending(row.steps, row.is_terminating) : undefined,
  asOf: row.updated_at,
});

/** True if a signal would still reach the workflow. */
const canReceiveSignals = ({ closed_at, incident }: OnboardingSummaryRow): boolean =>
  closed_at === null && !isUnreachable({ incident: incident === null ? undefined : { kind: incident } });
