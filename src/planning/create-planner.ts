import { amendOnboarding } from './amend-onboarding';
import { computeReminderSchedule } from './reminder-schedule';
import { CalendarCache } from './business-calendar';
import { checkActivities } from './define-plan';
import { describePlan } from './describe-plan';
import type { PlannerConfig, PlanningContext } from './planner-config';
import type { Planner } from './planner';
import { useKnownSpellings } from './known-spellings';
import { getLocationCalendar } from './location-calendar';
import { rescheduleOnboarding } from './reschedule-onboarding';
import { resolvePlan } from './resolve-plan';
import { computeDemand, toOpenOnboarding } from './warnings/demand';
import { listWarnings } from './warnings/list-warnings';

/** @throws Error if `checkActivities` finds an issue in a plan */
export function createPlanner(config: PlannerConfig): Planner {
  for (const plan of config.plans) checkActivities(plan, config.activities);
  const descriptions = config.plans.map((plan) => describePlan(plan, config.activities));
  const planning: PlanningContext = { ...config, calendars: new CalendarCache() };

  return {
    listPlans: () => descriptions,

    useKnownSpellings: (request, facts) => useKnownSpellings(request, facts, config),

    resolvePlan: (request, facts) => resolvePlan(request, facts, planning),

    computeReminderSchedule: (input, facts) =>
      computeReminderSchedule(input, facts, getLocationCalendar(input.location, facts, planning)),

    demandingActivities: Object.entries(config.activities)
      .filter(([, definition]) => definition.demand !== undefined)
      .map(([name]) => name),

    listCourses: (hires) => [
      ...new Set(hires.flatMap((hire) => computeDemand(toOpenOnboarding(hire), config.activities).courses)),
    ],

    listWarnings: (hires, facts) =>
      listWarnings(hires, facts, planning, (location) => getLocationCalendar(location, facts, planning)),

    replan(input, loadedFacts) {
      const facts = { ...loadedFacts, submittedBy: input.submittedBy };
      const { change } = input;
      if ('changes' in change) return amendOnboarding(input, change.changes, facts, planning);
      return rescheduleOnboarding(input, change.startDate, facts, planning);
    },
  };
}
