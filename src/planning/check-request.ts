import type { Instant, ResolvedPlan } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { findOwn } from '../domain/find-own';
import { createInvalidRequestError } from '../lib/errors';
import { type ApproverRule, isKnownApprover } from './approver-rule';
import type { BusinessCalendar, CalendarCache } from './business-calendar';
import type { PlanDefinition } from './dsl';
import type { Location } from './locations';
import type { PlanningFacts } from './planning-facts';

const MAX_YEARS_AHEAD = 2;
const DEFAULT_CURRENCY = 'EUR';

export interface ReferenceData {
  locations: Readonly<Record<string, Location>>;
  plans: readonly PlanDefinition[];
  calendars: CalendarCache;
  approvers: ApproverRule;
}

/**
 * Checks the parts of a request that no schema can: referenced names exist, dates are possible.
 * @returns the location of the request
 * @throws FirstdayError `invalid-request` with every field error
 */
export function checkRequest(request: OnboardingRequest, facts: PlanningFacts, referenceData: ReferenceData): Location {
  const location = findLocation(request.job, referenceData.locations);
  const errors = listRequestErrors(request, facts, referenceData);
  if (location === undefined || errors.length > 0) throw createInvalidRequestError(errors);
  return location;
}

export function listRequestErrors(
  request: OnboardingRequest,
  facts: PlanningFacts,
  referenceData: ReferenceData,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = referenceData.plans.map((plan) => plan.name);
  if (request.plan !== undefined && !names.includes(request.plan)) {
    errors.push(createFieldError('plan', 'choice', { allowed: names }));
  }
  errors.push(...checkEquipment(request, facts));
  request.trainings?.forEach((training, index) => {
    if (facts.trainings.includes(training)) return;
    errors.push(createFieldError(`trainings.${String(index)}`, 'training.unknown', {}));
  });
  const { isStrict } = referenceData.approvers;
  if (isStrict && !isKnownApprover(request.manager.email, facts.people, referenceData.approvers))
    errors.push(createFieldError('manager.email', 'manager.not-approver', {}));
  const location = findLocation(request.job, referenceData.locations);
  if (location === undefined) {
    errors.push(createFieldError('job.location', 'choice', { allowed: Object.keys(referenceData.locations) }));
  } else errors.push(...checkStartDate(request.startDate, facts.now, referenceData.calendars.get(location)));
  if (isContractEndTooEarly(request, request.startDate)) {
    errors.push(createFieldError('job.endDate', 'end-date.before-start', { startDate: request.startDate }));
  }
  return errors;
}

export const findLocation = (
  { location }: { location: string },
  locations: ReferenceData['locations'],
): Location | undefined => findOwn(locations, location);

/** True if the contract ends before the start date. A contract for one day ends on it. */
export const isContractEndTooEarly = ({ job }: OnboardingRequest, startDate: string): boolean =>
  job.endDate !== undefined && job.endDate < startDate;

/** Accepts dates from today, in the location's time zone, to `MAX_YEARS_AHEAD` years ahead. */
export function checkStartDate(startDate: string, now: Instant, calendar: BusinessCalendar): FieldError[] {
  const today = calendar.toLocalDate(now);
  const furthest = `${String(Number(today.slice(0, 4)) + MAX_YEARS_AHEAD)}${today.slice(4)}`;
  if (startDate < today) return [createFieldError('startDate', 'start-date.in-past', { today })];
  if (startDate > furthest) return [createFieldError('startDate', 'too-far-ahead', { years: MAX_YEARS_AHEAD })];
  return [];
}

/** Refuses prices in several currencies: their sum would be no amount, and no budget rule could compare it. */
function checkEquipment({ equipment = [] }: OnboardingRequest, { prices }: PlanningFacts): FieldError[] {
  const currency = equipment.flatMap((model) => findOwn(prices, model) ?? [])[0]?.currency;
  return equipment.flatMap((model, index) => {
    const field = `equipment.${String(index)}`;
    const price = findOwn(prices, model);
    if (price === undefined) return [createFieldError(field, 'model.unknown', {})];
    if (price.hasOtherCurrencies) return [createFieldError(field, 'price.several-currencies', {})];
    return price.currency === currency || currency === undefined
      ? []
      : [createFieldError(field, 'price.other-currency', { currency: price.currency, expected: currency })];
  });
}

/** Sums the inventory prices of the requested equipment, which `listRequestErrors` has found to be in one currency. */
export function computeEquipmentCost(request: OnboardingRequest, facts: PlanningFacts): ResolvedPlan['cost'] {
  const prices = (request.equipment ?? []).flatMap((model) => findOwn(facts.prices, model) ?? []);
  const amountCents = prices.reduce((sum, { priceCents }) => sum + priceCents, 0);
  return { amountCents, currency: prices[0]?.currency ?? DEFAULT_CURRENCY };
}
