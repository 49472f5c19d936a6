import { condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/contract/plan';
import { errorOf, undoEffect } from './effects';
import { dependentsOf } from './graph';
import type { Onboarding } from './onboarding';

/** Undoes every effect that may exist: an effect only after all that came after it, independent ones in parallel. */
export async function rollBack(onboarding: Onboarding): Promise<void> {
  const dependents = dependentsOf(onboarding.steps);
  const undo = async (step: ActivityStep): Promise<void> => {
    const after = [...(dependents.get(step.id) ?? [])];
    await condition(() => after.every((id) => !onboarding.step(id).armed));
    await undoUntilSettled(onboarding, step);
  };
  await Promise.all(onboarding.steps.filter((step) => step.kind === 'activity').map(undo));
}

/** An undo that keeps failing waits, visibly, for a person who has it retried or accepts what is left. */
async function undoUntilSettled(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const state = onboarding.step(step.id);
  while (state.armed) {
    if (state.status === 'undo-failed') await condition(() => state.status !== 'undo-failed');
    else await undoOnce(onboarding, step);
  }
}

async function undoOnce(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  try {
    await undoEffect(step, onboarding.undoing(step));
    onboarding.undone(step);
  } catch (error) {
    onboarding.undoFailed(step, errorOf(error));
  }
}
