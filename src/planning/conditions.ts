import { DateTime } from 'luxon';
import type { OnboardingRequest } from '../domain/request';

/** A request with derived facts, as input for conditions and settings. */
export interface OnboardingFacts {
  request: OnboardingRequest;
  equipmentCostCents: number;
}

/** Decides if a step belongs to an onboarding. The label is shown as the reason of a skipped step. */
export interface Condition {
  label: string;
  holds(onboarding: OnboardingFacts): boolean;
}

/** `amount` is in whole currency units, not cents. */
export const equipmentCostsMoreThan = (amount: number): Condition => ({
  label: `equipment costs more than ${String(amount)}`,
  holds: ({ equipmentCostCents }) => equipmentCostCents > amount * 100,
});

export const worksRemotely: Condition = { label: 'works remotely', holds: ({ request }) => request.job.remote };

/** @public */
export const worksInTheOffice: Condition = {
  label: 'works in the office',
  holds: ({ request }) => !request.job.remote,
};

export const employedAs = (...types: OnboardingRequest['job']['employmentType'][]): Condition => ({
  label: `employed as ${types.join(' or ')}`,
  holds: ({ request }) => types.includes(request.job.employmentType),
});

/** False for a contract without an end date. */
export const contractLongerThan = ({ months }: { months: number }): Condition => ({
  label: `contract is longer than ${String(months)} months`,
  holds: ({ request: { startDate, job } }) =>
    // The last day is worked: 1 March to 31 August is six months, not more.
    job.endDate !== undefined && job.endDate >= (DateTime.fromISO(startDate).plus({ months }).toISODate() ?? ''),
});

/** Matches the department in lower case, so keys of `choices` must be lowercase. Falls back to `otherwise`. */
export const byDepartment =
  <Value>(choices: Readonly<Record<string, Value>>, otherwise: Value) =>
  ({ request }: OnboardingFacts): Value =>
    choices[request.job.department.toLowerCase()] ?? otherwise;
