import { FirstdayError } from '../lib/errors';
import { amend } from './amend';
import { arrange } from './wait-schedule';
import { type BusinessCalendar, Calendars } from './calendar';
import { checkActivities } from './define';
import { describe } from './describe';
import type { PlannerParts, Planning } from './planner-config';
import type { Planner } from './planner';
import { locationOf } from './request-checks';
import { reschedule } from './reschedule';
import { resolve } from './resolve';

/** @throws Error where a plan names an activity that is not registered, or reads a result too early. */
export function createPlanner(parts: PlannerParts): Planner {
  for (const plan of parts.plans) checkActivities(plan, parts.activities);
  const planning: Planning = { ...parts, calendars: new Calendars() };

  return {
    plans: () => parts.plans.map((plan) => describe(plan, parts.activities)),

    locations: () => Object.entries(parts.locations).map(([code, { title, timeZone }]) => ({ code, title, timeZone })),

    resolve: (request, facts) => resolve(request, facts, planning),

    arrange: (call, absences) => arrange(call, { absences }, calendarAt(call.location, planning)),

    replan(call, given) {
      const facts = { ...given, submittedBy: call.submittedBy };
      const { change, request } = call;
      if ('changes' in change) return amend(call, change.changes, facts, planning);
      return reschedule(call, change.startDate, facts, calendarAt(request.job.location, planning));
    },
  };
}

/** The calendar of a place where somebody is being onboarded; places can be closed meanwhile. */
function calendarAt(location: string, { locations, calendars }: Planning): BusinessCalendar {
  const known = locationOf({ location }, locations);
  if (known !== undefined) return calendars.of(known);
  const mend = 'add it to the locations again until its onboardings have ended';
  throw new FirstdayError('not-possible', `The location ${location} is no longer known; ${mend}.`);
}
