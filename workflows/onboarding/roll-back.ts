import { condition } from '@temporalio/workflow';
import type { ResolvedStep, TaskStep } from '../../src/domain/plan/resolved-plan';
import { runHumanStep } from './run-human-step';
import { isArmed } from '../../src/domain/onboarding/step-state';
import { findDependents } from '../../src/domain/onboarding/step-graph';
import type { Onboarding } from './onboarding';
import { undoArmedGenerations } from './compensation';
import { openUndoTask } from '../../src/domain/onboarding/human-wait';

/** Undoes every possible effect, each after all effects that follow it; independent ones in parallel. */
export async function rollBack(onboarding: Onboarding): Promise<void> {
  const dependents = findDependents(onboarding.steps);
  const undo = async (step: ResolvedStep): Promise<void> => {
    if (step.kind === 'approval') return;
    const after = [...(dependents.get(step.id) ?? [])];
    await condition(() => after.every((id) => !isArmed(onboarding.getStepState(id))));
    if (step.kind === 'activity') await undoArmedGenerations(onboarding, step);
    else await runUndoTask(onboarding, step);
  };
  await Promise.all(onboarding.steps.map(undo));
}

/** Opens the undo task: the work of a person is undone by a person. */
async function runUndoTask(onboarding: Onboarding, step: TaskStep): Promise<void> {
  const state = onboarding.getStepState(step.id);
  if (!isArmed(state)) return;
  if (state.status !== 'undoing') openUndoTask(onboarding, step);
  await runHumanStep(onboarding, step);
}
