import type { StepStatus } from '../status';

interface Step {
  id: string;
  kind: 'activity' | 'approval' | 'task';
  status: StepStatus;
  armed?: boolean;
}

/**
 * Lists the steps that have had, or may be having, an effect. Excludes failed steps: they are undone before a retry
 * with other data.
 */
export const listStartedSteps = (steps: readonly Step[]): string[] =>
  steps
    .filter(({ kind, status, armed }) => kind !== 'approval' && (isStarted(status) || (armed && status !== 'failed')))
    .map(({ id }) => id);

const isStarted = (status: StepStatus): boolean => status === 'running' || status === 'done';

/** True if every approval is done or skipped. */
export const isFullyApproved = (steps: readonly Step[]): boolean =>
  steps.every(({ kind, status }) => kind !== 'approval' || status === 'done' || status === 'skipped');
