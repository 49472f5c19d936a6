import { ESCALATION_CONTACTS } from '../domain/plan/assignee-party';
import type { RelativeTime } from '../domain/plan/resolved-plan';
import { createReason, type Reason } from '../domain/reasons/reason';
import { toFormFields } from './form-fields';
import type {
  PlanDefinition,
  ActivityStepDefinition,
  ApprovalStepDefinition,
  TaskStepDefinition,
  StepDefinition,
} from './dsl';
import type { PlannerConfig } from './planner-config';
import { isBranch, listPredecessors } from './plan-graph';
import type { PlanDescription, StepDescription } from './planner';
import { listAssigneeParties } from './assignee-spec';
import { humanizeId } from './labels';
import { type Duration, parseBusinessDays } from './relative-time';

export function describePlan(plan: PlanDefinition, activities: PlannerConfig['activities']): PlanDescription {
  const { name, title, completeWithin } = plan;
  const steps = Object.entries(plan.steps).map(([id, step]): StepDescription => ({
    id,
    kind: step.kind,
    title: step.title ?? (step.kind === 'activity' ? activities[step.activity]?.title : undefined) ?? humanizeId(id),
    after: listPredecessors(plan, step),
    when: step.when?.reason,
    forEach: step.kind === 'approval' ? undefined : step.forEach?.reason,
    onlyAsBranch: isBranch(step) || undefined,
    ...describeStepDetails(step),
  }));
  return { name, title, completeWithin: completeWithin && describeDeadline(completeWithin), steps };
}

const describeDeadline = ({ moment, then }: NonNullable<PlanDefinition['completeWithin']>): Reason =>
  createReason(`completion.${then}`, { moment: describeRelativeTime(moment) });

function describeRelativeTime(relativeTime: RelativeTime): Reason {
  if (relativeTime.kind === 'dayOne') return createReason('moment.day-one', { time: relativeTime.at });
  if (relativeTime.kind === 'dayOneStart') {
    const { hours } = relativeTime;
    if (hours === 0) return createReason('moment.start-of-work', {});
    return createReason(`moment.hours-${hours < 0 ? 'before' : 'after'}-start`, { hours: Math.abs(hours) });
  }
  const unit = relativeTime.kind === 'days' ? 'days' : 'business-days';
  const side = relativeTime.count < 0 ? 'before' : 'after';
  return createReason(`moment.${unit}-${side}`, { days: Math.abs(relativeTime.count) });
}

type StepDetails = Omit<StepDescription, 'id' | 'kind' | 'title' | 'after' | 'when' | 'forEach' | 'onlyAsBranch'>;

function describeStepDetails(step: StepDefinition): StepDetails {
  switch (step.kind) {
    case 'activity':
      return {
        ...describeDates(step),
        essential: step.essential,
        onFailure: step.onFailure && { ...step.onFailure },
        escalation: describeFailureDecision(step),
      };
    case 'approval':
      return { assignees: listAssigneeParties(step.from), escalation: describeEscalation(step) };
    case 'task':
      return {
        ...describeDates(step),
        skippable: step.skippable,
        followedBy: step.followedBy,
        assignees: listAssigneeParties(step.for),
        escalation: describeEscalation(step),
        form: typeof step.form === 'function' ? undefined : step.form && toFormFields(step.form),
        undoTask: step.undoTask && describeUndoTask(step.undoTask),
      };
  }
}

const describeUndoTask = ({ title, for: spec }: NonNullable<TaskStepDefinition['undoTask']>): Reason =>
  createReason('undo-task.assigned', { title, assignees: listAssigneeParties(spec) });

const describeDates = ({
  start,
  due,
  redoWhenRescheduled,
}: ActivityStepDefinition | TaskStepDefinition): StepDetails => ({
  start: start && describeRelativeTime(start),
  due: due && describeRelativeTime(due),
  redoWhenRescheduled,
});

function describeFailureDecision({ essential, owner, decideWithin }: ActivityStepDefinition): Reason[] | undefined {
  const assignees = owner === undefined ? [ESCALATION_CONTACTS] : listAssigneeParties(owner);
  if (decideWithin === undefined)
    return essential === false ? [createReason('escalation.failure-waits', { assignees })] : undefined;
  const then = essential === false ? 'escalates' : 'rolls-back';
  return [createReason(`escalation.failure-${then}`, { days: parseBusinessDays(decideWithin), assignees })];
}

function describeEscalation(step: ApprovalStepDefinition | TaskStepDefinition): Reason[] | undefined {
  const { remindAfter, escalateAfter, escalateTo } = step;
  const reasons = [
    ...describeLimit('escalation.remind', remindAfter),
    ...(escalateAfter === undefined || escalateTo === undefined
      ? []
      : [
          createReason('escalation.escalate', {
            days: parseBusinessDays(escalateAfter),
            assignees: listAssigneeParties(escalateTo),
          }),
        ]),
    ...(step.kind === 'approval'
      ? describeLimit(step.onExpiry === 'decline' ? 'escalation.decline' : 'escalation.expire', step.expireAfter)
      : []),
  ];
  return reasons.length > 0 ? reasons : undefined;
}

const describeLimit = (
  code: 'escalation.remind' | 'escalation.expire' | 'escalation.decline',
  duration: Duration | undefined,
): Reason[] => (duration === undefined ? [] : [createReason(code, { days: parseBusinessDays(duration) })]);
