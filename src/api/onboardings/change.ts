import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { type UpdateName, UPDATES } from '../../contract/messages';
import type { PlanChange } from '../../contract/outcome';
import { recordAudit } from '../../database/audit';
import { type ErrorCode, ERRORS, FirstdayError } from '../../errors';
import { faultOf } from '../../repeat';
import { auditOf } from '../audited';
import type { Answer, Call } from '../route';
import { within } from '../within';
import { lost } from './decide';
import { deliver, PATIENCE_MS, refuseClosed } from './deliver';
import { visibleOnboarding } from './read';

const NOT_TAKEN =
  'No worker has taken this yet. It may still take effect when one comes: look before you send it again.';

type OnboardingCall<Body = unknown> = Call<{ id: string }, unknown, Body>;

/** Moves the start date. */
export const reschedule = (call: OnboardingCall<{ startDate: string }>): Promise<Answer> =>
  change(call, UPDATES.reschedule, call.body, call.body);

/** Changes the request by a merge patch. @throws FirstdayError `invalid-request` where that is empty */
export async function amend(call: OnboardingCall<object>): Promise<Answer> {
  const fields = Object.keys(call.body);
  if (fields.length === 0)
    throw new FirstdayError('invalid-request', undefined, [{ field: '(body)', message: 'must change something' }]);
  return change(call, UPDATES.amend, { changes: call.body }, { fields });
}

/**
 * Has the workflow change its own plan: 200 with what became different, or 202 where it has taken the change and did not
 * come to an end with it in time. `detail` is what the audit keeps: no personal data.
 * @throws FirstdayError `not-found`, `closed`, `not-waiting`, `unavailable`, and whatever planning refuses it with
 */
async function change(call: OnboardingCall, name: UpdateName, message: object, detail: object): Promise<Answer> {
  const { context, actor, params } = call;
  const onboarding = await visibleOnboarding(context, actor, params.id);
  refuseClosed(onboarding);
  if (onboarding.lost_at) throw lost();

  const decisionId = randomUUID();
  await recordAudit(
    context.database,
    auditOf(call, { action: `onboarding.${name}`, onboardingId: params.id, decisionId, detail }),
  );
  const proof = { decisionId, onboardingId: params.id, roles: actor.roles };
  const args: [object] = [{ ...message, by: actor.email, proof }];
  const update = await deliver(context, actor, params.id, {
    // Only what is accepted is in the history: before that, Temporal may forget it.
    say: (workflow) =>
      workflow.startUpdate<PlanChange, [object]>(name, { args, updateId: decisionId, waitForStage: 'ACCEPTED' }),
    notTaken: NOT_TAKEN,
  });
  const about = { onboardingId: params.id, decisionId };
  try {
    const changed = await within(context.client, PATIENCE_MS, () => update.result());
    return { status: 200, body: { ...about, confirmed: true, ...changed } };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw refusal(error.cause);
    if (error instanceof WorkflowNotFoundError) throw new FirstdayError('closed');
    context.logger.warn({ fault: faultOf(error) }, 'a change was not confirmed in time');
    return { status: 202, body: { ...about, confirmed: false } };
  }
}

/** Refusals that the workflow, or Temporal, calls otherwise than we do. */
const REFUSALS: Record<string, ErrorCode> = {
  malformed: 'invalid-request',
  unverified: 'forbidden',
  AcceptedUpdateCompletedWorkflow: 'closed',
};

const codeSchema = z.enum(Object.keys(ERRORS) as ErrorCode[]);
const faultsSchema = z.array(z.object({ field: z.string(), message: z.string() }));

function refusal(cause: Error | undefined): FirstdayError {
  if (!(cause instanceof ApplicationFailure)) return new FirstdayError('internal');
  const code = REFUSALS[cause.type ?? ''] ?? codeSchema.safeParse(cause.type).data;
  if (code === undefined) return new FirstdayError('internal');
  return new FirstdayError(code, cause.message || undefined, faultsSchema.safeParse(cause.details?.[0]).data);
}
