import type { Instant, ResolvedPlan, ResolvedStep } from '../domain/plan/types';
import type { BusinessCalendar } from './calendar';
import { withBeginBy } from './critical-path';

/** What of a plan moves with its start date. */
type Movable = Pick<ResolvedPlan, 'steps' | 'deadline'>;

/** The plan with every instant counted from this start date: starts, due instants, latest begins, day one, the deadline. */
export function scheduled<Plan extends Movable>(
  plan: Plan,
  startDate: string,
  calendar: BusinessCalendar,
): Plan & Pick<ResolvedPlan, 'dayOne'> {
  const dayOne = calendar.dayOne(startDate);
  const steps = plan.steps.map((step): ResolvedStep => ({ ...step, ...instantsOf(step, startDate, calendar) }));
  const deadline = plan.deadline && { ...plan.deadline, at: calendar.instantOf(plan.deadline.moment, startDate) };
  return { ...plan, steps: withBeginBy(steps, dayOne, calendar), deadline, dayOne };
}

function instantsOf({ timing }: ResolvedStep, startDate: string, calendar: BusinessCalendar) {
  const startAt = timing.start && calendar.instantOf(timing.start, startDate);
  const dueAt = timing.due && calendar.instantOf(timing.due, startDate);
  // Holidays can push a start past the due instant that was behind it in the plan.
  return { startAt, dueAt: dueAt && latest(dueAt, startAt) };
}

const latest = (a: Instant, b: Instant | undefined): Instant =>
  b !== undefined && Date.parse(b) > Date.parse(a) ? b : a;
