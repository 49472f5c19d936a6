import type { ActivityStep, EffectInput, ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import { createReason, getReasonClass, type Reason } from '../../../src/domain/reasons/reason';
import { buildEffectInput } from '../activity-calls';
import { reopenBranch } from './reopen-branch';
import type { Onboarding } from '../onboarding';
import { advance } from '../../../src/domain/onboarding/advance';
import { DISARMED, getEffect, hasOlderEffect, type StepOutcome } from '../../../src/domain/onboarding/step-state';

/** State transitions of activity steps, one function each. */

export function markWaiting(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.applyTransition(step, 'awaitStart');
}

/** Arms the undo and returns the activity's input. Must be called before the activity is scheduled. */
export function startEffect(onboarding: Onboarding, step: ActivityStep): EffectInput {
  const {
    armed,
    oldestArmedGeneration,
    generation: lastGeneration,
    redo,
    isUpdate: wasUpdate,
  } = getEffect(onboarding.getStepState(step.id));
  // An armed effect may or may not exist: only a confirmed undo, or a redo, opens the next generation.
  const isRetry = armed && redo === undefined;
  const generation = isRetry ? lastGeneration : lastGeneration + 1;
  const isUpdate = (isRetry ? wasUpdate : redo === 'update') || undefined;
  onboarding.applyTransition(step, 'start', {
    effect: {
      generation,
      armed: true,
      oldestArmedGeneration: oldestArmedGeneration ?? generation,
      redo: undefined,
      isUpdate,
    },
    times: { startedAt: onboarding.now() },
    failure: { error: undefined },
    outcome: { decision: undefined },
  });
  onboarding.appendTimelineEntry({ kind: 'started', step: step.id });
  return { ...buildEffectInput(onboarding.input, step, generation, onboarding.stepStates), isUpdate };
}

export function completeEffect(onboarding: Onboarding, step: ActivityStep, result: unknown): void {
  onboarding.applyTransition(step, 'complete', {
    times: { endedAt: onboarding.now() },
    outcome: { result: result ?? undefined },
  });
  onboarding.appendTimelineEntry({ kind: 'done', step: step.id });
  advance(onboarding);
}

/** Resets a step whose wait for its start instant was interrupted. */
export function resetInterruptedWait(onboarding: Onboarding, id: string): void {
  const { status, wait } = onboarding.getStepState(id);
  if (status === 'waiting' && wait === undefined) onboarding.applyTransition({ id }, 'reset');
}

/**
 * Fails the step. The failure leads to the plan's branch for it; else to the owner, if the step is not essential, the
 * plan allows time for a decision or the pivot has passed; else to a rollback.
 */
export function failEffect(onboarding: Onboarding, step: ActivityStep, error: Reason): void {
  onboarding.applyTransition(step, 'fail', { times: { endedAt: onboarding.now() }, failure: { error } });
  onboarding.appendTimelineEntry({ kind: 'failed', step: step.id, reason: error });
  if (findBranch(onboarding, step) !== undefined) return;
  if (!mustRollBack(onboarding, step) || step.decideWithin !== undefined)
    notifyOwner(onboarding, step, 'failed', error);
  else onboarding.terminate({ outcome: 'rolled-back', reason: describeStepFailure(onboarding, step) });
}

/** True if an undecided failure of this step rolls back: it is essential, and nobody uses its results yet. */
const mustRollBack = (onboarding: Onboarding, { id, essential }: ActivityStep): boolean =>
  essential !== false && !onboarding.isPastPivot && !hasOlderEffect(onboarding.getStepState(id));

export const describeStepFailure = (onboarding: Onboarding, step: ResolvedStep): Reason =>
  createReason('step-failed', { step: step.id, cause: getError(onboarding, step) });

const getError = (onboarding: Onboarding, { id }: ResolvedStep): Reason =>
  onboarding.getStepState(id).failure?.error ?? createReason('Unexpected', { message: '' });

/** Returns undefined if a correction failed: a branch would undo the earlier effect, which is still of use. */
export function findBranch(onboarding: Onboarding, { id, onFailure }: ActivityStep): string | undefined {
  const state = onboarding.getStepState(id);
  const error = state.failure?.error;
  const isFailedCorrection = hasOlderEffect(state) && getEffect(state).isCorrection === true;
  return error === undefined || isFailedCorrection ? undefined : onFailure?.[getReasonClass(error)];
}

export function switchToBranch(onboarding: Onboarding, step: ActivityStep, branch: string): void {
  onboarding.applyTransition(step, 'branch', { outcome: { branchedTo: branch } });
  const reason = createReason('branch-to', { step: branch });
  onboarding.appendTimelineEntry({ kind: 'branched', step: step.id, reason });
  reopenBranch(onboarding, branch);
  advance(onboarding);
}

export function markSkipped(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.applyTransition(step, 'skip', {
    failure: { isSkipRequested: undefined },
    effect: { redo: undefined },
    outcome: { result: undefined },
    times: { endedAt: onboarding.now() },
  });
  onboarding.appendTimelineEntry({ kind: 'skipped', step: step.id });
  advance(onboarding);
}

/**
 * Retries a failed step or undo on a person's request: the same effect, so the same generation, unless the request was
 * amended since.
 */
export function retryStep(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.applyTransition(step, 'retry', {
    failure: { error: undefined, decideBy: undefined, isOverdue: undefined },
  });
}

/**
 * Handles an expired failure decision: rolls back if the step is essential, else escalates and keeps waiting. Past the
 * pivot, and while an earlier effect is in place, it always escalates: no timer takes away a result in use.
 */
export function expireFailureDecision(onboarding: Onboarding, step: ActivityStep): void {
  onboarding.updateStep(step, { failure: { decideBy: undefined, isOverdue: true } });
  const { id } = step;
  onboarding.appendTimelineEntry({ kind: 'expired', step: id, reason: createReason('failure-undecided', {}) });
  const reason = createReason('step-undecided', { step: id, cause: getError(onboarding, step) });
  if (mustRollBack(onboarding, step)) onboarding.terminate({ outcome: 'rolled-back', reason });
  else {
    const { escalationContacts: to } = onboarding.input.plan;
    onboarding.notify({ key: `${id}/undecided`, kind: 'escalated', step: id, to, reason });
  }
}

export function startUndo(onboarding: Onboarding, step: ActivityStep): EffectInput {
  const { generation, undoGeneration = generation } = getEffect(onboarding.getStepState(step.id));
  onboarding.applyTransition(step, 'undo', { effect: { undoGeneration } });
  return { ...buildEffectInput(onboarding.input, step, undoGeneration), isLost: isLost(onboarding, step) };
}

/** True if a person accepted that the goods of this step do not come back. */
const isLost = (onboarding: Onboarding, { id }: ActivityStep): boolean =>
  onboarding.steps.some(
    (step) =>
      step.kind === 'task' &&
      step.undoTask?.returns?.includes(id) === true &&
      onboarding.getStepState(step.id).outcome?.reason?.code === 'left-behind',
  );

/**
 * Completes the undo of one generation. The step is undone with the oldest one, unless a person did it by hand: then a
 * person undoes the rest.
 */
export function completeUndo(onboarding: Onboarding, step: ActivityStep): void {
  const {
    undoGeneration = 0,
    oldestArmedGeneration = undoGeneration,
    byHand,
  } = getEffect(onboarding.getStepState(step.id));
  if (undoGeneration > oldestArmedGeneration)
    onboarding.updateStep(step, { effect: { undoGeneration: undoGeneration - 1 } });
  else if (byHand !== undefined) requestUndoByHand(onboarding, step, byHand);
  else {
    onboarding.applyTransition(step, 'completeUndo', { effect: DISARMED, times: { endedAt: onboarding.now() } });
    onboarding.appendTimelineEntry({ kind: 'undone', step: step.id });
  }
}

function requestUndoByHand(onboarding: Onboarding, step: ActivityStep, by: string): void {
  const reason = createReason('MadeByHand', { by });
  onboarding.applyTransition(step, 'failUndo', { failure: { error: reason } });
  onboarding.appendTimelineEntry({ kind: 'undo-by-hand-requested', step: step.id, reason });
  notifyOwner(onboarding, step, 'undo-failed', reason);
}

/** Lets the step run again, or be skipped, once nothing is left to undo. */
export function allowRedo(onboarding: Onboarding, step: ActivityStep): void {
  onboarding.applyTransition(step, 'redo', { effect: { redo: undefined } });
}

export function failUndo(onboarding: Onboarding, step: ActivityStep, error: Reason): void {
  onboarding.applyTransition(step, 'failUndo', { failure: { error } });
  onboarding.appendTimelineEntry({ kind: 'undo-failed', step: step.id, reason: error });
  notifyOwner(onboarding, step, 'undo-failed', error);
}

/** Accepts, on a person's decision, that the effect remains. */
export function abandonUndo(
  onboarding: Onboarding,
  step: ResolvedStep,
  explanation: Pick<StepOutcome, 'reason' | 'comment'>,
): void {
  const times = { endedAt: onboarding.now() };
  onboarding.applyTransition(step, 'abandonUndo', { effect: DISARMED, times, outcome: explanation });
}

function notifyOwner(onboarding: Onboarding, step: ActivityStep, event: string, reason: Reason): void {
  const to = step.owner?.people ?? onboarding.input.plan.escalationContacts;
  onboarding.notify({ key: `${step.id}/${event}`, kind: 'needs-attention', step: step.id, to, reason });
}
