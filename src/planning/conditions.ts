import { DateTime } from 'luxon';
import type { Access } from '../domain/access';
import { createReason, type Reason } from '../domain/reasons/reason';
import type { OnboardingRequest } from '../domain/request';
import type { LocalizedText } from '../domain/text/localized-text';

/** A request with derived facts, as input for conditions and settings. */
export interface OnboardingFacts {
  request: OnboardingRequest;
  equipmentCostCents: number;
  /** Accounts, equipment and courses of the access profiles. */
  access: Access;
}

/**
 * Decides if a step belongs to an onboarding. `reason` completes "Only if …" at a skipped step. A condition of your own may
 * have a code of its own, with its text in the parameter `message`, in one language or in all.
 */
export interface Condition {
  reason: Reason;
  holds(onboarding: OnboardingFacts): boolean;
}

/** One of several things for which a step runs, each with its own effect, retries and undo. */
export interface GroupElement {
  /** Completes the id of the step: letters, digits, dots, hyphens. */
  code: string;
  /** Completes the title of the step. */
  title: LocalizedText;
  /** Settings of the activity, unless the step computes them itself. */
  settings?: unknown;
}

/** Lists the elements of a step with `forEach`. `reason` completes "For each …" in the description of the plan. */
export interface ElementList {
  reason: Reason;
  list(onboarding: OnboardingFacts): readonly GroupElement[];
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
