import { advance } from '../../../src/domain/onboarding/advance';
import { DISARMED, type StepDecision } from '../../../src/domain/onboarding/step-state';
import type { ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import type { Onboarding } from '../onboarding';

/** State transitions of manual work in place of an activity. */

/** Completes a failed step, or its failed undo, on a person's word. */
export function markDoneByHand(onboarding: Onboarding, step: ResolvedStep, decision: StepDecision): void {
  if (onboarding.getStepState(step.id).status === 'undo-failed') markUndoneByHand(onboarding, step, decision);
  else markStepDoneByHand(onboarding, step, decision);
}

/**
 * Keeps the undo of the failed attempts armed, as they may have had an effect: undoing it now could take away what the
 * person has just completed.
 */
function markStepDoneByHand(onboarding: Onboarding, step: ResolvedStep, decision: StepDecision): void {
  onboarding.applyTransition(step, 'doByHand', {
    times: { endedAt: onboarding.now() },
    failure: undefined,
    effect: { armed: true, byHand: decision.by, redo: undefined },
    outcome: { decision, result: undefined },
  });
  onboarding.appendTimelineEntry({ kind: 'done', step: step.id, by: decision.by });
  advance(onboarding);
}

/** Keeps a requested skip: nothing is left to undo, and the step is left out next. */
function markUndoneByHand(onboarding: Onboarding, step: ResolvedStep, { by }: StepDecision): void {
  onboarding.applyTransition(step, 'undoByHand', {
    times: { endedAt: onboarding.now() },
    failure: { error: undefined },
    effect: DISARMED,
  });
  onboarding.appendTimelineEntry({ kind: 'undone', step: step.id, by });
}
