import type { ResolvedStep } from '../../src/contract/plan';
import type { OnboardingStatus, StepStatus } from '../../src/contract/status';
import type { EngineState, StepState } from './state';

const SETTLED: readonly StepStatus[] = ['done', 'skipped'];
const UNTOUCHED: readonly StepStatus[] = ['pending', 'waiting', 'skipped'];

/** Whether steps that come after this one may start. */
export const isSettled = (step: StepState | undefined): boolean => step !== undefined && SETTLED.includes(step.status);

/** The onboarding's status follows from its steps and from why it is ending. */
export function statusOf(steps: readonly ResolvedStep[], state: EngineState): OnboardingStatus {
  const { ending, closedAt } = state;
  if (closedAt !== undefined) return ending?.outcome ?? 'completed';
  if (Object.values(state.steps).some((step) => step.status === 'undo-failed')) return 'needs-attention';
  if (ending !== undefined) return 'rolling-back';
  if (Object.values(state.steps).some((step) => step.status === 'failed')) return 'needs-attention';

  const started = steps.some((step) => step.kind !== 'approval' && !UNTOUCHED.includes(statusIn(state, step)));
  if (started) return 'in-progress';
  const undecided = steps.some((step) => step.kind === 'approval' && !isSettled(state.steps[step.id]));
  return undecided ? 'awaiting-approval' : 'scheduled';
}

const statusIn = (state: EngineState, step: ResolvedStep): StepStatus => state.steps[step.id]?.status ?? 'pending';
