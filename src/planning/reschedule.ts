import type { Replanned, ReplanCall } from '../domain/planning-activities';
import { FirstdayError } from '../lib/errors';
import type { BusinessCalendar } from './calendar';
import type { PlanningFacts } from './planner';
import { endsTooEarly, startDateFaults } from './request-checks';
import { settledIn } from './settled-steps';
import { readinessOf } from './resolve';
import { scheduled } from './schedule';

/**
 * The frozen plan with every instant counted from another start date; what its definitions say by now is no matter.
 * @throws FirstdayError `invalid-request` where that date is past, too far away, or after the end of the contract.
 */
export function reschedule(
  call: ReplanCall,
  startDate: string,
  { now }: PlanningFacts,
  calendar: BusinessCalendar,
): Replanned {
  const { request, plan } = call;
  const unmoved = { request, plan, at: now, askAgain: false };
  if (startDate === request.startDate) return unmoved;
  const faults = startDateFaults(startDate, now, calendar);
  if (endsTooEarly(request, startDate))
    faults.push({ field: 'startDate', message: `must be before the contract ends, on ${request.job.endDate ?? ''}` });
  if (faults.length > 0) throw new FirstdayError('invalid-request', undefined, faults);
  const moved = scheduled(plan, startDate, calendar);
  return {
    ...unmoved,
    request: { ...request, startDate },
    plan: { ...moved, ...readinessOf(moved.steps, now, settledIn(call)) },
  };
}
