import { now, type Onboarding } from './onboarding';
import { arrangesLater } from '../../src/domain/onboarding/versions';
import { open } from './transitions/human-wait';

/**
 * What follows in the same moment in which a step settles: branches that nothing led to are left out, and people are asked
 * for what may begin, so that a decision which reaches the workflow together with its start, or right behind the
 * approval before it, finds it open. What opens with the submission was arranged by planning; later, that is too old.
 */
export function settle(onboarding: Onboarding, isSubmission = false): void {
  leaveOutBranches(onboarding);
  for (const step of onboarding.steps) {
    if (step.kind === 'activity' || onboarding.step(step.id).status !== 'pending') continue;
    if (onboarding.isReady(step) && !mustWait(onboarding, step.startAt)) {
      const isArranged = isSubmission || !arrangesLater(onboarding.input);
      open(onboarding, step, isArranged ? step.arranged : undefined);
    }
  }
}

/** Whether a step has an instant to wait for depends on the plan alone, never on the clock: which timers there are must replay. */
export const mustWait = ({ plannedAt }: Onboarding, startAt: string | undefined): startAt is string =>
  startAt !== undefined && Date.parse(startAt) > Date.parse(plannedAt);

function leaveOutBranches(onboarding: Onboarding): void {
  for (const step of onboarding.steps) {
    if (step.branch !== true || onboarding.step(step.id).status !== 'pending') continue;
    const sources = onboarding.sourcesOf(step.id);
    if (sources.some(({ id }) => !onboarding.isSettled(id) || onboarding.step(id).branchedTo === step.id)) continue;
    onboarding.change(step, { status: 'skipped', note: 'not needed', endedAt: now() });
    settle(onboarding);
    return;
  }
}
