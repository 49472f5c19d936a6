import type { ResolvedStep } from '../plan/resolved-plan';
import type { OnboardingStatus, StepStatus } from '../status';
import type { EngineState } from './state';
import type { StepState } from './step-state';

const COMPLETE_STATUSES: readonly StepStatus[] = ['done', 'skipped'];

/** True if the step is done or skipped, and neither a redo nor the undo of a step that is left out is due. */
export const isDoneOrSkipped = ({ status, effect, failure }: StepState): boolean =>
  effect?.redo === undefined &&
  !(effect?.armed === true && failure?.isSkipRequested === true) &&
  COMPLETE_STATUSES.includes(status);

/** True if successors may start: the step is done or skipped, and so is the branch it led to. */
export function isComplete(state: EngineState, id: string): boolean {
  const step = state.steps[id];
  if (step === undefined || !isDoneOrSkipped(step)) return false;
  const branchedTo = step.outcome?.branchedTo;
  return branchedTo === undefined || isComplete(state, branchedTo);
}

export function deriveStatus(steps: readonly ResolvedStep[], state: EngineState): OnboardingStatus {
  const { termination, closedAt } = state;
  if (closedAt !== undefined) return termination?.outcome ?? 'completed';
  if (Object.values(state.steps).some((step) => step.status === 'undo-failed')) return 'needs-attention';
  if (termination !== undefined) return 'rolling-back';
  if (Object.values(state.steps).some((step) => step.status === 'failed')) return 'needs-attention';

  const hasStarted = steps.some(
    ({ id, kind }) => kind !== 'approval' && state.steps[id]?.times?.startedAt !== undefined,
  );
  if (hasStarted) return 'in-progress';
  const isUndecided = steps.some(({ id, kind }) => kind === 'approval' && !isComplete(state, id));
  return isUndecided ? 'awaiting-approval' : 'scheduled';
}
