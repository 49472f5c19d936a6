import { CancellationScope, condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/domain/plan/types';
import { undoFailed, undoing, undone } from './transitions/activity-step';
import { errorOf, undoEffect } from './activity-calls';
import type { Onboarding } from './onboarding';

/**
 * Undoes what the step may have done while the onboarding goes on: before a branch, a skip, or another run for another
 * date. What is begun is ended even when the onboarding ends meanwhile; the rollback takes up the rest.
 */
export async function takeBack(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  await undoArmed(onboarding, step, () => onboarding.ending === undefined);
  if (onboarding.ending === undefined) onboarding.change(step, { status: 'pending', redo: undefined });
}

/** An undo that keeps failing waits, visibly, for a person who has it retried or accepts what is left. */
export async function undoArmed(
  onboarding: Onboarding,
  step: ActivityStep,
  mayGoOn = (): boolean => true,
): Promise<void> {
  const state = onboarding.step(step.id);
  while (state.armed && mayGoOn()) {
    if (state.status === 'undo-failed') await condition(() => state.status !== 'undo-failed');
    else await CancellationScope.nonCancellable(() => undoOnce(onboarding, step));
  }
}

/** One undo of one generation, with whatever becomes of it. */
async function undoOnce(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  try {
    await undoEffect(step, undoing(onboarding, step));
    undone(onboarding, step);
  } catch (error) {
    undoFailed(onboarding, step, errorOf(error));
  }
}
