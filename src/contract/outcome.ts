import type { OnboardingView } from './view';

/** What an update answers: the onboarding as it is now, and what became different by it. */
export interface PlanChange {
  /** Without its timeline. */
  view: OnboardingView;
  /** Instants that moved, by step. */
  moved: { step: string; what: 'startAt' | 'dueAt'; from?: string; to?: string }[];
  /** Steps that are taken back, done anew, or asked again. */
  redone: string[];
}
