import type { ResolvedPlan } from '../contract/plan';
import type { OnboardingRequest } from '../contract/request';
import { type FieldError, FirstdayError } from '../errors';
import type { BusinessCalendar, Calendars } from './calendar';
import type { PlanDefinition } from './language';
import type { Location } from './locations';
import type { PlanningFacts } from './planner';

const FURTHEST_YEARS = 2;
const DEFAULT_CURRENCY = 'EUR';

interface Known {
  locations: Readonly<Record<string, Location>>;
  plans: readonly PlanDefinition[];
  calendars: Calendars;
}

/**
 * What a schema alone cannot know about a request: does what it names exist, is its date possible.
 * @returns the location. @throws FirstdayError `invalid-request` with every field at fault.
 */
export function checkRequest(
  request: OnboardingRequest,
  facts: PlanningFacts,
  { locations, plans, calendars }: Known,
): Location {
  const faults: FieldError[] = [];
  const names = plans.map((plan) => plan.name);
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
  const location = Object.hasOwn(locations, request.job.location) ? locations[request.job.location] : undefined;
  if (location === undefined) {
    faults.push({ field: 'job.location', message: `must be one of ${Object.keys(locations).join(', ')}` });
  } else faults.push(...startDateFaults(request.startDate, facts, calendars.of(location)));
  if (location === undefined || faults.length > 0) throw new FirstdayError('invalid-request', undefined, faults);
  return location;
}

function startDateFaults(startDate: string, facts: PlanningFacts, calendar: BusinessCalendar): FieldError[] {
  const today = calendar.today(facts.now);
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
