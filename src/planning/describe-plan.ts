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
import { formatAssigneeSpec } from './assignee-spec';
import { formatRelativeTime, humanizeId } from './labels';

export function describePlan(plan: PlanDefinition, activities: PlannerConfig['activities']): PlanDescription {
  const { name, title, completeWithin } = plan;
  const steps = Object.entries(plan.steps).map(([id, step]): StepDescription => ({
    id,
    kind: step.kind,
    title: step.title ?? (step.kind === 'activity' ? activities[step.activity]?.title : undefined) ?? humanizeId(id),
    after: listPredecessors(plan, step),
    when: step.when?.reason,
    onlyAsBranch: isBranch(step) || undefined,
    ...describeStepDetails(step),
  }));
  return { name, title, completeWithin: completeWithin && formatDeadline(completeWithin), steps };
}

const formatDeadline = ({ moment, then }: NonNullable<PlanDefinition['completeWithin']>): string =>
  `${formatRelativeTime(moment)}, else ${then === 'rollback' ? 'all is rolled back' : 'it is escalated'}`;

type StepDetails = Omit<StepDescription, 'id' | 'kind' | 'title' | 'after' | 'when' | 'onlyAsBranch'>;

function describeStepDetails(step: StepDefinition): StepDetails {
  switch (step.kind) {
    case 'activity':
      return {
        ...describeDates(step),
        onFailure: step.onFailure && { ...step.onFailure },
        escalation: describeFailureDecision(step),
      };
    case 'approval':
      return { assignee: formatAssigneeSpec(step.from), escalation: describeEscalation(step) };
    case 'task':
      return {
        ...describeDates(step),
        assignee: formatAssigneeSpec(step.for),
        escalation: describeEscalation(step),
        form: step.form && toFormFields(step.form),
        undoTask: step.undoTask && `${step.undoTask.title}, by ${formatAssigneeSpec(step.undoTask.for)}`,
      };
  }
}

const describeDates = ({
  start,
  due,
  skippable,
  redoWhenRescheduled,
}: ActivityStepDefinition | TaskStepDefinition): StepDetails => ({
  start: start && formatRelativeTime(start),
  due: due && formatRelativeTime(due),
  skippable,
  redoWhenRescheduled,
});

function describeFailureDecision({ owner, decideWithin }: ActivityStepDefinition): string[] | undefined {
  if (decideWithin === undefined) return undefined;
  const decider = owner === undefined ? 'who submitted it, hr or it' : formatAssigneeSpec(owner);
  return [`where it fails, ${decider} may decide within ${decideWithin}, else all is rolled back`];
}

function describeEscalation(step: ApprovalStepDefinition | TaskStepDefinition): string[] | undefined {
  const { remindAfter, escalateAfter, escalateTo } = step;
  const lines: string[] = [];
  if (remindAfter !== undefined) lines.push(`reminded after ${remindAfter}`);
  if (escalateAfter !== undefined && escalateTo !== undefined)
    lines.push(`escalated to ${formatAssigneeSpec(escalateTo)} after ${escalateAfter}`);
  if (step.kind === 'approval' && step.expireAfter !== undefined)
    lines.push(`${step.onExpiry === 'decline' ? 'declined' : 'escalated again'} after ${step.expireAfter}`);
  return lines.length > 0 ? lines : undefined;
}
