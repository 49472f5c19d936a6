import { CancellationScope, condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/domain/plan/resolved-plan';
import { allowRedo, failUndo, startUndo, completeUndo } from './transitions/activity-step';
import { isArmed } from '../../src/domain/onboarding/step-state';
import { toStepError, undoEffect } from './activity-calls';
import type { Onboarding } from './onboarding';

/**
 * Undoes possible effects of the step while the onboarding continues: before a branch, a skip, or a rerun for another
 * date. A started undo completes even if the onboarding terminates meanwhile; the rollback does the rest.
 */
export async function undoStep(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  await undoArmedGenerations(onboarding, step, () => onboarding.termination === undefined);
  if (onboarding.termination === undefined) allowRedo(onboarding, step);
}

/** Undoes all armed generations. A failing undo waits visibly for a person to retry it or to accept the effect. */
export async function undoArmedGenerations(
  onboarding: Onboarding,
  step: ActivityStep,
  canContinue = (): boolean => true,
): Promise<void> {
  const isUndoFailed = (): boolean => onboarding.getStepState(step.id).status === 'undo-failed';
  while (isArmed(onboarding.getStepState(step.id)) && canContinue()) {
    if (isUndoFailed()) await condition(() => !isUndoFailed());
    else await CancellationScope.nonCancellable(() => undoOneGeneration(onboarding, step));
  }
}

async function undoOneGeneration(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  try {
    await undoEffect(step, startUndo(onboarding, step));
    completeUndo(onboarding, step);
  } catch (error) {
    failUndo(onboarding, step, toStepError(error));
  }
}
