import { now, type Onboarding } from './onboarding';
import { schedulesWaitsByActivity } from '../../src/domain/onboarding/engine-versions';
import { openHumanStep } from './transitions/human-wait';

/**
 * What follows in the same moment in which a step settles: branches that nothing led to are left out, and people are asked
 * for what may begin, so that a decision which reaches the workflow together with its start, or right behind the
 * approval before it, finds it open. What opens with the submission was arranged by planning; later, that is too old.
 */
export function advance(onboarding: Onboarding, isSubmission = false): void {
  skipUnneededBranches(onboarding);
  for (const step of onboarding.steps) {
    if (step.kind === 'activity' || onboarding.getStepState(step.id).status !== 'pending') continue;
    if (onboarding.isReady(step) && !mustWait(onboarding, step.startAt)) {
      const isPrescheduled = isSubmission || !schedulesWaitsByActivity(onboarding.input);
      openHumanStep(onboarding, step, isPrescheduled ? step.arranged : undefined);
    }
  }
}

/** Whether a step has an instant to wait for depends on the plan alone, never on the clock: which timers there are must replay. */
export const mustWait = ({ plannedAt }: Onboarding, startAt: string | undefined): startAt is string =>
  startAt !== undefined && Date.parse(startAt) > Date.parse(plannedAt);

function skipUnneededBranches(onboarding: Onboarding): void {
  for (const step of onboarding.steps) {
    if (step.branch !== true || onboarding.getStepState(step.id).status !== 'pending') continue;
    const sources = onboarding.listBranchSources(step.id);
    if (sources.some(({ id }) => !onboarding.isComplete(id) || onboarding.getStepState(id).branchedTo === step.id))
      continue;
    onboarding.updateStep(step, { status: 'skipped', note: 'not needed', endedAt: now() });
    advance(onboarding);
    return;
  }
}
