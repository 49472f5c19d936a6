import type { ReplanInput } from '../domain/planning-activities';
import type { StepStatus } from '../domain/status';

/** Which steps of a running onboarding are behind it, as far as a call for a new plan tells. */
export const createStatusLookup =
  ({ plan, approved, begun }: ReplanInput) =>
  (id: string): StepStatus | undefined => {
    const isDecided = approved && plan.steps.some((step) => step.id === id && step.kind === 'approval');
    return isDecided || begun.includes(id) ? 'done' : undefined;
  };
