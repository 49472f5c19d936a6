import { createReason } from '../../src/domain/reasons/reason';
import type { Onboarding } from './onboarding';
import { openHumanStep } from './transitions/human-wait';

/**
 * Applies the immediate consequences of a completed step: skips unneeded branches and opens requests to people.
 * Synchronous, so that a decision that arrives with the start, or right behind the previous approval, finds its request
 * open. A schedule computed by planning is used only at submission; later, it is outdated.
 */
export function advance(onboarding: Onboarding, isSubmission = false): void {
  skipUnneededBranches(onboarding);
  for (const step of onboarding.steps) {
    if (step.kind === 'activity' || onboarding.getStepState(step.id).status !== 'pending') continue;
    if (onboarding.isReady(step) && !mustWait(onboarding, step.startAt)) {
      openHumanStep(onboarding, step, isSubmission ? step.reminderSchedule : undefined);
    }
  }
}

/** True if the step must wait for its start. Depends on the plan alone, never on the clock: timers must replay. */
export const mustWait = ({ plannedAt }: Onboarding, startAt: string | undefined): startAt is string =>
  startAt !== undefined && Date.parse(startAt) > Date.parse(plannedAt);

function skipUnneededBranches(onboarding: Onboarding): void {
  for (const step of onboarding.steps) {
    if (step.branch !== true || onboarding.getStepState(step.id).status !== 'pending') continue;
    const sources = onboarding.listBranchSources(step.id);
    if (sources.some(({ id }) => !onboarding.isComplete(id) || onboarding.getStepState(id).branchedTo === step.id))
      continue;
    onboarding.applyTransition(step, 'skipUnneeded', {
      reason: createReason('skipped.not-needed', {}),
      endedAt: onboarding.now(),
    });
    advance(onboarding);
    return;
  }
}
