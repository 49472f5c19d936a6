import type { Company, Location } from '../company/settings';
import type { Instant } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { findOwn } from '../domain/find-own';
import { createInvalidRequestError } from '../lib/errors';
import { type ApproverRule, isKnownApprover } from './approver-rule';
import type { BusinessCalendar, CalendarCache } from './business-calendar';
import { checkAccessChange, checkGivenParts } from './check-access';
import { choosePlan, resolvePlannedAccess } from './choose-plan';
import type { PlanDefinition } from './dsl';
import type { PlanningFacts } from './planning-facts';
import { priceEquipment } from './price-equipment';
import { isKnownName, suggestNames } from './suggest-names';

const MAX_YEARS_AHEAD = 2;

export interface ReferenceData {
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
  const location = findLocation(request.job, facts.company);
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
  const plan = choosePlan(request, facts, referenceData.plans);
  if (plan === undefined) {
    const allowed = referenceData.plans.map(({ name }) => name);
    errors.push(createFieldError('plan', 'choice', { allowed }));
  } else {
    errors.push(...priceEquipment(request, resolvePlannedAccess(request, plan, facts.company), facts).errors);
    errors.push(...checkGivenParts(request, plan));
  }
  request.trainings?.forEach((training, index) => {
    if (facts.trainings.includes(training)) return;
    errors.push(createFieldError(`trainings.${String(index)}`, 'training.unknown', {}));
  });
  const { isStrict } = referenceData.approvers;
  if (isStrict && !isKnownApprover(request.manager.email, facts.people, referenceData.approvers))
    errors.push(createFieldError('manager.email', 'manager.not-approver', {}));
  errors.push(...checkDepartment(request, facts.company), ...checkAccessChange(request, facts.company));
  const location = findLocation(request.job, facts.company);
  if (location === undefined) {
    errors.push(createUnknownLocationError(facts.company));
  } else errors.push(...checkStartDate(request.startDate, facts.now, referenceData.calendars.get(location)));
  if (isContractEndTooEarly(request, request.startDate)) {
    errors.push(createFieldError('job.endDate', 'end-date.before-start', { startDate: request.startDate }));
  }
  return errors;
}

export const findLocation = (
  { location }: { location: string },
  { locations }: Pick<Company, 'locations'>,
): Location | undefined => findOwn(locations, location);

function createUnknownLocationError({ locations }: Company): FieldError {
  const allowed = Object.keys(locations);
  if (allowed.length === 0) return createFieldError('job.location', 'location.none', {});
  return createFieldError('job.location', 'choice', { allowed });
}

/** Accepts any department where the company names none. */
function checkDepartment({ job: { department } }: OnboardingRequest, { departments }: Company): FieldError[] {
  if (departments.length === 0 || isKnownName(department, departments)) return [];
  const params = { suggestions: suggestNames(department, departments), departments };
  return [createFieldError('job.department', 'department.unknown', params)];
}

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
