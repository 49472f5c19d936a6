import type { Instant, ResolvedPlan } from '../domain/plan/types';
import type { OnboardingRequest } from '../domain/request';
import { type FieldError, FirstdayError } from '../lib/errors';
import type { BusinessCalendar, Calendars } from './calendar';
import type { PlanDefinition } from './dsl';
import type { Location } from './locations';
import type { PlanningFacts } from './planner';

const FURTHEST_YEARS = 2;
const DEFAULT_CURRENCY = 'EUR';

/** What there is to name. */
export interface Known {
  locations: Readonly<Record<string, Location>>;
  plans: readonly PlanDefinition[];
  calendars: Calendars;
}

/**
 * What a schema alone cannot know about a request: does what it names exist, are its dates possible.
 * @returns the location. @throws FirstdayError `invalid-request` with every field at fault.
 */
export function checkRequest(request: OnboardingRequest, facts: PlanningFacts, known: Known): Location {
  const location = locationOf(request.job, known.locations);
  const faults = requestFaults(request, facts, known);
  if (location === undefined || faults.length > 0) throw new FirstdayError('invalid-request', undefined, faults);
  return location;
}

/** Every field of the request at fault. */
export function requestFaults(request: OnboardingRequest, facts: PlanningFacts, known: Known): FieldError[] {
  const faults: FieldError[] = [];
  const names = known.plans.map((plan) => plan.name);
  if (request.plan !== undefined && !names.includes(request.plan)) {
    faults.push({ field: 'plan', message: `must be one of ${names.join(', ')}` });
  }
  request.equipment?.forEach((model, index) => {
    if (Object.hasOwn(facts.prices, model)) return;
    faults.push({ field: `equipment.${String(index)}`, message: 'is no model in the inventory' });
  });
  request.trainings?.forEach((training, index) => {
    if (facts.trainings.includes(training)) return;
    faults.push({ field: `trainings.${String(index)}`, message: 'is no training there is' });
  });
  const location = locationOf(request.job, known.locations);
  if (location === undefined) {
    const codes = Object.keys(known.locations).join(', ');
    faults.push({ field: 'job.location', message: `must be one of ${codes}` });
  } else faults.push(...startDateFaults(request.startDate, facts.now, known.calendars.of(location)));
  if (endsTooEarly(request, request.startDate)) {
    faults.push({ field: 'job.endDate', message: `must be after the start date, ${request.startDate}` });
  }
  return faults;
}

/** Where the person will work; undefined where no such location is known. */
export const locationOf = ({ location }: { location: string }, locations: Known['locations']): Location | undefined =>
  Object.hasOwn(locations, location) ? locations[location] : undefined;

/** Whether the contract would be over before it begins. */
export const endsTooEarly = ({ job }: OnboardingRequest, startDate: string): boolean =>
  job.endDate !== undefined && job.endDate <= startDate;

/** What is wrong with a start date, by the calendar of the location. */
export function startDateFaults(startDate: string, now: Instant, calendar: BusinessCalendar): FieldError[] {
  const today = calendar.today(now);
  const furthest = `${String(Number(today.slice(0, 4)) + FURTHEST_YEARS)}${today.slice(4)}`;
  if (startDate < today) return [{ field: 'startDate', message: `must not be in the past: today is ${today}` }];
  if (startDate > furthest) return [{ field: 'startDate', message: `must be within ${String(FURTHEST_YEARS)} years` }];
  return [];
}

/** What the equipment of the request costs, by the inventory's prices. */
export function costOf(request: OnboardingRequest, facts: PlanningFacts): ResolvedPlan['cost'] {
  const prices = (request.equipment ?? []).flatMap((model) => facts.prices[model] ?? []);
  const amountCents = prices.reduce((sum, { priceCents }) => sum + priceCents, 0);
  return { amountCents, currency: prices[0]?.currency ?? DEFAULT_CURRENCY };
}
