import { FirstdayError } from '../lib/errors';
import { amendOnboarding } from './amend-onboarding';
import { computeReminderSchedule } from './reminder-schedule';
import { type BusinessCalendar, CalendarCache } from './business-calendar';
import { checkActivities } from './define-plan';
import { describePlan } from './describe-plan';
import type { PlannerConfig, PlanningContext } from './planner-config';
import type { Planner } from './planner';
import { findLocation } from './check-request';
import { rescheduleOnboarding } from './reschedule-onboarding';
import { resolvePlan } from './resolve-plan';
import { computeDemand, toOpenOnboarding } from './warnings/demand';
import { listWarnings } from './warnings/list-warnings';
import { createReason } from '../domain/reasons/reason';

/** @throws Error if `checkActivities` finds an issue in a plan */
export function createPlanner(config: PlannerConfig): Planner {
  for (const plan of config.plans) checkActivities(plan, config.activities);
  const descriptions = config.plans.map((plan) => describePlan(plan, config.activities));
  const planning: PlanningContext = { ...config, calendars: new CalendarCache() };

  return {
    listPlans: () => descriptions,

    listLocations: () =>
      Object.entries(config.locations).map(([code, { title, timeZone }]) => ({ code, title, timeZone })),

    resolvePlan: (request, facts) => resolvePlan(request, facts, planning),

    computeReminderSchedule: (input, absences) =>
      computeReminderSchedule(input, { absences }, getLocationCalendar(input.location, planning)),

    listCourses: (hires) => [
      ...new Set(hires.flatMap((hire) => computeDemand(toOpenOnboarding(hire), config.activities).courses)),
    ],

    listWarnings: (hires, facts) =>
      listWarnings(hires, facts, planning, (location) => getLocationCalendar(location, planning)),

    replan(input, loadedFacts) {
      const facts = { ...loadedFacts, submittedBy: input.submittedBy };
      const { change, request } = input;
      if ('changes' in change) return amendOnboarding(input, change.changes, facts, planning);
      return rescheduleOnboarding(input, change.startDate, facts, getLocationCalendar(request.job.location, planning));
    },
  };
}

/** @throws FirstdayError `not-possible` if the location was removed while it had open onboardings */
function getLocationCalendar(location: string, { locations, calendars }: PlanningContext): BusinessCalendar {
  const knownLocation = findLocation({ location }, locations);
  if (knownLocation !== undefined) return calendars.get(knownLocation);
  throw new FirstdayError('not-possible', createReason('not-possible.location', { location }));
}
