import { mayNotStandIn, replaced } from '../domain/people';
import type { OnboardingInput, PeopleStep, ResolvedStep } from '../domain/plan/types';
import { outlookOf } from '../domain/plan/readiness';
import type { Person } from '../domain/request';
import type { OnboardingStatus } from '../domain/status';
import type { OnboardingView, StepView } from '../domain/onboarding/view';

/** The onboarding as its workflow will first show it: what people see until the workflow has spoken. */
export function firstView(input: OnboardingInput): OnboardingView {
  const { id, plan, request, submittedBy, submittedAt } = input;
  const steps = plan.steps.map((step) => firstStepView(step, input));
  const statuses = new Map(steps.map((step) => [step.id, step.status]));
  const { cause, ...outlook } = outlookOf(plan.steps, (step) => statuses.get(step), submittedAt);
  return {
    id,
    plan: plan.name,
    status: statusOf(steps),
    ...outlook,
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

function statusOf(steps: readonly StepView[]): OnboardingStatus {
  if (steps.some(({ kind, status }) => kind === 'task' && status === 'waiting')) return 'in-progress';
  return steps.some(({ kind, status }) => kind === 'approval' && status !== 'skipped')
    ? 'awaiting-approval'
    : 'scheduled';
}

function firstStepView(step: ResolvedStep, input: OnboardingInput): StepView {
  const { id, kind, title, after, startAt, dueAt, skipped, branch, skippable } = step;
  const planned = { id, kind, title, after, startAt, dueAt, onlyAsBranch: branch, skippable };
  const more = step.kind === 'activity' ? { onFailure: step.onFailure } : asking(step);
  const shown = { ...planned, generation: 0, armed: false, ...more };
  if (skipped !== undefined) return { ...shown, status: 'skipped', note: skipped };
  if (step.kind === 'activity' || !opensAtOnce(step, input)) return { ...shown, status: 'pending' };
  return { ...shown, ...opened(step, input), status: 'waiting', startedAt: input.submittedAt };
}

function asking({ assignees, ...step }: PeopleStep): Partial<StepView> {
  const asked = { people: assignees.people, roles: assignees.roles.length > 0 ? assignees.roles : undefined };
  return step.kind === 'approval' ? asked : { ...asked, instructions: step.instructions, form: step.form };
}

/** A branch opens only where a failure leads to it. */
function opensAtOnce({ after, startAt, branch }: PeopleStep, { plan, submittedAt }: OnboardingInput): boolean {
  const isFree = after.every((id) => plan.steps.find((step) => step.id === id)?.skipped !== undefined);
  const isTime = startAt === undefined || Date.parse(startAt) <= Date.parse(submittedAt);
  return branch !== true && isFree && isTime;
}

function opened(step: PeopleStep, input: OnboardingInput): Partial<StepView> {
  const { remindAt, escalateAt, expireAt } = step.arranged ?? {};
  const taken = (step.arranged?.standIns ?? []).filter(({ deputy }) => !mayNotStandIn(input, step, deputy));
  let { people } = step.assignees;
  for (const { of, deputy } of taken) people = replaced(people, of, deputy);
  const standIns = taken.length > 0 ? taken.map(({ of, deputy }) => ({ of, by: deputy.email })) : undefined;
  return { people, standIns, remindAt, escalateAt, expireAt };
}

/**
 * Whom the plan asks in any case, and who stands in for them from the beginning: they may see the onboarding. Whom only a
 * failure asks sees it from then on; the new hire has a page of their own instead.
 */
export const involvedIn = ({ plan, request }: OnboardingInput): string[] =>
  [...new Set([request.manager, ...plan.steps.flatMap(askedIn)].map(({ email }) => email))].filter(
    (email) => email !== request.employee.personalEmail,
  );

function askedIn(step: ResolvedStep): Person[] {
  if (step.kind === 'activity' || step.branch === true) return [];
  return [...step.assignees.people, ...(step.arranged?.standIns ?? []).map(({ deputy }) => deputy)];
}
