import { isExcludedAsSubstitute, substitutePerson } from '../domain/people';
import type { OnboardingInput, HumanStep, ResolvedStep } from '../domain/plan/resolved-plan';
import { forecastReadiness } from '../domain/plan/readiness';
import type { Person } from '../domain/request';
import type { OnboardingStatus } from '../domain/status';
import type { OnboardingView, StepView } from '../domain/onboarding/view';

/** Builds the view shown until the workflow writes its first snapshot. Must match the first view of the workflow. */
export function buildInitialView(input: OnboardingInput): OnboardingView {
  const { id, plan, request, submittedBy, submittedAt } = input;
  const steps = plan.steps.map((step) => buildInitialStepView(step, input));
  const statuses = new Map(steps.map((step) => [step.id, step.status]));
  const { cause, ...forecast } = forecastReadiness(plan.steps, (step) => statuses.get(step), submittedAt);
  return {
    id,
    plan: plan.name,
    status: deriveInitialStatus(steps),
    ...forecast,
    readinessCause: cause,
    deadlineAt: plan.deadline?.at,
    cost: plan.cost,
    request,
    startDate: plan.dayOne.date,
    dayOneAt: plan.dayOne.startsAt,
    timeZone: plan.dayOne.timeZone,
    submittedBy,
    submittedAt,
    steps,
    timeline: [],
  };
}

function deriveInitialStatus(steps: readonly StepView[]): OnboardingStatus {
  if (steps.some(({ kind, status }) => kind === 'task' && status === 'waiting')) return 'in-progress';
  return steps.some(({ kind, status }) => kind === 'approval' && status !== 'skipped')
    ? 'awaiting-approval'
    : 'scheduled';
}

function buildInitialStepView(step: ResolvedStep, input: OnboardingInput): StepView {
  const { id, kind, title, after, startAt, dueAt, skipReason, branch, skippable } = step;
  const base = { id, kind, title, after, startAt, dueAt, onlyAsBranch: branch, skippable };
  const kindFields = step.kind === 'activity' ? { onFailure: step.onFailure } : buildAssigneeFields(step);
  const common = { ...base, generation: 0, armed: false, ...kindFields };
  if (skipReason !== undefined) return { ...common, status: 'skipped', reason: skipReason };
  if (step.kind === 'activity' || !isOpenAtSubmission(step, input)) return { ...common, status: 'pending' };
  return { ...common, ...buildOpenStepFields(step, input), status: 'waiting', startedAt: input.submittedAt };
}

function buildAssigneeFields({ assignees, ...step }: HumanStep): Partial<StepView> {
  const assigneeFields = { people: assignees.people, roles: assignees.roles.length > 0 ? assignees.roles : undefined };
  return step.kind === 'approval'
    ? assigneeFields
    : { ...assigneeFields, instructions: step.instructions, form: step.form };
}

/** A branch is never open at submission: only a failure leads to it. */
function isOpenAtSubmission({ after, startAt, branch }: HumanStep, { plan, submittedAt }: OnboardingInput): boolean {
  const isUnblocked = after.every((id) => plan.steps.find((step) => step.id === id)?.skipReason !== undefined);
  const isDue = startAt === undefined || Date.parse(startAt) <= Date.parse(submittedAt);
  return branch !== true && isUnblocked && isDue;
}

function buildOpenStepFields(step: HumanStep, input: OnboardingInput): Partial<StepView> {
  const { remindAt, escalateAt, expireAt } = step.reminderSchedule ?? {};
  const activeSubstitutes = (step.reminderSchedule?.substitutes ?? []).filter(
    ({ deputy }) => !isExcludedAsSubstitute(input, step, deputy),
  );
  let { people } = step.assignees;
  for (const { representedEmail, deputy } of activeSubstitutes)
    people = substitutePerson(people, representedEmail, deputy);
  const substitutes =
    activeSubstitutes.length > 0
      ? activeSubstitutes.map(({ representedEmail, deputy }) => ({ representedEmail, substituteEmail: deputy.email }))
      : undefined;
  return { people, substitutes, remindAt, escalateAt, expireAt };
}

/**
 * E-mail addresses with read access from the start: the manager, the planned assignees and their initial substitutes.
 * Assignees of a branch or a failure gain access when it occurs. The new hire has a dedicated page instead.
 */
export const listInitiallyInvolvedEmails = ({ plan, request }: OnboardingInput): string[] =>
  [...new Set([request.manager, ...plan.steps.flatMap(listInitialAssignees)].map(({ email }) => email))].filter(
    (email) => email !== request.employee.personalEmail,
  );

function listInitialAssignees(step: ResolvedStep): Person[] {
  if (step.kind === 'activity' || step.branch === true) return [];
  return [...step.assignees.people, ...(step.reminderSchedule?.substitutes ?? []).map(({ deputy }) => deputy)];
}
