import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import { FirstdayError } from '../lib/errors';
import type { BusinessCalendar } from './business-calendar';
import type { PlanningFacts } from './planner';
import { isContractEndTooEarly, checkStartDate } from './check-request';
import { createStatusLookup } from './step-status-lookup';
import { computeReadiness } from './resolve-plan';
import { schedulePlan } from './schedule-plan';

/**
 * Recomputes every instant of the frozen plan; later edits of the plan definition do not apply.
 * @throws FirstdayError `invalid-request` if the date is past, too far away, or not before the end of the contract
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
