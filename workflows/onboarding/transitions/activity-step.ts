import { patched } from '@temporalio/workflow';
import type { ActivityStep, EffectCall, ResolvedStep } from '../../../src/domain/plan/types';
import type { StepError } from '../../../src/domain/onboarding/view';
import { callOf } from '../activity-calls';
import { now, type Onboarding } from '../onboarding';
import { settle } from '../advance';
import { firstStepState } from '../../../src/domain/onboarding/state';

/** What can happen to a step that changes another system. Each function is one transition. */

/** The step waits for its instant. */
export function waits(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.change(step, { status: 'waiting' });
}

/** Arms the undo and gives what the activity is to be called with. Must come before the activity is scheduled. */
export function begin(onboarding: Onboarding, step: ActivityStep): EffectCall {
  const { armed, armedFrom, generation: last, redo } = onboarding.step(step.id);
  // Nobody knows whether an armed effect happened: only a confirmed undo, or a redo, opens the next generation.
  const generation = armed && redo !== true ? last : last + 1;
  onboarding.change(step, {
    status: 'running',
    generation,
    armed: true,
    armedFrom: armedFrom ?? generation,
    redo: undefined,
    startedAt: now(),
    error: undefined,
  });
  onboarding.record({ kind: 'started', step: step.id });
  return callOf(onboarding.input, step, generation, onboarding.state);
}

export function done(onboarding: Onboarding, step: ActivityStep, result: unknown): void {
  onboarding.change(step, { status: 'done', endedAt: now(), result: result ?? undefined });
  onboarding.record({ kind: 'done', step: step.id });
  settle(onboarding);
}

/** A wait for an instant is over before it came. */
export function interrupted(onboarding: Onboarding, id: string): void {
  const { status, wait } = onboarding.step(id);
  if (status === 'waiting' && wait === undefined) onboarding.change({ id }, { status: 'pending' });
}

/**
 * What a failure leads to: the branch that the plan names for it; or its owner decides, where the plan gives time for that
 * or somebody works with what was prepared; or everything is rolled back.
 */
export function failed(onboarding: Onboarding, step: ActivityStep, error: StepError): void {
  onboarding.change(step, { status: 'failed', endedAt: now(), error });
  onboarding.record({ kind: 'failed', step: step.id, note: error.message });
  if (branchFor(step, error) !== undefined) return;
  if (onboarding.isPastPivot || step.decideWithin !== undefined) askOwner(onboarding, step, 'failed', error);
  else onboarding.end({ outcome: 'rolled-back', reason: `${step.title}: ${error.message}` });
}

export const branchFor = (step: ActivityStep, error: StepError | undefined): string | undefined =>
  error === undefined ? undefined : step.onFailure?.[error.type];

/** The step is left out, and the branch is taken in its place. */
export function branched(onboarding: Onboarding, step: ActivityStep, branch: string): void {
  const { error } = onboarding.step(step.id);
  onboarding.change(step, { status: 'skipped', branchedTo: branch, note: error?.message });
  onboarding.record({ kind: 'branched', step: step.id, note: `to ${branch}` });
  reopenBranch(onboarding, branch);
  settle(onboarding);
}

/** A branch that was not needed the first time is needed when its step is done anew and fails then. Older histories left it out. */
function reopenBranch(onboarding: Onboarding, id: string): void {
  const isLeftOut = onboarding.planned(id)?.skipped === undefined && onboarding.step(id).status === 'skipped';
  if (isLeftOut && patched('2026-11-reopen-branch')) onboarding.change({ id }, firstStepState());
}

/** A person goes on without the step. */
export function skipped(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.change(step, { status: 'skipped', skip: undefined, redo: undefined, endedAt: now() });
  onboarding.record({ kind: 'skipped', step: step.id });
  settle(onboarding);
}

/**
 * A person wants the failed step, or the failed undo, tried again: the same effect, so the same generation, unless the
 * request was amended since.
 */
export function retry(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.change(step, { status: 'pending', error: undefined, decideBy: undefined, isOverdue: undefined });
}

/** Time to decide about a failure has passed. Once accounts are in use no timer takes them away. */
export function undecided(onboarding: Onboarding, step: ActivityStep): void {
  const { error } = onboarding.step(step.id);
  onboarding.change(step, { decideBy: undefined, isOverdue: true });
  onboarding.record({ kind: 'expired', step: step.id, note: 'nobody decided about the failure in time' });
  const reason = `${step.title}: ${error?.message ?? 'failed'}; nobody decided in time`;
  if (!onboarding.isPastPivot) onboarding.end({ outcome: 'rolled-back', reason });
  else {
    const { attention } = onboarding.input.plan;
    onboarding.notify({ key: `${step.id}/undecided`, kind: 'escalated', step: step.id, to: attention, note: reason });
  }
}

export function undoing(onboarding: Onboarding, step: ActivityStep): EffectCall {
  const { generation, undoNext = generation } = onboarding.step(step.id);
  onboarding.change(step, { status: 'undoing', undoNext });
  return callOf(onboarding.input, step, undoNext);
}

/** One generation is taken back; the step is undone with the oldest of them. */
export function undone(onboarding: Onboarding, step: ActivityStep): void {
  const { undoNext = 0, armedFrom = undoNext } = onboarding.step(step.id);
  if (undoNext > armedFrom) onboarding.change(step, { undoNext: undoNext - 1 });
  else {
    disarm(onboarding, step);
    onboarding.change(step, { status: 'undone', endedAt: now() });
    onboarding.record({ kind: 'undone', step: step.id });
  }
}

export function undoFailed(onboarding: Onboarding, step: ActivityStep, error: StepError): void {
  onboarding.change(step, { status: 'undo-failed', error });
  onboarding.record({ kind: 'undo-failed', step: step.id, note: error.message });
  askOwner(onboarding, step, 'undo-failed', error);
}

/** A person accepts that this effect is left behind. */
export function accepted(onboarding: Onboarding, step: ResolvedStep, note: string): void {
  disarm(onboarding, step);
  onboarding.change(step, { status: 'failed', endedAt: now(), note });
}

function disarm(onboarding: Onboarding, step: ResolvedStep): void {
  onboarding.change(step, { armed: false, armedFrom: undefined, undoNext: undefined, redo: undefined });
}

function askOwner(onboarding: Onboarding, step: ActivityStep, what: string, { message }: StepError): void {
  const to = step.owner?.people ?? onboarding.input.plan.attention;
  onboarding.notify({ key: `${step.id}/${what}`, kind: 'needs-attention', step: step.id, to, note: message });
}
