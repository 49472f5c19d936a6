import type { OnboardingInput } from './plan/resolved-plan';
import type { OnboardingStatus } from './status';

/** Filters in Temporal. No personal data: search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  status: { name: 'FirstdayStatus', type: 'KEYWORD' },
  plan: { name: 'FirstdayPlan', type: 'KEYWORD' },
  department: { name: 'FirstdayDepartment', type: 'KEYWORD' },
  location: { name: 'FirstdayLocation', type: 'KEYWORD' },
  startDate: { name: 'FirstdayStartDate', type: 'DATETIME' },
} as const;

/** Lists the search attributes of an onboarding, each with its present value. */
export const listSearchAttributes = (
  { request, plan }: Pick<OnboardingInput, 'request' | 'plan'>,
  status: OnboardingStatus,
) => [
  { key: SEARCH_ATTRIBUTES.status, value: status },
  { key: SEARCH_ATTRIBUTES.plan, value: plan.name },
  { key: SEARCH_ATTRIBUTES.department, value: request.job.department },
  { key: SEARCH_ATTRIBUTES.location, value: request.job.location },
  { key: SEARCH_ATTRIBUTES.startDate, value: new Date(plan.dayOne.startsAt) },
];
