import type { OnboardingView } from '../onboarding/view';

/** What an update answers: the onboarding as it is now, and what became different by it. */
export interface PlanChangeResult {
  /** Without its timeline. */
  view: OnboardingView;
  /** Instants that moved, by step. */
  moved: { step: string; what: 'startAt' | 'dueAt'; from?: string; to?: string }[];
  /** Steps that are taken back, done anew, or asked again. */
  redone: string[];
}

type StepDates = { id: string; startAt?: string; dueAt?: string };

/** Instants that are others after than before, in the order of the plan after. */
export function diffStepDates(before: readonly StepDates[], after: readonly StepDates[]): PlanChangeResult['moved'] {
  return after.flatMap((step) => {
    const old = before.find(({ id }) => id === step.id);
    return (['startAt', 'dueAt'] as const)
      .filter((what) => old?.[what] !== step[what])
      .map((what) => ({ step: step.id, what, from: old?.[what], to: step[what] }));
  });
}
