import { formFields } from './form-fields';
import type { PlanDefinition, PlannedActivity, PlannedApproval, PlannedTask, StepDefinition } from './dsl';
import type { PlannerParts } from './planner-config';
import { isBranch, predecessors } from './plan-graph';
import type { PlanDescription, StepDescription } from './planner';
import { whoInWords } from './assignee-spec';
import { momentInWords, titleOf } from './labels';

/** A plan in the words of people. */
export function describe(plan: PlanDefinition, activities: PlannerParts['activities']): PlanDescription {
  const { name, title, completeWithin } = plan;
  const steps = Object.entries(plan.steps).map(([id, step]): StepDescription => ({
    id,
    kind: step.kind,
    title: step.title ?? (step.kind === 'activity' ? activities[step.activity]?.title : undefined) ?? titleOf(id),
    after: predecessors(plan, step),
    when: step.when?.label,
    onlyAsBranch: isBranch(step) || undefined,
    ...ownOf(step),
  }));
  return { name, title, completeWithin: completeWithin && deadlineInWords(completeWithin), steps };
}

const deadlineInWords = ({ moment, then }: NonNullable<PlanDefinition['completeWithin']>): string =>
  `${momentInWords(moment)}, else ${then === 'rollback' ? 'all is rolled back' : 'it is escalated'}`;

type Own = Omit<StepDescription, 'id' | 'kind' | 'title' | 'after' | 'when' | 'onlyAsBranch'>;

function ownOf(step: StepDefinition): Own {
  switch (step.kind) {
    case 'activity':
      return { ...datesOf(step), onFailure: step.onFailure && { ...step.onFailure }, patience: decisionOf(step) };
    case 'approval':
      return { who: whoInWords(step.from), patience: patienceOf(step) };
    case 'task':
      return {
        ...datesOf(step),
        who: whoInWords(step.for),
        patience: patienceOf(step),
        form: step.form && formFields(step.form),
        counterTask: step.counterTask && `${step.counterTask.title}, by ${whoInWords(step.counterTask.for)}`,
      };
  }
}

const datesOf = ({ start, due, skippable, redoWhenRescheduled }: PlannedActivity | PlannedTask): Own => ({
  start: start && momentInWords(start),
  due: due && momentInWords(due),
  skippable,
  redoWhenRescheduled,
});

function decisionOf({ owner, decideWithin }: PlannedActivity): string[] | undefined {
  if (decideWithin === undefined) return undefined;
  const who = owner === undefined ? 'who submitted it, hr or it' : whoInWords(owner);
  return [`where it fails, ${who} may decide within ${decideWithin}, else all is rolled back`];
}

function patienceOf(step: PlannedApproval | PlannedTask): string[] | undefined {
  const { remindAfter, escalateAfter, escalateTo } = step;
  const lines: string[] = [];
  if (remindAfter !== undefined) lines.push(`reminded after ${remindAfter}`);
  if (escalateAfter !== undefined && escalateTo !== undefined)
    lines.push(`escalated to ${whoInWords(escalateTo)} after ${escalateAfter}`);
  if (step.kind === 'approval' && step.expireAfter !== undefined)
    lines.push(`${step.onExpiry === 'decline' ? 'declined' : 'escalated again'} after ${step.expireAfter}`);
  return lines.length > 0 ? lines : undefined;
}
