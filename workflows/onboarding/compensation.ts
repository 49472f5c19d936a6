import { CancellationScope, condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/domain/plan/resolved-plan';
import { failUndo, startUndo, completeUndo } from './transitions/activity-step';
import { toStepError, undoEffect } from './activity-calls';
import type { Onboarding } from './onboarding';

/**
 * Undoes what the step may have done while the onboarding goes on: before a branch, a skip, or another run for another
 * date. What is begun is ended even when the onboarding ends meanwhile; the rollback takes up the rest.
 */
export async function undoStep(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  await undoArmedGenerations(onboarding, step, () => onboarding.termination === undefined);
  if (onboarding.termination === undefined) onboarding.updateStep(step, { status: 'pending', redo: undefined });
}

/** An undo that keeps failing waits, visibly, for a person who has it retried or accepts what is left. */
export async function undoArmedGenerations(
  onboarding: Onboarding,
  step: ActivityStep,
  canContinue = (): boolean => true,
): Promise<void> {
  const state = onboarding.getStepState(step.id);
  while (state.armed && canContinue()) {
    if (state.status === 'undo-failed') await condition(() => state.status !== 'undo-failed');
    else await CancellationScope.nonCancellable(() => undoOneGeneration(onboarding, step));
  }
}

/** One undo of one generation, with whatever becomes of it. */
async function undoOneGeneration(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  try {
    await undoEffect(step, startUndo(onboarding, step));
    completeUndo(onboarding, step);
  } catch (error) {
    failUndo(onboarding, step, toStepError(error));
  }
}
