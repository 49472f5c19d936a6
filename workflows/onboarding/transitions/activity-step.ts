import { patched } from '@temporalio/workflow';
import type { ActivityStep, EffectInput, ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import type { StepError } from '../../../src/domain/onboarding/view';
import { buildEffectCall } from '../activity-calls';
import { now, type Onboarding } from '../onboarding';
import { advance } from '../advance';
import { createStepState } from '../../../src/domain/onboarding/state';

/** What can happen to a step that changes another system. Each function is one transition. */

/** The step waits for its instant. */
export function markWaiting(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.updateStep(step, { status: 'waiting' });
}

/** Arms the undo and gives what the activity is to be called with. Must come before the activity is scheduled. */
export function startEffect(onboarding: Onboarding, step: ActivityStep): EffectInput {
  const { armed, armedFrom, generation: last, redo } = onboarding.getStepState(step.id);
  // Nobody knows whether an armed effect happened: only a confirmed undo, or a redo, opens the next generation.
  const generation = armed && redo !== true ? last : last + 1;
  onboarding.updateStep(step, {
    status: 'running',
    generation,
    armed: true,
    armedFrom: armedFrom ?? generation,
    redo: undefined,
    startedAt: now(),
    error: undefined,
  });
  onboarding.appendTimelineEntry({ kind: 'started', step: step.id });
  return buildEffectCall(onboarding.input, step, generation, onboarding.state);
}

export function completeEffect(onboarding: Onboarding, step: ActivityStep, result: unknown): void {
  onboarding.updateStep(step, { status: 'done', endedAt: now(), result: result ?? undefined });
  onboarding.appendTimelineEntry({ kind: 'done', step: step.id });
  advance(onboarding);
}

/** A wait for an instant is over before it came. */
export function resetInterruptedWait(onboarding: Onboarding, id: string): void {
  const { status, wait } = onboarding.getStepState(id);
  if (status === 'waiting' && wait === undefined) onboarding.updateStep({ id }, { status: 'pending' });
}

/**
 * What a failure leads to: the branch that the plan names for it; or its owner decides, where the plan gives time for that
 * or somebody works with what was prepared; or everything is rolled back.
 */
export function failEffect(onboarding: Onboarding, step: ActivityStep, error: StepError): void {
  onboarding.updateStep(step, { status: 'failed', endedAt: now(), error });
  onboarding.appendTimelineEntry({ kind: 'failed', step: step.id, note: error.message });
  if (findBranch(step, error) !== undefined) return;
  if (onboarding.isPastPivot || step.decideWithin !== undefined) notifyOwner(onboarding, step, 'failed', error);
  else onboarding.terminate({ outcome: 'rolled-back', reason: `${step.title}: ${error.message}` });
}

export const findBranch = (step: ActivityStep, error: StepError | undefined): string | undefined =>
  error === undefined ? undefined : step.onFailure?.[error.type];

/** The step is left out, and the branch is taken in its place. */
export function switchToBranch(onboarding: Onboarding, step: ActivityStep, branch: string): void {
  const { error } = onboarding.getStepState(step.id);
  onboarding.updateStep(step, { status: 'skipped', branchedTo: branch, note: error?.message });
  onboarding.appendTimelineEntry({ kind: 'branched', step: step.id, note: `to ${branch}` });
  reopenBranch(onboarding, branch);
  advance(onboarding);
}

/** A branch that was not needed the first time is needed when its step is done anew and fails then. Older histories left it out. */
function reopenBranch(onboarding: Onboarding, id: string): void {
  const isLeftOut = onboarding.findStep(id)?.skipped === undefined && onboarding.getStepState(id).status === 'skipped';
  if (isLeftOut && patched('2026-11-reopen-branch')) onboarding.updateStep({ id }, createStepState());
}

/** A person goes on without the step. */
export function markSkipped(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.updateStep(step, { status: 'skipped', skip: undefined, redo: undefined, endedAt: now() });
  onboarding.appendTimelineEntry({ kind: 'skipped', step: step.id });
  advance(onboarding);
}

/**
 * A person wants the failed step, or the failed undo, tried again: the same effect, so the same generation, unless the
 * request was amended since.
 */
export function retryStep(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.updateStep(step, { status: 'pending', error: undefined, decideBy: undefined, isOverdue: undefined });
}

/** Time to decide about a failure has passed. Once accounts are in use no timer takes them away. */
export function expireFailureDecision(onboarding: Onboarding, step: ActivityStep): void {
  const { error } = onboarding.getStepState(step.id);
  onboarding.updateStep(step, { decideBy: undefined, isOverdue: true });
  onboarding.appendTimelineEntry({ kind: 'expired', step: step.id, note: 'nobody decided about the failure in time' });
  const reason = `${step.title}: ${error?.message ?? 'failed'}; nobody decided in time`;
  if (!onboarding.isPastPivot) onboarding.terminate({ outcome: 'rolled-back', reason });
  else {
    const { attention: escalationContacts } = onboarding.input.plan;
    onboarding.notify({
      key: `${step.id}/undecided`,
      kind: 'escalated',
      step: step.id,
      to: escalationContacts,
      note: reason,
    });
  }
}

export function startUndo(onboarding: Onboarding, step: ActivityStep): EffectInput {
  const { generation, undoNext = generation } = onboarding.getStepState(step.id);
  onboarding.updateStep(step, { status: 'undoing', undoNext });
  return buildEffectCall(onboarding.input, step, undoNext);
}

/** One generation is taken back; the step is undone with the oldest of them. */
export function completeUndo(onboarding: Onboarding, step: ActivityStep): void {
  const { undoNext = 0, armedFrom = undoNext } = onboarding.getStepState(step.id);
  if (undoNext > armedFrom) onboarding.updateStep(step, { undoNext: undoNext - 1 });
  else {
    disarm(onboarding, step);
    onboarding.updateStep(step, { status: 'undone', endedAt: now() });
    onboarding.appendTimelineEntry({ kind: 'undone', step: step.id });
  }
}

export function failUndo(onboarding: Onboarding, step: ActivityStep, error: StepError): void {
  onboarding.updateStep(step, { status: 'undo-failed', error });
  onboarding.appendTimelineEntry({ kind: 'undo-failed', step: step.id, note: error.message });
  notifyOwner(onboarding, step, 'undo-failed', error);
}

/** A person accepts that this effect is left behind. */
export function abandonUndo(onboarding: Onboarding, step: ResolvedStep, note: string): void {
  disarm(onboarding, step);
  onboarding.updateStep(step, { status: 'failed', endedAt: now(), note });
}

function disarm(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.updateStep(step, { armed: false, armedFrom: undefined, undoNext: undefined, redo: undefined });
}

function notifyOwner(onboarding: Onboarding, step: ActivityStep, what: string, { message }: StepError): void {
  const to = step.owner?.people ?? onboarding.input.plan.attention;
  onboarding.notify({ key: `${step.id}/${what}`, kind: 'needs-attention', step: step.id, to, note: message });
}
