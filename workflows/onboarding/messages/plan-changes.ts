import { ActivityFailure, ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { listStartedSteps, isFullyApproved } from '../../../src/domain/onboarding/started-steps';
import { type Messages, parseMessage, type UpdateName } from '../../../src/domain/onboarding/messages';
import type { PlanChangeResult } from '../../../src/domain/plan/plan-change-result';
import type { Onboarding } from '../onboarding';
import { type MessageSource, identifyMessageSource, checkMessageAllowed } from '../message-source';
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
    if ('error' in parsed) throw ApplicationFailure.nonRetryable(`${name}: ${parsed.error}`, 'malformed');
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
    const { type, message } =
      error instanceof ApplicationFailure ? error : { type: 'unavailable', message: String(error) };
    const note = `${type ?? 'unavailable'}: ${message}`;
    onboarding.appendTimelineEntry({
      kind: 'ignored',
      by: update.message.by,
      via,
      decisionId: proof?.decisionId,
      note,
    });
  }
}

function assertPlanCanChange(onboarding: Onboarding, { proof }: Messages[UpdateName]): void {
  const reason = checkMessageAllowed(onboarding, identifyMessageSource(onboarding, proof));
  const [type = 'closed', message = ''] = reason?.split(': ') ?? [];
  if (reason !== undefined) throw ApplicationFailure.nonRetryable(message, type);
  if (onboarding.termination !== undefined) throw ApplicationFailure.nonRetryable('it is being ended', 'closed');
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
    ? ApplicationFailure.nonRetryable(error.cause.message, error.cause.type, ...(error.cause.details ?? []))
    : ApplicationFailure.nonRetryable('planning is not reachable: try again', 'unavailable');
