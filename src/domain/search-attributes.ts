import type { OnboardingInput } from './plan/resolved-plan';
import type { OnboardingStatus } from './status';

/** Filters in Temporal. Nothing about the hire: search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  status: { name: 'FirstdayStatus', type: 'KEYWORD' },
  plan: { name: 'FirstdayPlan', type: 'KEYWORD' },
} as const;

/** Lists the search attributes of an onboarding, each with its present value. */
export const listSearchAttributes = ({ plan }: Pick<OnboardingInput, 'plan'>, status: OnboardingStatus) => [
  { key: SEARCH_ATTRIBUTES.status, value: status },
  { key: SEARCH_ATTRIBUTES.plan, value: plan.name },
];
