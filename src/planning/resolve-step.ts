import { distinct } from '../domain/people';
import type { ActivityStep, ApprovalStep, Assignees, Patience, ResolvedStep, TaskStep } from '../domain/plan/types';
import type { Person } from '../domain/request';
import { FirstdayError } from '../lib/errors';
import { assigneesOf, type Company, mayNotDecide, mayNotDo, NOBODY, whyNobody } from './assignees';
import { formFields } from './form-fields';
import type {
  Instructions,
  PlanDefinition,
  PlannedActivity,
  PlannedApproval,
  PlannedTask,
  StepDefinition,
} from './dsl';
import { countOf, type Duration } from './relative-time';
import { isBranch, predecessors } from './plan-graph';
import type { ActivityDeclaration } from './planner';
import { providersOf } from './result-providers';
import { timingOf } from './timing';
import type { AllOf, Asked, Who } from './assignee-spec';
import { titleOf } from './labels';

export interface Resolving {
  plan: PlanDefinition;
  company: Company;
  /** Steps that this onboarding goes without, and why. */
  skipped: ReadonlyMap<string, string>;
  activities: Readonly<Record<string, ActivityDeclaration>>;
  /** Who answers where the plan depends on a person, and there is none. */
  attention: readonly Person[];
}

/**
 * One step of the plan with its people and conditions decided; its instants come with the schedule of the whole.
 * @throws FirstdayError `not-plannable` where nobody may approve it, or do it.
 */
export function resolveStep(id: string, step: StepDefinition, around: Resolving): ResolvedStep {
  const { plan, skipped } = around;
  const base = {
    id,
    after: predecessors(plan, step),
    timing: timingOf(plan, id, step, skipped),
    skipped: skipped.get(id),
    branch: isBranch(step) || undefined,
  };
  switch (step.kind) {
    case 'activity':
      return { ...base, ...activityOf(id, step, around) };
    case 'approval':
      return { ...base, ...approvalOf(id, step, around) };
    case 'task':
      return { ...base, ...taskOf(id, step, around) };
  }
}

type Own<Step extends ResolvedStep> = Omit<Step, 'id' | 'after' | 'timing' | 'skipped' | 'branch'>;

function activityOf(id: string, step: PlannedActivity, around: Resolving): Own<ActivityStep> {
  const { plan, company, skipped, activities } = around;
  const declared = activities[step.activity];
  if (declared === undefined) throw new Error(`No activity ${step.activity}.`);
  const { run, undo, pivot, redo = 'undo-first' } = declared;
  const reachable = Object.entries(step.onFailure ?? {}).filter(([, branch]) => !skipped.has(branch));
  const owner = step.owner === undefined ? NOBODY : assigneesOf(step.owner, company, mayNotDo(company));
  return {
    kind: 'activity',
    activity: step.activity,
    title: step.title ?? declared.title,
    settings: settingsOf(id, step, declared, around),
    needs: providersOf(plan, id, declared.needs),
    run,
    undo,
    pivot,
    onFailure: reachable.length > 0 ? Object.fromEntries(reachable) : undefined,
    owner: owner.people.length > 0 ? owner : undefined,
    decideWithin: countIn(step.decideWithin),
    skippable: step.skippable,
    redo: step.redoWhenRescheduled ? redo : undefined,
  };
}

/** @throws Error, the plan's author's, where the activity cannot take what the plan sets for this onboarding. */
function settingsOf(id: string, step: PlannedActivity, { settings }: ActivityDeclaration, around: Resolving): unknown {
  const given = settings.safeParse(step.settings?.(around.company.onboarding) ?? {});
  if (given.success) return given.data;
  const faults = given.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'} ${message}`);
  throw new Error(
    `Plan ${around.plan.name}, step ${id}: gives ${step.activity} settings that do not fit; mend ${faults.join(', ')}.`,
  );
}

function approvalOf(id: string, step: PlannedApproval, around: Resolving): Own<ApprovalStep> {
  const { company, skipped } = around;
  const title = step.title ?? titleOf(id);
  if (skipped.has(id)) return { kind: 'approval', title, assignees: NOBODY };
  const excluded = mayNotDecide(company);
  const decide = (who: Who | AllOf): Assignees =>
    somebody(who, company, excluded, (label) => `${title} needs a decision by ${label}`);
  const all = typeof step.from === 'object' && 'allOf' in step.from ? step.from.allOf.map(decide) : undefined;
  return {
    kind: 'approval',
    title,
    assignees: decide(step.from),
    allOf: all,
    patience: {
      ...patienceOf(step, company, excluded),
      expireAfter: countIn(step.expireAfter),
      onExpiry: step.onExpiry,
    },
  };
}

function taskOf(id: string, step: PlannedTask, around: Resolving): Own<TaskStep> {
  const { company, skipped, attention } = around;
  const title = step.title ?? titleOf(id);
  if (skipped.has(id)) return { kind: 'task', title, assignees: NOBODY };
  const excluded = mayNotDo(company);
  const { counterTask: counter, skippable, redoWhenRescheduled } = step;
  return {
    kind: 'task',
    title,
    // A plan must not fail for want of somebody whom it will hardly need: then those who help with failures do it.
    assignees: isBranch(step)
      ? orElse(attention, assigneesOf(step.for, company, excluded))
      : somebody(step.for, company, excluded, (label) => `${title} needs to be done by ${label}`),
    patience: patienceOf(step, company, excluded),
    instructions: textOf(step.instructions, company),
    form: step.form && formFields(step.form),
    skippable,
    redo: redoWhenRescheduled ? 'again' : undefined,
    counter: counter && {
      title: counter.title,
      instructions: textOf(counter.instructions, company),
      assignees: orElse(attention, assigneesOf(counter.for, company, excluded)),
    },
  };
}

/** @throws FirstdayError `not-plannable` where nobody is left. */
function somebody(
  who: Asked,
  company: Company,
  excluded: readonly string[],
  need: (label: string) => string,
): Assignees {
  const assignees = assigneesOf(who, company, excluded);
  if (assignees.people.length > 0) return assignees;
  throw new FirstdayError('not-plannable', `${need(assignees.label)}, but ${whyNobody(who, company)}.`);
}

const orElse = (others: readonly Person[], assignees: Assignees): Assignees =>
  assignees.people.length > 0 ? assignees : { ...assignees, people: distinct(others) };

function patienceOf(step: PlannedApproval | PlannedTask, company: Company, excluded: readonly string[]): Patience {
  const to = step.escalateTo === undefined ? NOBODY : assigneesOf(step.escalateTo, company, excluded);
  return {
    remindAfter: countIn(step.remindAfter),
    escalateAfter: countIn(step.escalateAfter),
    // Without, it is escalated to those who are told of failures.
    escalateTo: to.people.length > 0 ? to : undefined,
  };
}

const countIn = (duration: Duration | undefined): number | undefined =>
  duration === undefined ? undefined : countOf(duration);

const textOf = (text: Instructions | undefined, { onboarding }: Company): string | undefined =>
  typeof text === 'function' ? text(onboarding) : text;
