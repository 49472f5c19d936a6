import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import { createFieldError } from '../domain/field-errors/field-error';
import { createInvalidRequestError } from '../lib/errors';
import type { BusinessCalendar } from './business-calendar';
import type { PlanningFacts } from './planning-facts';
import { isContractEndTooEarly, checkStartDate } from './check-request';
import { createStatusLookup } from './step-status-lookup';
import { computeReadiness } from './resolve-plan';
import { schedulePlan } from './schedule-plan';

/**
 * Recomputes every instant of the frozen plan; later edits of the plan definition do not apply.
 * @throws FirstdayError `invalid-request` if the date is past, too far away, or after the end of the contract
 */
export function rescheduleOnboarding(
  input: ReplanInput,
  startDate: string,
  { now }: PlanningFacts,
  calendar: BusinessCalendar,
): ReplanResult {
  const { request, plan } = input;
  const unchangedResult = { request, plan, at: now, requiresReapproval: false };
  if (startDate === request.startDate) return unchangedResult;
  const errors = checkStartDate(startDate, now, calendar);
  if (isContractEndTooEarly(request, startDate))
    errors.push(createFieldError('startDate', 'start-date.after-contract-end', { endDate: request.job.endDate ?? '' }));
  if (errors.length > 0) throw createInvalidRequestError(errors);
  const movedPlan = schedulePlan(plan, startDate, calendar);
  return {
    ...unchangedResult,
    request: { ...request, startDate },
    plan: { ...movedPlan, ...computeReadiness(movedPlan.steps, now, createStatusLookup(input)) },
  };
}
