import { sql } from 'kysely';
import type { Readiness } from '../domain/status';
import type { OnboardingView } from '../domain/onboarding/view';

/**
 * Readiness at this moment: time alone makes an onboarding late, without waking its workflow.
 * For statements that read `onboardings`.
 */
export const currentReadiness = sql<Readiness>`case
  when onboardings.closed_at is not null then onboardings.readiness
  when onboardings.late_at <= now() then 'late'
  when onboardings.at_risk_at <= now() then 'at-risk'
  else onboardings.readiness end`;

/** Applies the current readiness to the view, with the step that causes it. */
export function applyReadiness(view: OnboardingView, readiness: Readiness): OnboardingView {
  if (readiness === view.readiness) return view;
  return { ...view, readiness, readinessCause: readiness === 'late' ? view.lateCause : view.atRiskCause };
}
