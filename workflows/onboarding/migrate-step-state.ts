import type { Correction } from '../../src/domain/plan/correction';
import type { ActivityStep, CorrectionMode, HumanStep, Redo, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { hasOpenWait } from '../../src/domain/onboarding/assignment';
import { getEffect, hasOlderEffect, isArmed, type StepState } from '../../src/domain/onboarding/step-state';
import type { Onboarding } from './onboarding';

const UNOPENED = {
  times: { startedAt: undefined },
  outcome: { decision: undefined, answers: undefined },
  wait: undefined,
};

export interface ReplanEffects {
  hasMoved: boolean;
  requiresReapproval: boolean;
  corrections: readonly Correction[];
}

/**
 * Adapts the state of one step to the new plan.
 * @returns true if the step is redone or reopened
 */
export function migrateStepState(
  onboarding: Onboarding,
  step: ResolvedStep,
  previousSteps: readonly ResolvedStep[],
  effects: ReplanEffects,
): boolean {
  const previousStep = previousSteps.find(({ id }) => id === step.id);
  const state = onboarding.findStepState(step.id);
  if (state === undefined || previousStep?.kind !== step.kind || hasOtherSkipReason(previousStep, step)) {
    replaceState(onboarding, step, state);
    return false;
  }
  return step.kind === 'activity'
    ? redoActivity(onboarding, step, state, effects)
    : reopenRequest(onboarding, step, previousStep, state, effects);
}

/** Starts the step anew. Effects are undone first if the step is left out; work that people have done stays. */
function replaceState(onboarding: Onboarding, step: ResolvedStep, state: StepState | undefined): void {
  const isLeftOut = step.skipReason !== undefined;
  if (isLeftOut && step.kind !== 'activity' && state?.status === 'done') return;
  if (isArmed(state))
    onboarding.updateStep(step, {
      failure: { isSkipRequested: isLeftOut || undefined },
      outcome: { reason: step.skipReason },
    });
  else onboarding.addStep(step);
}

function reopenRequest(
  onboarding: Onboarding,
  step: HumanStep,
  previousStep: ResolvedStep,
  state: StepState,
  { hasMoved, requiresReapproval, corrections }: ReplanEffects,
): boolean {
  const isStale =
    step.kind === 'approval'
      ? requiresReapproval
      : (hasMoved && step.redo !== undefined) || corrections.some((correction) => mustRepeat(correction, step));
  // Also withdraws the request from an address that was corrected.
  const isMisdirected = state.status === 'waiting' && hasOpenWait(step, state) && hasOtherAssignees(previousStep, step);
  const mustReopen = (isStale && state.status === 'done') || isMisdirected;
  if (mustReopen) onboarding.applyTransition(step, 'reopen', UNOPENED);
  return mustReopen;
}

const mustRepeat = ({ step, kind }: Correction, { id }: ResolvedStep): boolean => step === id && kind === 'redo';

function redoActivity(
  onboarding: Onboarding,
  step: ActivityStep,
  state: StepState,
  { hasMoved, corrections }: ReplanEffects,
): boolean {
  const { status } = state;
  // A retry with other data must be a new generation, so that no system takes it for the same effect.
  if (status === 'failed') {
    if (isArmed(state)) onboarding.updateStep(step, { effect: { redo: chooseRetryMode(step, state) } });
    return false;
  }
  if (status !== 'done' && status !== 'running') return false;
  const correction = corrections.find(({ step: id }) => id === step.id);
  const redo = chooseRedoMode(step, state, hasMoved, correction);
  if (redo === undefined) return false;
  onboarding.updateStep(step, { effect: { redo, isCorrection: !hasMoved || undefined } });
  return true;
}

/** A failed correction has left the earlier effect in place, and is repeated as one. */
const chooseRetryMode = ({ redo, correctBy }: ActivityStep, state: StepState) =>
  (hasOlderEffect(state) ? correctBy : undefined) ?? redo ?? 'undo-first';

/** An undo that is due already is kept: the run after it reads the new data. */
function chooseRedoMode(
  { redo, correctBy }: ActivityStep,
  state: StepState,
  hasMoved: boolean,
  correction: Correction | undefined,
): Redo | CorrectionMode | undefined {
  if (getEffect(state).redo === 'undo-first') return undefined;
  if (hasMoved && redo !== undefined) return redo;
  return correction?.kind === 'redo' || correction?.kind === 'update' ? correctBy : undefined;
}

const hasOtherAssignees = (before: ResolvedStep, after: HumanStep): boolean =>
  JSON.stringify(before.kind !== 'activity' && before.assignees) !== JSON.stringify(after.assignees);

const hasOtherSkipReason = (before: ResolvedStep, after: ResolvedStep): boolean =>
  JSON.stringify(before.skipReason) !== JSON.stringify(after.skipReason);
