import { sql } from 'kysely';
import type { Readiness } from '../domain/status';
import type { OnboardingView } from '../domain/onboarding/view';

/**
 * Readiness as it is at this moment: time alone makes an onboarding late, and its workflow need not wake for that.
 * For statements that read `onboardings`.
 */
export const readinessNow = sql<Readiness>`case
  when onboardings.closed_at is not null then onboardings.readiness
  when onboardings.late_at <= now() then 'late'
  when onboardings.at_risk_at <= now() then 'at-risk'
  else onboardings.readiness end`;

/** The view with the readiness of this moment, and the step to blame for it. */
export function withReadiness(view: OnboardingView, readiness: Readiness): OnboardingView {
  if (readiness === view.readiness) return view;
  return { ...view, readiness, readinessCause: readiness === 'late' ? view.lateCause : view.atRiskCause };
}
