import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { CohortOrder } from '../../../domain/cohort';
import { standOf } from '../../../database/cohort-rows';
import { orderCohort } from '../../../database/cohorts';
import { FirstdayError } from '../../../lib/errors';
import { auditOf } from '../../http/audit-entry';
import type { idParams } from '../onboardings/schema';
import type { Answer, Call } from '../../http/route';
import { cohortOf, showCohort } from './read';
import type { cancelCohortBody } from './schema';

type OrderCall<Body> = Call<z.infer<typeof idParams>, unknown, Body>;

/**
 * Has nothing more of the cohort start, and cancels all of its onboardings that have not ended.
 * @throws FirstdayError `not-found`, or `not-waiting` where there is nothing to cancel
 */
export async function cancelCohort(call: OrderCall<z.infer<typeof cancelCohortBody>>): Promise<Answer> {
  const { open, rows } = await standOf(call.context.database, call.params.id);
  const isIdle = open === 0 && rows.waiting === 0;
  return order(call, { what: 'cancel', reason: call.body.reason }, isIdle ? 'Everything of it has ended.' : undefined);
}

/**
 * Has everything start that waits, failed, or was cancelled before its start.
 * @throws FirstdayError `not-found`, or `not-waiting` where there is nothing to start
 */
export async function resumeCohort(call: OrderCall<object>): Promise<Answer> {
  const { rows } = await standOf(call.context.database, call.params.id);
  const isIdle = rows.waiting + rows.failed + rows.cancelled === 0;
  return order(call, { what: 'resume' }, isIdle ? 'Every valid row of it has started.' : undefined);
}

/** Writes the order down for the starter to deliver: it holds whatever is killed now. */
async function order(call: OrderCall<object>, wanted: CohortOrder, obstacle: string | undefined): Promise<Answer> {
  const { context, actor, params } = call;
  await cohortOf(context.database, params.id);
  if (obstacle !== undefined) throw new FirstdayError('not-waiting', obstacle);
  const decisionId = randomUUID();
  await orderCohort(
    context.database,
    params.id,
    { ...wanted, by: actor.email, authority: { decisionId, roles: [...actor.roles] } },
    auditOf(call, { action: `cohort.${wanted.what}`, decisionId, detail: { cohort: params.id } }),
  );
  context.cohortStarter.wake();
  const answer = await showCohort({ ...call, query: { limit: 1, cursor: undefined, state: undefined } });
  return { ...answer, status: 202 };
}
