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

/** @throws Error if `checkActivities` finds an issue in a plan */
export function createPlanner(config: PlannerConfig): Planner {
  for (const plan of config.plans) checkActivities(plan, config.activities);
  const planning: PlanningContext = { ...config, calendars: new CalendarCache() };

  return {
    listPlans: () => config.plans.map((plan) => describePlan(plan, config.activities)),

    listLocations: () =>
      Object.entries(config.locations).map(([code, { title, timeZone }]) => ({ code, title, timeZone })),

    resolvePlan: (request, facts) => resolvePlan(request, facts, planning),

    computeReminderSchedule: (call, absences) =>
      computeReminderSchedule(call, { absences }, getLocationCalendar(call.location, planning)),

    replan(call, given) {
      const facts = { ...given, submittedBy: call.submittedBy };
      const { change, request } = call;
      if ('changes' in change) return amendOnboarding(call, change.changes, facts, planning);
      return rescheduleOnboarding(call, change.startDate, facts, getLocationCalendar(request.job.location, planning));
    },
  };
}

/** @throws FirstdayError `not-possible` if the location was removed while it had open onboardings */
function getLocationCalendar(location: string, { locations, calendars }: PlanningContext): BusinessCalendar {
  const known = findLocation({ location }, locations);
  if (known !== undefined) return calendars.get(known);
  const hint = 'add it to the locations again until its onboardings have ended';
  throw new FirstdayError('not-possible', `The location ${location} is no longer known; ${hint}.`);
}
