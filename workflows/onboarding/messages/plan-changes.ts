import { ActivityFailure, ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { listStartedSteps, isFullyApproved } from '../../../src/domain/onboarding/started-steps';
import { type Messages, parseMessage, type UpdateName } from '../../../src/domain/onboarding/messages';
import { createReason, describeReason, getReasonClass, type Reason } from '../../../src/domain/reasons/reason';
import type { PlanChangeResult } from '../../../src/domain/plan/plan-change-result';
import type { Onboarding } from '../onboarding';
import { type MessageSource, identifyMessageSource, checkMessageAllowed } from '../message-source';
import { toStepError } from '../activity-calls';
import { requestReplan } from '../planning-calls';
import { applyReplan } from '../apply-replan';

type PlanUpdate = { [Name in UpdateName]: { name: Name; message: Messages[Name] } }[UpdateName];

/** Registers plan changes as updates, for Temporal clients that need the result. */
export function registerUpdateHandlers(onboarding: Onboarding): void {
  registerUpdateHandler(onboarding, 'reschedule');
  registerUpdateHandler(onboarding, 'amend');
}

/** Rejects invalid or late messages in the validator, before they are written to the history. */
function registerUpdateHandler(onboarding: Onboarding, name: UpdateName): void {
  const parseUpdate = (value: unknown): PlanUpdate => {
    const parsed = parseMessage(name, value);
    if ('problem' in parsed)
      throw toFailure(createReason('malformed.signal', { signal: name, problem: parsed.problem }));
    assertPlanCanChange(onboarding, parsed.message);
    return { name, message: parsed.message } as PlanUpdate;
  };
  setHandler(defineUpdate<PlanChangeResult, [unknown]>(name), (value) => changePlan(onboarding, parseUpdate(value)), {
    validator: (value) => {
      parseUpdate(value);
    },
  });
}

/** Changes the plan on a signal. Never throws: a rejection is recorded in the timeline, as for every signal. */
export async function changePlanBySignal(
  onboarding: Onboarding,
  update: PlanUpdate,
  { via, proof }: MessageSource,
): Promise<void> {
  try {
    assertPlanCanChange(onboarding, update.message);
    await changePlan(onboarding, update);
  } catch (error) {
    const reason = findRejection(error) ?? createReason('unavailable.planning', {});
    const { by } = update.message;
    onboarding.appendTimelineEntry({ kind: 'ignored', by, via, decisionId: proof?.decisionId, reason });
  }
}

function assertPlanCanChange(onboarding: Onboarding, { proof }: Messages[UpdateName]): void {
  const reason = checkMessageAllowed(onboarding, identifyMessageSource(onboarding, proof));
  if (reason !== undefined) throw toFailure(reason);
  if (onboarding.termination !== undefined) throw toFailure(createReason('closed.terminating', {}));
}

/** The first detail is the reason: callers of an update read the failure as data. */
const toFailure = (reason: Reason): ApplicationFailure =>
  ApplicationFailure.nonRetryable(describeReason(reason), getReasonClass(reason), reason);

function findRejection(error: unknown): Reason | undefined {
  const detail: unknown = error instanceof ApplicationFailure ? error.details?.[0] : undefined;
  return typeof detail === 'object' && detail !== null && 'code' in detail ? (detail as Reason) : undefined;
}

/** Serialises plan changes. A change under way prevents continue-as-new. */
async function changePlan(onboarding: Onboarding, update: PlanUpdate): Promise<PlanChangeResult> {
  onboarding.pendingCalls += 1;
  await condition(() => !onboarding.isReplanning);
  onboarding.isReplanning = true;
  try {
    return await replanAndApply(onboarding, update);
  } finally {
    onboarding.isReplanning = false;
    onboarding.pendingCalls -= 1;
  }
}

async function replanAndApply(onboarding: Onboarding, { name, message }: PlanUpdate): Promise<PlanChangeResult> {
  const { request, plan, submittedBy } = onboarding.input;
  const steps = onboarding.steps.map(({ id, kind }) => ({ ...onboarding.getStepState(id), id, kind }));
  const result = await requestReplan(onboarding, {
    request,
    plan,
    submittedBy,
    change: name === 'reschedule' ? { startDate: message.startDate } : { changes: message.changes },
    isFullyApproved: isFullyApproved(steps),
    startedSteps: listStartedSteps(steps),
  }).catch((error: unknown) => {
    throw toUpdateFailure(error);
  });
  assertPlanCanChange(onboarding, message);
  return applyReplan(onboarding, name, result, message);
}

/** Passes on the rejection of the planner; hides the activity call and any other cause. */
const toUpdateFailure = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.nonRetryable
    ? toFailure(toStepError(error))
    : toFailure(createReason('unavailable.planning', {}));
