import type { Person } from '../contract/request';
import { FirstdayError } from '../errors';
import { Calendars } from './calendar';
import { checkActivities, predecessors } from './define';
import type { Case, PlanDefinition } from './language';
import type { Location } from './locations';
import type { ActivityDeclaration, PlanDescription, Planner, PlanningFacts } from './planner';
import { readinessOf } from './readiness';
import { checkRequest, costOf } from './request-checks';
import { resolveStep } from './resolve-step';
import { momentInWords, titleOf } from './words';

export interface PlannerParts {
  /** The first whose `suits` holds is chosen where a request names none; the last serves when none does. */
  plans: readonly PlanDefinition[];
  activities: Readonly<Record<string, ActivityDeclaration>>;
  locations: Readonly<Record<string, Location>>;
}

/** @throws Error where a plan names an activity that is not registered. */
export function createPlanner({ plans, activities, locations }: PlannerParts): Planner {
  for (const plan of plans) checkActivities(plan, activities);
  const calendars = new Calendars();

  return {
    plans: () => plans.map((plan) => describe(plan, activities)),

    resolve(request, facts) {
      const calendar = calendars.of(checkRequest(request, facts, { locations, plans, calendars }));
      const cost = costOf(request, facts);
      const onboarding: Case = { request, equipmentCostCents: cost.amountCents };
      const plan = choosePlan(plans, onboarding);
      const steps = Object.entries(plan.steps).map(([id, step]) =>
        resolveStep({ id, step, plan, onboarding, facts, calendar, activities }),
      );
      const readiness = readinessOf(steps, facts.now, calendar);
      const attention = attentionOf(facts);
      return { name: plan.name, steps, dayOne: calendar.dayOne(request.startDate), readiness, attention, cost };
    },
  };
}

/** Who submitted it, and everyone in HR and IT. */
function attentionOf({ submittedBy, people }: PlanningFacts): Person[] {
  const helpers = people.filter(({ roles }) => roles.includes('hr') || roles.includes('it'));
  const others = helpers.filter(({ email }) => email !== submittedBy.email);
  return [submittedBy, ...others.map(({ name, email }) => ({ name, email }))];
}

function choosePlan(plans: readonly PlanDefinition[], onboarding: Case): PlanDefinition {
  const { plan: named } = onboarding.request;
  const plan =
    named === undefined
      ? (plans.find((candidate) => candidate.suits?.holds(onboarding)) ?? plans.at(-1))
      : plans.find((candidate) => candidate.name === named);
  if (plan === undefined) throw new FirstdayError('not-plannable', 'There is no plan for this request.');
  return plan;
}

function describe(plan: PlanDefinition, activities: PlannerParts['activities']): PlanDescription {
  const steps = Object.entries(plan.steps).map(([id, step]) => ({
    id,
    kind: step.kind,
    title: step.title ?? (step.kind === 'activity' ? activities[step.activity]?.title : undefined) ?? titleOf(id),
    after: predecessors(plan, step),
    start: step.kind === 'activity' && step.start ? momentInWords(step.start) : undefined,
    when: step.when?.label,
  }));
  return { name: plan.name, title: plan.title, steps };
}
