import type { OnboardingView } from '../onboarding/view';

/** Result of an update: the current onboarding and the differences to the previous plan. */
export interface PlanChangeResult {
  /** With an empty `timeline`. */
  view: OnboardingView;
  /** Instants that moved, by step. */
  moved: { step: string; field: 'startAt' | 'dueAt'; from?: string; to?: string }[];
  /** Steps that are undone, repeated or reopened. */
  redone: string[];
}

type StepDates = { id: string; startAt?: string; dueAt?: string };

/** Diffs `startAt` and `dueAt` between two plans, in the order of the new plan. */
export function diffStepDates(before: readonly StepDates[], after: readonly StepDates[]): PlanChangeResult['moved'] {
  return after.flatMap((step) => {
    const old = before.find(({ id }) => id === step.id);
    return (['startAt', 'dueAt'] as const)
      .filter((field) => old?.[field] !== step[field])
      .map((field) => ({ step: step.id, field, from: old?.[field], to: step[field] }));
  });
}
