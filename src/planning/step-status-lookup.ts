import type { ReplanInput } from '../domain/planning-activities';
import type { StepStatus } from '../domain/status';

/** Step status as known to a replan request: `done` if begun or approved, else undefined. */
export const createStatusLookup =
  ({ plan, isFullyApproved, startedSteps }: ReplanInput) =>
  (id: string): StepStatus | undefined => {
    const isDecided = isFullyApproved && plan.steps.some((step) => step.id === id && step.kind === 'approval');
    return isDecided || startedSteps.includes(id) ? 'done' : undefined;
  };
