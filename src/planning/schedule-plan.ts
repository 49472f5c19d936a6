import type { Instant, ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { BusinessCalendar } from './business-calendar';
import { computeBeginBy } from './critical-path';

/** Parts of a plan that move with the start date. */
type SchedulablePlan = Pick<ResolvedPlan, 'steps' | 'deadline'>;

/** Computes all instants from this start date: starts, due instants, latest starts, day one and the deadline. */
export function schedulePlan<Plan extends SchedulablePlan>(
  plan: Plan,
  startDate: string,
  calendar: BusinessCalendar,
): Plan & Pick<ResolvedPlan, 'dayOne'> {
  const dayOne = calendar.buildDayOne(startDate);
  const steps = plan.steps.map((step): ResolvedStep => ({
    ...step,
    ...computeStepInstants(step, startDate, calendar),
  }));
  const deadline = plan.deadline && {
    ...plan.deadline,
    at: calendar.resolveRelativeTime(plan.deadline.moment, startDate),
  };
  return { ...plan, steps: computeBeginBy(steps, dayOne, calendar), deadline, dayOne };
}

function computeStepInstants({ timing }: ResolvedStep, startDate: string, calendar: BusinessCalendar) {
  const startAt = timing.start && calendar.resolveRelativeTime(timing.start, startDate);
  const dueAt = timing.due && calendar.resolveRelativeTime(timing.due, startDate);
  // Holidays can push a start past a due instant that follows it in the plan.
  return { startAt, dueAt: dueAt && pickLater(dueAt, startAt) };
}

const pickLater = (a: Instant, b: Instant | undefined): Instant =>
  b !== undefined && Date.parse(b) > Date.parse(a) ? b : a;
