import type { HumanStep, ResolvedPlan, ResolvedStep } from '../plan/resolved-plan';
import { forecastReadiness } from '../plan/readiness';
import { dedupePeople } from '../people';
import type { Person } from '../request';
import type { Role } from '../status';
import type { OnboardingView, StepView } from './view';
import { getCurrentAssignees, hasOpenWait } from './assignment';
import type { EngineInput, EngineState } from './state';
import { getEffect, type StepState } from './step-state';
import { deriveStatus } from './derive-status';

export function buildOnboardingView(input: EngineInput, state: EngineState, now: string): OnboardingView {
  const { plan } = input;
  const { readiness, cause, atRiskAt, atRiskCause, lateAt, lateCause } = forecastReadiness(
    plan.steps,
    (id) => state.steps[id]?.status,
    state.closedAt ?? now,
  );
  const isClosed = state.closedAt !== undefined;
  return {
    id: input.id,
    plan: plan.name,
    status: deriveStatus(plan.steps, state),
    readiness,
    readinessCause: cause,
    ...(isClosed ? {} : { atRiskAt, atRiskCause, lateAt, lateCause }),
    deadlineAt: plan.deadline?.at,
    request: input.request,
    cost: plan.cost,
    access: plan.access,
    startDate: plan.dayOne.date,
    dayOneAt: plan.dayOne.startsAt,
    timeZone: plan.dayOne.timeZone,
    submittedBy: input.submittedBy,
    submittedThrough: input.submittedThrough,
    submittedAt: input.submittedAt,
    closedAt: state.closedAt,
    termination: state.termination,
    steps: plan.steps.map((step) => buildStepView(step, state.steps[step.id], plan)),
    timeline: state.timeline,
  };
}

function buildStepView(step: ResolvedStep, state: StepState | undefined, plan: ResolvedPlan): StepView {
  if (state === undefined) throw new Error(`The plan's step ${step.id} has no state.`);
  const { id, kind, title, after, startAt, dueAt, branch } = step;
  const { wait, status, requestCount, times, failure } = state;
  const { generation, armed, byHand } = getEffect(state);
  const { decision, answers, result, reason, comment, branchedTo } = state.outcome ?? {};
  return {
    id,
    kind,
    title,
    status,
    requestCount,
    after,
    startAt,
    dueAt,
    startedAt: times?.startedAt,
    endedAt: times?.endedAt,
    people: getStepPeople(step, state, plan),
    roles: getStepRoles(step, state),
    ...buildHumanWaitView(step, state),
    approvals: wait === undefined || wait.approvals.length === 0 ? undefined : wait.approvals,
    onlyAsBranch: branch,
    onFailure: step.kind === 'activity' ? step.onFailure : undefined,
    followedBy: step.kind === 'task' ? step.followedBy : undefined,
    skippable: step.kind === 'task' ? step.skippable : undefined,
    essential: step.kind === 'activity' ? step.essential : undefined,
    decideBy: failure?.decideBy,
    branchedTo,
    generation,
    armed,
    byHand,
    decision,
    answers,
    result,
    error: failure?.error,
    reason,
    comment,
  };
}

/** People with the open request, else the planned ones; after a failure, its owner. None while waiting for a date. */
function getStepPeople(step: ResolvedStep, state: StepState, plan: ResolvedPlan): StepView['people'] {
  if (hasFailed(state)) return getFailureContacts(step, state, plan);
  if (step.kind === 'activity' || isWaitingForDate(state)) return undefined;
  return hasOpenWait(step, state) ? state.wait?.people : step.assignees.people;
}

/** After the time to decide, the escalation contacts as well. */
function getFailureContacts(step: ResolvedStep, { failure }: StepState, plan: ResolvedPlan): Person[] {
  const owners = step.kind === 'activity' ? step.owner?.people : undefined;
  if (owners === undefined) return plan.escalationContacts;
  return failure?.isOverdue ? dedupePeople([...owners, ...plan.escalationContacts]) : owners;
}

/** Like `getStepPeople`, for roles: their holders need not be listed by name. */
function getStepRoles(step: ResolvedStep, state: StepState): StepView['roles'] {
  if (step.kind === 'activity') return hasFailed(state) ? step.owner?.roles : undefined;
  const { roles: plannedRoles } = getCurrentAssignees(step, state);
  const roles = [...(listPendingApprovalRoles(step, state) ?? plannedRoles), ...(state.wait?.escalatedTo.roles ?? [])];
  return roles.length === 0 || isWaitingForDate(state) ? undefined : roles;
}

/** Returns the roles of the parties that have not approved yet, if all parties must approve. */
const listPendingApprovalRoles = (step: HumanStep, state: StepState): Role[] | undefined =>
  step.kind === 'approval' && hasOpenWait(step, state)
    ? step.allOf
        ?.filter((_, party) => state.wait?.approvedParties.includes(party) !== true)
        .flatMap(({ roles }) => roles)
    : undefined;

const hasFailed = ({ status }: StepState): boolean => status === 'failed' || status === 'undo-failed';
const isWaitingForDate = ({ status, wait }: StepState): boolean => status === 'waiting' && wait === undefined;

function buildHumanWaitView(step: ResolvedStep, state: StepState): Partial<StepView> {
  if (step.kind === 'activity') return {};
  const {
    remindAt,
    escalateAt,
    expireAt,
    remindedAt,
    substitutes = [],
  } = (hasOpenWait(step, state) ? state.wait : undefined) ?? {};
  const waitFields = {
    remindAt,
    escalateAt,
    expireAt,
    remindedAt,
    substitutes: substitutes.length > 0 ? substitutes : undefined,
  };
  if (step.kind === 'approval') return waitFields;
  const { undoTask } = step;
  if (state.status === 'undoing')
    return { ...waitFields, undoTask: undoTask?.title, instructions: undoTask?.instructions };
  return { ...waitFields, instructions: step.instructions, form: step.form };
}
