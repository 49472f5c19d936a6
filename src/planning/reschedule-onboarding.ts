import type { ReplanResult, ReplanInput } from '../domain/planning-activities';
import { createFieldError } from '../domain/field-errors/field-error';
import { createInvalidRequestError } from '../lib/errors';
import { getLocationCalendar } from './location-calendar';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';
import { refreshSteps } from './refresh-steps';
import { isContractEndTooEarly, checkStartDate } from './check-request';
import { createStatusLookup } from './step-status-lookup';
import { computeReadiness } from './resolve-plan';
import { schedulePlan } from './schedule-plan';

/**
 * Recomputes every instant of the frozen plan, and what its steps compute from the request; later edits of the plan
 * definition do not apply otherwise.
 * @throws FirstdayError `invalid-request` if the date is past, too far away, or after the end of the contract
 */
export function rescheduleOnboarding(
  input: ReplanInput,
  startDate: string,
  facts: PlanningFacts,
  planning: PlanningContext,
): ReplanResult {
  const { now } = facts;
  const calendar = getLocationCalendar(input.request.job.location, facts, planning);
  const { request, plan } = input;
  const unchangedResult = { request, plan, at: now, requiresReapproval: false };
  if (startDate === request.startDate) return unchangedResult;
  const errors = checkStartDate(startDate, now, calendar);
  if (isContractEndTooEarly(request, startDate))
    errors.push(createFieldError('startDate', 'start-date.after-contract-end', { endDate: request.job.endDate ?? '' }));
  if (errors.length > 0) throw createInvalidRequestError(errors);
  const movedRequest = { ...request, startDate };
  const openSteps = plan.steps
    .filter(({ id, redo }) => redo !== undefined || !input.startedSteps.includes(id))
    .map(({ id }) => id);
  const refreshedPlan = refreshSteps(plan, movedRequest, openSteps, planning);
  const movedPlan = schedulePlan(refreshedPlan, startDate, calendar);
  return {
    ...unchangedResult,
    request: movedRequest,
    plan: { ...movedPlan, ...computeReadiness(movedPlan.steps, now, createStatusLookup(input)) },
  };
}
