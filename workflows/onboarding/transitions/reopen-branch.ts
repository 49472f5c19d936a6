import { UNTOUCHED } from '../../../src/domain/onboarding/step-state';
import type { Onboarding } from '../onboarding';

/** Reopens a branch that was skipped as unneeded, if the step that leads to it is redone. */
export function reopenBranch(onboarding: Onboarding, id: string): void {
  const wasSkippedAsUnneeded =
    onboarding.findStep(id)?.skipReason === undefined && onboarding.getStepState(id).status === 'skipped';
  if (wasSkippedAsUnneeded) onboarding.applyTransition({ id }, 'needBranch', UNTOUCHED);
}
