import type { StepStatus } from '../status';

interface Step {
  id: string;
  kind: 'activity' | 'approval' | 'task';
  status: StepStatus;
  armed?: boolean;
}

/**
 * Steps that have had an effect, or may be having it now. What failed has none that counts: it is taken back before it is
 * tried with other data.
 */
export const listStartedSteps = (steps: readonly Step[]): string[] =>
  steps
    .filter(({ kind, status, armed }) => kind !== 'approval' && (isStarted(status) || (armed && status !== 'failed')))
    .map(({ id }) => id);

const isStarted = (status: StepStatus): boolean => status === 'running' || status === 'done';

/** Whether every approval was given: from then on only what has no effect yet may change. */
export const isFullyApproved = (steps: readonly Step[]): boolean =>
  steps.every(({ kind, status }) => kind !== 'approval' || status === 'done' || status === 'skipped');
