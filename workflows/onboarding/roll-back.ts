import { condition } from '@temporalio/workflow';
import type { ResolvedStep, TaskStep } from '../../src/domain/plan/types';
import { attend } from './human-wait-loop';
import { dependentsOf } from '../../src/domain/onboarding/step-graph';
import type { Onboarding } from './onboarding';
import { undoArmed } from './compensation';
import { openCounter } from './transitions/human-wait';

/** Undoes every effect that may exist: an effect only after all that came after it, independent ones in parallel. */
export async function rollBack(onboarding: Onboarding): Promise<void> {
  const dependents = dependentsOf(onboarding.steps);
  const undo = async (step: ResolvedStep): Promise<void> => {
    if (step.kind === 'approval') return;
    const after = [...(dependents.get(step.id) ?? [])];
    await condition(() => after.every((id) => !onboarding.step(id).armed));
    if (step.kind === 'activity') await undoArmed(onboarding, step);
    else await counter(onboarding, step);
  };
  await Promise.all(onboarding.steps.map(undo));
}

/** What a person did, a person takes back. */
async function counter(onboarding: Onboarding, step: TaskStep): Promise<void> {
  const state = onboarding.step(step.id);
  if (!state.armed) return;
  if (state.status !== 'undoing') openCounter(onboarding, step);
  await attend(onboarding, step);
}
