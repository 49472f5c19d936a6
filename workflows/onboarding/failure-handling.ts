import { condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/domain/plan/resolved-plan';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { switchToBranch, findBranch, expireFailureDecision } from './transitions/activity-step';
import type { Onboarding } from './onboarding';
import { scheduleReminders } from './planning-calls';
import { undoStep } from './compensation';
import { waitForCondition } from './wait-for-condition';

/** Takes the plan's branch for this error. Without a branch, waits for a person's decision, which may expire. */
export async function handleFailure(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const branch = findBranch(onboarding, step);
  if (branch !== undefined) return takeBranch(onboarding, step, branch);

  const { decideBy, isOverdue } = onboarding.getStepState(step.id).failure ?? {};
  if (step.decideWithin !== undefined && decideBy === undefined && isOverdue !== true)
    await setDecisionDeadline(onboarding, step, step.decideWithin);
  await waitForDecision(onboarding, step);
}

/** Waits for a decision, also beyond its deadline. A replan that replaces or removes the step ends the wait. */
async function waitForDecision(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const isDecided = (): boolean => {
    const state = onboarding.findStepState(step.id);
    return state?.status !== 'failed' || state.failure?.isSkipRequested === true;
  };
  const decideBy = onboarding.findStepState(step.id)?.failure?.decideBy;
  if (decideBy !== undefined) {
    await waitForCondition(isDecided, decideBy, `${getEnglishText(step.title)}: time to decide`);
    if (!isDecided()) expireFailureDecision(onboarding, step);
  }
  await condition(isDecided);
}

async function takeBranch(onboarding: Onboarding, step: ActivityStep, branch: string): Promise<void> {
  await undoStep(onboarding, step);
  if (onboarding.termination === undefined) switchToBranch(onboarding, step, branch);
}

async function setDecisionDeadline(onboarding: Onboarding, step: ActivityStep, expireAfter: number): Promise<void> {
  const { expireAt } = await scheduleReminders(onboarding, step, { people: [], expireAfter });
  if (onboarding.findStepState(step.id)?.status === 'failed')
    onboarding.updateStep(step, { failure: { decideBy: expireAt } });
}
