import type { StepState } from './step-state';
import type { StepView } from './view';

/** Ledger generations of one step: the newest effect, and the oldest that is not undone. */
export interface EffectGenerations {
  newest: number;
  oldest: number | null;
}

/**
 * Rebuilds the state of a step from its view, for a rollback. Arms the undo of every activity, even without a recorded
 * start: the lost run may have started it after its last snapshot. Undoing an effect that never happened does nothing
 * and blocks a late attempt. A task with an armed undo stays done, so that a person undoes it.
 */
export function createRecoveredStepState(step: StepView, ledger: EffectGenerations | undefined): StepState {
  const { kind, status, armed, byHand, startedAt, endedAt, decision, answers, result, error, reason, comment } = step;
  const recorded = {
    requestCount: step.requestCount,
    times: { startedAt, endedAt },
    failure: error && { error },
    outcome: { decision, answers, result, reason, comment },
  };
  const generation = Math.max(kind === 'activity' ? 1 : 0, step.generation ?? 0, ledger?.newest ?? 0);
  if (kind === 'task' && armed) return { ...recorded, status: 'done', effect: { generation, armed } };
  const hasNothingToUndo = kind !== 'activity' || status === 'skipped' || status === 'undone';
  if (hasNothingToUndo) return { ...recorded, status, effect: { generation: step.generation ?? 0, armed: false } };
  const oldestArmedGeneration = ledger?.oldest ?? generation;
  return { ...recorded, status: 'running', effect: { generation, armed: true, oldestArmedGeneration, byHand } };
}
