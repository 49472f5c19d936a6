import { dedupePeople } from '../domain/people';
import type {
  ActivityStep,
  ApprovalStep,
  Assignees,
  EscalationPolicy,
  ResolvedStep,
  TaskStep,
} from '../domain/plan/resolved-plan';
import { type Reason, createReason } from '../domain/reasons/reason';
import type { Person } from '../domain/request';
import type { LocalizedText } from '../domain/text/localized-text';
import {
  resolveAssignees,
  type AssigneeContext,
  listExcludedFromApprovals,
  listExcludedFromTasks,
  NO_ASSIGNEES,
  explainNoAssignees,
  createNoAssigneeError,
} from './assignees';
import type { GroupElement, OnboardingFacts } from './conditions';
import { toDefinedId } from './expand-groups';
import { listUnsupportedFields, toFormFields } from './form-fields';
import type {
  Instructions,
  PlanDefinition,
  ActivityStepDefinition,
  ApprovalStepDefinition,
  TaskStepDefinition,
  StepDefinition,
} from './dsl';
import { parseBusinessDays, type Duration } from './relative-time';
import { isBranch, listPredecessors } from './plan-graph';
import type { ActivityDeclaration } from './activity-declaration';
import { mapResultProviders } from './result-providers';
import { resolveTiming } from './timing';
import type { AllOf, AssigneeSpec, AssigneeChoice } from './assignee-spec';
import { resolveSystemOwners } from './system-owners';
import { addElementTitle, humanizeId } from './labels';
import { callPlanCode, createPlanFault } from './plan-fault';

export interface StepResolutionContext {
  plan: PlanDefinition;
  assigneeContext: AssigneeContext;
  /** Skip reasons by step id. */
  skipped: ReadonlyMap<string, Reason>;
  activities: Readonly<Record<string, ActivityDeclaration>>;
  /** Fallback for branches and undo tasks without assignees. */
  escalationContacts: readonly Person[];
}

/**
 * Resolves the assignees and conditions of a step; `schedulePlan` adds its instants.
 * @throws FirstdayError `not-plannable` if no possible assignee is left
 */
export function resolveStep(id: string, step: StepDefinition, context: StepResolutionContext): ResolvedStep {
  const { plan, skipped } = context;
  const base = {
    id,
    after: listPredecessors(plan, step),
    timing: resolveTiming(plan, id, step, skipped),
    skipReason: skipped.get(id),
    branch: isBranch(step) || undefined,
  };
  switch (step.kind) {
    case 'activity':
      return { ...base, ...resolveActivity(id, step, context) };
    case 'approval':
      return { ...base, ...resolveApproval(id, step, context) };
    case 'task':
      return { ...base, ...resolveTask(id, step, context) };
  }
}

type StepFields<Step extends ResolvedStep> = Omit<Step, 'id' | 'after' | 'timing' | 'skipReason' | 'branch'>;

function resolveActivity(
  id: string,
  step: ActivityStepDefinition,
  context: StepResolutionContext,
): StepFields<ActivityStep> {
  const { plan, assigneeContext, skipped, activities } = context;
  const declaration = activities[step.activity];
  if (declaration === undefined) throw new Error(`No activity ${step.activity}.`);
  const { run, undo, pivot, redo = 'undo-first', correctBy } = declaration;
  const reachableBranches = Object.entries(step.onFailure ?? {}).filter(([, branch]) => !skipped.has(branch));
  const owner =
    step.owner === undefined
      ? NO_ASSIGNEES
      : resolveAssignees(step.owner, assigneeContext, listExcludedFromTasks(assigneeContext));
  return {
    kind: 'activity',
    activity: step.activity,
    title: addElementTitle(step.title ?? declaration.title, step.element),
    settings: skipped.has(id) ? undefined : resolveSettings(id, step, declaration, plan, assigneeContext.onboarding),
    needs: mapResultProviders(plan, id, declaration),
    run,
    undo,
    pivot,
    onFailure: reachableBranches.length > 0 ? Object.fromEntries(reachableBranches) : undefined,
    essential: step.essential,
    owner: owner.people.length > 0 ? owner : undefined,
    decideWithin: toBusinessDayCount(step.decideWithin),
    redo: step.redoWhenRescheduled ? redo : undefined,
    correctBy,
  };
}

