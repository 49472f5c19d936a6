import type { Deciders, ResolvedStep } from '../contract/plan';
import { FirstdayError } from '../errors';
import type { BusinessCalendar } from './calendar';
import { predecessors } from './define';
import { type Case, dayOneAt, type Moment, type PlanDefinition, type StepDefinition } from './language';
import type { ActivityDeclaration, PlanningFacts } from './planner';
import { titleOf } from './words';

interface Resolving {
  id: string;
  step: StepDefinition;
  plan: PlanDefinition;
  onboarding: Case;
  facts: PlanningFacts;
  calendar: BusinessCalendar;
  activities: Readonly<Record<string, ActivityDeclaration>>;
}

const DAY_ONE_STARTS = dayOneAt('09:00');

/** One step of the plan with its instants, people and branch decided. */
export function resolveStep({ id, step, plan, onboarding, facts, calendar, activities }: Resolving): ResolvedStep {
  const skipped = step.when === undefined || step.when.holds(onboarding) ? undefined : `only when: ${step.when.label}`;
  const base = { id, after: predecessors(plan, step), skipped };
  if (step.kind === 'approval') {
    const nobody = { label: '', people: [], roles: [] };
    const deciders = skipped === undefined ? decidersOf(id, step.from, onboarding, facts) : nobody;
    return { ...base, kind: 'approval', title: step.title ?? titleOf(id), deciders };
  }

  const declared = activities[step.activity];
  if (declared === undefined) throw new Error(`No activity ${step.activity}.`);
  const instant = (moment: Moment): string => calendar.instantOf(moment, onboarding.request.startDate);
  const startAt = step.start === undefined ? undefined : instant(step.start);
  const { run, undo, pivot } = declared;
  return {
    ...base,
    kind: 'activity',
    activity: step.activity,
    title: step.title ?? declared.title,
    startAt,
    dueAt: dueAt(startAt, instant(step.due ?? DAY_ONE_STARTS)),
    settings: declared.settings.parse(step.settings?.(onboarding) ?? {}),
    needs: providersOf(plan, declared.needs),
    run,
    undo,
    pivot,
  };
}

/** What starts after day one is not needed for it: it has no due instant of its own. */
const dueAt = (startAt: string | undefined, due: string): string | undefined =>
  startAt !== undefined && Date.parse(startAt) > Date.parse(due) ? undefined : due;

/** For each needed activity, the plan's step that runs it. */
function providersOf(plan: PlanDefinition, needs: readonly string[]): Record<string, string> {
  const providers = Object.entries(plan.steps).flatMap(([id, step]): [string, string][] =>
    step.kind === 'activity' && needs.includes(step.activity) ? [[step.activity, id]] : [],
  );
  return Object.fromEntries(providers);
}

/** @throws FirstdayError `not-plannable` where nobody but the submitter could decide. */
function decidersOf(
  id: string,
  from: Extract<StepDefinition, { kind: 'approval' }>['from'],
  { request }: Case,
  { people, submittedBy }: PlanningFacts,
): Deciders {
  if (typeof from === 'object') return { label: from.name, people: [from], roles: [] };
  const entitled = from === 'manager' ? [request.manager] : people.filter((person) => person.roles.includes(from));
  const others = entitled
    .filter((person) => person.email !== submittedBy.email)
    .map(({ name, email }) => ({ name, email }));
  if (others.length === 0) {
    const why =
      entitled.length > 0
        ? 'the only one is who submits, and nobody decides on their own submission'
        : 'nobody has that role';
    throw new FirstdayError('not-plannable', `${titleOf(id)} needs a decision by ${from}, but ${why}.`);
  }
  return { label: from, people: others, roles: from === 'manager' ? [] : [from] };
}
