import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import { FirstdayError } from '../lib/errors';
import type { BusinessCalendar } from './business-calendar';
import type { PlanningFacts } from './planner';
import { isContractEndTooEarly, checkStartDate } from './check-request';
import { createStatusLookup } from './step-status-lookup';
import { computeReadiness } from './resolve-plan';
import { schedulePlan } from './schedule-plan';

/**
 * The frozen plan with every instant counted from another start date; what its definitions say by now is no matter.
 * @throws FirstdayError `invalid-request` where that date is past, too far away, or after the end of the contract.
 */
export function rescheduleOnboarding(
  call: ReplanInput,
  startDate: string,
  { now }: PlanningFacts,
  calendar: BusinessCalendar,
): ReplanResult {
  const { request, plan } = call;
  const unmoved = { request, plan, at: now, askAgain: false };
  if (startDate === request.startDate) return unmoved;
  const errors = checkStartDate(startDate, now, calendar);
  if (isContractEndTooEarly(request, startDate))
    errors.push({ field: 'startDate', message: `must be before the contract ends, on ${request.job.endDate ?? ''}` });
  if (errors.length > 0) throw new FirstdayError('invalid-request', undefined, errors);
  const moved = schedulePlan(plan, startDate, calendar);
  return {
    ...unmoved,
    request: { ...request, startDate },
    plan: { ...moved, ...computeReadiness(moved.steps, now, createStatusLookup(call)) },
  };
}
