import { DateTime } from 'luxon';
import { findOwn } from '../domain/find-own';
import { createReason, type Reason } from '../domain/reasons/reason';
import type { OnboardingRequest } from '../domain/request';

/** A request with derived facts, as input for conditions and settings. */
export interface OnboardingFacts {
  request: OnboardingRequest;
  equipmentCostCents: number;
}

/**
 * Decides if a step belongs to an onboarding. `reason` completes "Only if …" at a skipped step. A condition of your own may
 * have a code of its own, with its text in the parameter `message`, in one language or in all.
 */
export interface Condition {
  reason: Reason;
  holds(onboarding: OnboardingFacts): boolean;
}

/** `amount` is in whole currency units, not cents. */
export const equipmentCostsMoreThan = (amount: number): Condition => ({
  reason: createReason('condition.equipment-costs-more-than', { amount }),
  holds: ({ equipmentCostCents }) => equipmentCostCents > amount * 100,
});

export const worksRemotely: Condition = {
  reason: createReason('condition.works-remotely', {}),
  holds: ({ request }) => request.job.remote,
};

/** @public */
export const worksInTheOffice: Condition = {
  reason: createReason('condition.works-in-office', {}),
  holds: ({ request }) => !request.job.remote,
};

export const employedAs = (...types: OnboardingRequest['job']['employmentType'][]): Condition => ({
  reason: createReason('condition.employed-as', { types }),
  holds: ({ request }) => types.includes(request.job.employmentType),
});

/** False for a contract without an end date. */
export const contractLongerThan = ({ months }: { months: number }): Condition => ({
  reason: createReason('condition.contract-longer-than', { months }),
  holds: ({ request: { startDate, job } }) =>
    // The last day is worked: 1 March to 31 August is six months, not more.
    job.endDate !== undefined && job.endDate >= (DateTime.fromISO(startDate).plus({ months }).toISODate() ?? ''),
});

/** Matches the department in lower case, so keys of `choices` must be lowercase. Falls back to `otherwise`. */
export const byDepartment =
  <Value>(choices: Readonly<Record<string, Value>>, otherwise: Value) =>
  ({ request }: OnboardingFacts): Value =>
    findOwn(choices, request.job.department.toLowerCase()) ?? otherwise;
