import { sql } from 'kysely';
import type { Readiness } from '../domain/status';
import type { OnboardingView } from '../domain/onboarding/view';

/** Ten minutes without a success. */
const hasFailedLong = sql`first_failed_at <= now() - interval '10 minutes'`;

/** Excludes the undos of a rollback: nobody waits for its first day. */
const hasLongFailingStep = sql<boolean>`(onboardings.status <> 'rolling-back' and exists (select ${fromLongFailing()}))`;

/**
 * Changes of readiness without a change of the workflow: by time alone, and by a step whose attempts have been failing for
 * ten minutes, which its workflow does not hear of. For statements that read `onboardings`, here of open ones.
 */
export const openReadiness = sql<Readiness>`case
  when onboardings.late_at <= now() then 'late'
  when onboardings.at_risk_at <= now() then 'at-risk'
  when onboardings.readiness = 'on-track' and ${hasLongFailingStep} then 'at-risk'
  else onboardings.readiness end`;

/** Readiness at this moment, also of a closed onboarding. */
export const currentReadiness = sql<Readiness>`case
  when onboardings.closed_at is not null then onboardings.readiness else ${openReadiness} end`;

/** The step that has been failing for longest. */
export const longFailingStep = sql<
  string | null
>`(select failing.step ${fromLongFailing()} order by first_failed_at limit 1)`;

/** True for onboardings with such a step, few at any time. An array, since a subquery within an `or` uses no index. */
export const mayBeFailingLong = sql<boolean>`onboardings.id = any(array(
  select onboarding_id from failed_attempts where ${hasFailedLong}))`;

function fromLongFailing() {
  return sql`from failed_attempts as failing
    where failing.onboarding_id = onboardings.id and ${hasFailedLong}`;
}

/** Applies the current readiness to the view, with the step that causes it. */
export function applyReadiness(view: OnboardingView, readiness: Readiness, failingStep: string | null): OnboardingView {
  if (readiness === view.readiness) return view;
  const readinessCause = readiness === 'late' ? view.lateCause : (failingStep ?? view.atRiskCause);
  return { ...view, readiness, readinessCause };
}
