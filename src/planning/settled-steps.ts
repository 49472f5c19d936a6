import type { ReplanCall } from '../domain/planning-activities';
import type { StepStatus } from '../domain/status';

/** Which steps of a running onboarding are behind it, as far as a call for a new plan tells. */
export const settledIn =
  ({ plan, approved, begun }: ReplanCall) =>
  (id: string): StepStatus | undefined => {
    const isDecided = approved && plan.steps.some((step) => step.id === id && step.kind === 'approval');
    return isDecided || begun.includes(id) ? 'done' : undefined;
  };
