import { createReason } from '../reasons/reason';
import type { OnboardingModel } from './onboarding-model';
import { openHumanStep } from './human-wait';

/** Opens the first requests to people, with the schedules computed by planning, and lets later steps wait. */
export function openFirstSteps(onboarding: OnboardingModel): void {
  advance(onboarding, true);
  for (const step of onboarding.steps) {
    const isPending = onboarding.getStepState(step.id).status === 'pending';
    if (isPending && onboarding.isReady(step) && mustWait(onboarding, step.startAt))
      onboarding.applyTransition(step, 'awaitStart');
  }
}

/**
 * Applies the immediate consequences of a completed step: skips unneeded branches and opens requests to people.
 * Synchronous, so that a decision that arrives with the start, or right behind the previous approval, finds its request
 * open. A schedule computed by planning is used only at submission; later, it is outdated.
 */
export function advance(onboarding: OnboardingModel, isSubmission = false): void {
  skipUnneededBranches(onboarding);
  for (const step of onboarding.steps) {
    if (step.kind === 'activity' || onboarding.getStepState(step.id).status !== 'pending') continue;
    if (onboarding.isReady(step) && !mustWait(onboarding, step.startAt)) {
      openHumanStep(onboarding, step, isSubmission ? step.reminderSchedule : undefined);
    }
  }
}

/** True if the step must wait for its start. Depends on the plan alone, never on the clock: timers must replay. */
export const mustWait = ({ plannedAt }: OnboardingModel, startAt: string | undefined): startAt is string =>
  startAt !== undefined && Date.parse(startAt) > Date.parse(plannedAt);

function skipUnneededBranches(onboarding: OnboardingModel): void {
  for (const step of onboarding.steps) {
    if (step.branch !== true || onboarding.getStepState(step.id).status !== 'pending') continue;
    const sources = onboarding.listBranchSources(step.id);
    if (
      sources.some(
        ({ id }) => !onboarding.isComplete(id) || onboarding.getStepState(id).outcome?.branchedTo === step.id,
      )
    )
      continue;
    onboarding.applyTransition(step, 'skipUnneeded', {
      outcome: { reason: createReason('skipped.not-needed', {}) },
      times: { endedAt: onboarding.now() },
    });
    advance(onboarding);
    return;
  }
}
