import { ActivityFailure, ApplicationFailure, defineUpdate, setHandler } from '@temporalio/workflow';
import { listStartedSteps, isFullyApproved } from '../../../src/domain/onboarding/started-steps';
import { isArmed } from '../../../src/domain/onboarding/step-state';
import { type Messages, parseMessage, type UpdateName } from '../../../src/domain/onboarding/messages';
import {
  createReason,
  describeReason,
  getReasonClass,
  isReason,
  type Reason,
} from '../../../src/domain/reasons/reason';
import type { PlanChangeResult } from '../../../src/domain/plan/plan-change-result';
import type { Onboarding } from '../onboarding';
import { describeOrigin, type MessageSource, checkMessageAllowed } from '../message-source';
import { toStepError } from '../activity-calls';
import { requestReplan } from '../planning-calls';
import { applyReplan, listReplacedEffects } from '../apply-replan';
import { UPDATE_DESCRIPTIONS } from './descriptions';

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
    const update = { name, message: parsed.message } as PlanUpdate;
    // Our API sends signals: its proof in an update is a copy of one.
    if (update.message.proof !== undefined) throw toFailure(createReason('unverified.misused', {}));
    assertPlanCanChange(onboarding, update);
    return update;
  };
  setHandler(defineUpdate<PlanChangeResult, [unknown]>(name), (value) => changePlan(onboarding, parseUpdate(value)), {
    description: UPDATE_DESCRIPTIONS[name],
    validator: (value) => {
      parseUpdate(value);
    },
  });
}

/** Changes the plan on a signal. Never throws: a rejection is recorded in the timeline, as for every signal. */
export async function changePlanBySignal(
  onboarding: Onboarding,
  update: PlanUpdate,
  source: MessageSource,
): Promise<void> {
  try {
    assertPlanCanChange(onboarding, update);
    await changePlan(onboarding, update);
  } catch (error) {
    const reason = findRejection(error) ?? createReason('unavailable.planning', {});
    const { by } = update.message;
    onboarding.appendTimelineEntry({ kind: 'ignored', by, reason, ...describeOrigin(source) });
  }
}

function assertPlanCanChange(onboarding: Onboarding, update: PlanUpdate): void {
  const reason = checkMessageAllowed(onboarding, update);
  if (reason !== undefined) throw toFailure(reason);
  if (onboarding.termination !== undefined) throw toFailure(createReason('closed.terminating', {}));
}

/** The first detail is the reason: callers of an update read the failure as data. */
const toFailure = (reason: Reason): ApplicationFailure =>
  ApplicationFailure.nonRetryable(describeReason(reason), getReasonClass(reason), reason);

function findRejection(error: unknown): Reason | undefined {
  const detail: unknown = error instanceof ApplicationFailure ? error.details?.[0] : undefined;
  return isReason(detail) ? detail : undefined;
}

const changePlan = (onboarding: Onboarding, update: PlanUpdate): Promise<PlanChangeResult> =>
  onboarding.changePlanAlone(() => replanAndApply(onboarding, update));

async function replanAndApply(onboarding: Onboarding, update: PlanUpdate): Promise<PlanChangeResult> {
  const { name, message } = update;
  const { request, plan, submittedBy } = onboarding.input;
  const steps = summarizeSteps(onboarding);
  const startedSteps = listStartedSteps(steps);
  const result = await requestReplan(onboarding, {
    request,
    plan,
    submittedBy,
    change: name === 'reschedule' ? { startDate: message.startDate } : { changes: message.changes },
    isFullyApproved: isFullyApproved(steps),
    startedSteps,
  }).catch((error: unknown) => {
    throw toUpdateFailure(error);
  });
  assertPlanCanChange(onboarding, update);
  // The new plan may lack a step that has started meanwhile, because planning did not know of its effect.
  const hasStepStarted = listStartedSteps(summarizeSteps(onboarding)).some((id) => !startedSteps.includes(id));
  if (hasStepStarted) return replanAndApply(onboarding, update);
  const lostSteps = listReplacedEffects(onboarding, result.plan);
  if (lostSteps.length > 0) throw toFailure(createReason('not-possible', { fields: result.changedFields ?? [] }));
  return applyReplan(onboarding, update, result);
}

const summarizeSteps = (onboarding: Onboarding) =>
  onboarding.steps.map(({ id, kind }) => {
    const state = onboarding.getStepState(id);
    return { id, kind, status: state.status, armed: isArmed(state) };
  });

/** Passes on the rejection of the planner; hides the activity call and any other cause. */
const toUpdateFailure = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.nonRetryable
    ? toFailure(toStepError(error))
    : toFailure(createReason('unavailable.planning', {}));
