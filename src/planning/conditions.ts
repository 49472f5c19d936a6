import { DateTime } from 'luxon';
import type { OnboardingRequest } from '../domain/request';

/** A request with what planning worked out about it: what conditions and settings are decided by. */
export interface OnboardingFacts {
  request: OnboardingRequest;
  equipmentCostCents: number;
}

/** Decides whether a step belongs to an onboarding; the label is shown where it does not. */
export interface Condition {
  label: string;
  holds(onboarding: OnboardingFacts): boolean;
}

/** Equipment of the request costs more than so much, in the company's currency. */
export const equipmentCostsMoreThan = (amount: number): Condition => ({
  label: `equipment costs more than ${String(amount)}`,
  holds: ({ equipmentCostCents }) => equipmentCostCents > amount * 100,
});

/** Whoever works remotely gets what others collect in the office. */
export const worksRemotely: Condition = { label: 'works remotely', holds: ({ request }) => request.job.remote };

/** Whoever comes to the office needs what is there. @public */
export const worksInTheOffice: Condition = {
  label: 'works in the office',
  holds: ({ request }) => !request.job.remote,
};

/** The request is for one of these kinds of employment. */
export const employedAs = (...types: OnboardingRequest['job']['employmentType'][]): Condition => ({
  label: `employed as ${types.join(' or ')}`,
  holds: ({ request }) => types.includes(request.job.employmentType),
});

/** The contract runs for more than so many months; one without a last day says nothing about its length. */
export const contractLongerThan = ({ months }: { months: number }): Condition => ({
  label: `contract is longer than ${String(months)} months`,
  holds: ({ request: { startDate, job } }) =>
    // The last day is worked, too: from 1 March to 31 August are six months, and not more.
    job.endDate !== undefined && job.endDate >= (DateTime.fromISO(startDate).plus({ months }).toISODate() ?? ''),
});

/** Picks by the request's department, whatever its case; `otherwise` where none matches. */
export const byDepartment =
  <Value>(choices: Readonly<Record<string, Value>>, otherwise: Value) =>
  ({ request }: OnboardingFacts): Value =>
    choices[request.job.department.toLowerCase()] ?? otherwise;