/** @throws FirstdayError `plan-fault` if the plan's settings for this request do not match the activity's schema */
export function resolveSettings(
  id: string,
  step: ActivityStepDefinition,
  { settings }: ActivityDeclaration,
  { name: plan }: Pick<PlanDefinition, 'name'>,
  onboarding: OnboardingFacts,
): unknown {
  const parsed = settings.safeParse(callPlanCode(plan, id, () => getSettings(step, onboarding)) ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`);
  const params = { plan, step: id, activity: step.activity, issues: issues.join('; ') };
  throw createPlanFault(createReason('plan-fault.settings', params));
}

const getSettings = ({ settings, element }: ActivityStepDefinition, onboarding: OnboardingFacts): unknown =>
  settings === undefined ? element?.settings : settings(onboarding, element);

function resolveApproval(
  id: string,
  step: ApprovalStepDefinition,
  context: StepResolutionContext,
): StepFields<ApprovalStep> {
  const { assigneeContext, skipped } = context;
  const title = step.title ?? humanizeId(id);
  if (skipped.has(id)) return { kind: 'approval', title, assignees: NO_ASSIGNEES };
  const excluded = listExcludedFromApprovals(assigneeContext);
  const resolveApprovers = (spec: AssigneeChoice | AllOf): Assignees =>
    requireAssignees({ id, title }, spec, assigneeContext, excluded);
  const from = resolveSystemOwners(step.from, assigneeContext);
  const approverParties = typeof from === 'object' && 'allOf' in from ? from.allOf.map(resolveApprovers) : undefined;
  return {
    kind: 'approval',
    title,
    assignees: resolveApprovers(from),
    allOf: approverParties,
    escalation: {
      ...resolveEscalation(step, assigneeContext, excluded),
      expireAfter: toBusinessDayCount(step.expireAfter),
      onExpiry: step.onExpiry,
    },
  };
}

function resolveTask(id: string, step: TaskStepDefinition, context: StepResolutionContext): StepFields<TaskStep> {
  const { plan, assigneeContext, skipped, escalationContacts } = context;
  const title = addElementTitle(step.title ?? humanizeId(toDefinedId(id)), step.element);
  if (skipped.has(id)) return { kind: 'task', title, assignees: NO_ASSIGNEES };
  const excluded = listExcludedFromTasks(assigneeContext);
  const { undoTask, skippable, redoWhenRescheduled, followedBy } = step;
  return {
    kind: 'task',
    title,
    // A branch seldom runs, so missing assignees must not fail the plan: the escalation contacts take over.
    assignees: isBranch(step)
      ? withFallbackPeople(escalationContacts, resolveAssignees(step.for, assigneeContext, excluded))
      : requireAssignees({ id, title }, step.for, assigneeContext, excluded),
    escalation: resolveEscalation(step, assigneeContext, excluded),
    ...resolveTaskContent(plan.name, id, step, assigneeContext.onboarding),
    skippable,
    followedBy: followedBy !== undefined && skipped.has(followedBy) ? undefined : followedBy,
    redo: redoWhenRescheduled ? 'again' : undefined,
    undoTask: undoTask && {
      title: undoTask.title,
      returns: undoTask.returns && [...undoTask.returns],
      instructions: callPlanCode(plan.name, id, () =>
        resolveText(undoTask.instructions, assigneeContext.onboarding, step.element),
      ),
      assignees: withFallbackPeople(escalationContacts, resolveAssignees(undoTask.for, assigneeContext, excluded)),
    },
  };
}

/** @throws FirstdayError `not-plannable` if no assignee is left */
function requireAssignees(
  step: Pick<ResolvedStep, 'id' | 'title'>,
  spec: AssigneeSpec,
  assigneeContext: AssigneeContext,
  excluded: readonly string[],
): Assignees {
  const assignees = resolveAssignees(spec, assigneeContext, excluded);
  if (assignees.people.length > 0) return assignees;
  throw createNoAssigneeError(step, assignees.parties, explainNoAssignees(spec, assigneeContext));
}

const withFallbackPeople = (fallbackPeople: readonly Person[], assignees: Assignees): Assignees =>
  assignees.people.length > 0 ? assignees : { ...assignees, people: dedupePeople(fallbackPeople) };

function resolveEscalation(
  step: ApprovalStepDefinition | TaskStepDefinition,
  assigneeContext: AssigneeContext,
  excluded: readonly string[],
): EscalationPolicy {
  const to =
    step.escalateTo === undefined ? NO_ASSIGNEES : resolveAssignees(step.escalateTo, assigneeContext, excluded);
  return {
    remindAfter: toBusinessDayCount(step.remindAfter),
    escalateAfter: toBusinessDayCount(step.escalateAfter),
    // If undefined, the engine escalates to the plan's escalation contacts.
    escalateTo: to.people.length > 0 ? to : undefined,
  };
}

const toBusinessDayCount = (duration: Duration | undefined): number | undefined =>
  duration === undefined ? undefined : parseBusinessDays(duration);

/** @throws FirstdayError `plan-fault` if the plan cannot compute the instructions or the questions of the task */
export const resolveTaskContent = (
  plan: string,
  id: string,
  step: TaskStepDefinition,
  onboarding: OnboardingFacts,
): Pick<TaskStep, 'instructions' | 'form'> => ({
  instructions: callPlanCode(plan, id, () => resolveText(step.instructions, onboarding, step.element)),
  form: callPlanCode(plan, id, () => resolveForm(step, onboarding)),
});

/** @throws Error if a question of a computed form cannot be shown */
function resolveForm({ form, element }: TaskStepDefinition, onboarding: OnboardingFacts): TaskStep['form'] {
  if (typeof form !== 'function') return form && toFormFields(form);
  const schemas = form(onboarding, element);
  const unsupported = listUnsupportedFields(schemas);
  if (unsupported.length > 0) throw new Error(`No form can ask for ${unsupported.join(', ')}.`);
  return toFormFields(schemas);
}

const resolveText = (
  text: Instructions | undefined,
  onboarding: OnboardingFacts,
  element: GroupElement | undefined,
): LocalizedText | undefined => (typeof text === 'function' ? text(onboarding, element) : text);
