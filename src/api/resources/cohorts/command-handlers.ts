import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { CohortCommand } from '../../../domain/cohort';
import { loadCohortProgress } from '../../../database/cohort-rows';
import { saveCohortCommand } from '../../../database/cohorts';
import { createReason, type Reason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import type { idParamsSchema } from '../onboardings/schema';
import type { ApiResponse, ApiCall } from '../../http/route';
import { loadCohort, getCohort } from './handlers';
import type { cancelCohortBodySchema } from './schema';

type CohortCommandCall<Body> = ApiCall<z.infer<typeof idParamsSchema>, unknown, Body>;

/**
 * Cancels the waiting rows and the open onboardings of the cohort.
 * @throws FirstdayError `not-found`, or `not-waiting` if there is nothing to cancel
 */
export async function cancelCohort(
  call: CohortCommandCall<z.infer<typeof cancelCohortBodySchema>>,
): Promise<ApiResponse> {
  const { open, rows } = await loadCohortProgress(call.context.database, call.params.id);
  const isIdle = open === 0 && rows.waiting === 0;
  return submitCohortCommand(
    call,
    { action: 'cancel', comment: call.body.reason },
    isIdle ? createReason('not-waiting.cohort-ended', {}) : undefined,
  );
}

/**
 * Starts all rows that wait, failed, or were cancelled before their start.
 * @throws FirstdayError `not-found`, or `not-waiting` if there is nothing to start
 */
export async function resumeCohort(call: CohortCommandCall<object>): Promise<ApiResponse> {
  const { rows } = await loadCohortProgress(call.context.database, call.params.id);
  const isIdle = rows.waiting + rows.failed + rows.cancelled === 0;
  const idleReason = isIdle ? createReason('not-waiting.cohort-started', {}) : undefined;
  return submitCohortCommand(call, { action: 'resume' }, idleReason);
}

/** Persists the command before the cohort starter delivers it, so that a crash cannot lose it. Responds 202. */
async function submitCohortCommand(
  call: CohortCommandCall<object>,
  command: CohortCommand,
  idleReason: Reason | undefined,
): Promise<ApiResponse> {
  const { context, principal, params } = call;
  await loadCohort(context.database, params.id);
  if (idleReason !== undefined) throw new FirstdayError('not-waiting', idleReason);
  const decisionId = randomUUID();
  await saveCohortCommand(
    context.database,
    params.id,
    { ...command, by: principal.email, authority: { decisionId, roles: [...principal.roles] } },
    buildAuditEntry(call, { action: `cohort.${command.action}`, decisionId, detail: { cohort: params.id } }),
  );
  context.cohortStarter.trigger();
  const response = await getCohort({ ...call, query: { limit: 1, cursor: undefined, state: undefined } });
  return { ...response, status: 202 };
}
