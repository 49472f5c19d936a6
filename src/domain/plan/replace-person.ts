import { substitutePerson } from '../people';
import type { Person } from '../request';
import type { Assignees, EscalationPolicy, HumanStep, ResolvedPlan, ResolvedStep } from './resolved-plan';

/**
 * Assigns to `substitute` all that the plan still assigns to the person: requests, owned failures, escalations and undo
 * tasks. A step for which `canBeAssigned` is false keeps its people.
 */
export const replacePersonInPlan = (
  plan: ResolvedPlan,
  email: string,
  substitute: Person,
  canBeAssigned: (step: HumanStep) => boolean,
): ResolvedPlan => {
  const replace = (assignees: Assignees): Assignees => ({
    ...assignees,
    people: substitutePerson(assignees.people, email, substitute),
  });
  return {
    ...plan,
    escalationContacts: substitutePerson(plan.escalationContacts, email, substitute),
    steps: plan.steps.map((step) =>
      step.kind !== 'activity' && !canBeAssigned(step) ? step : replaceInStep(step, replace),
    ),
  };
};

type ReplaceAssignees = (assignees: Assignees) => Assignees;

function replaceInStep(step: ResolvedStep, replace: ReplaceAssignees): ResolvedStep {
  if (step.kind === 'activity') return { ...step, owner: step.owner && replace(step.owner) };
  const escalation = step.escalation && replaceInEscalation(step.escalation, replace);
  const replaced = { assignees: replace(step.assignees), escalation };
  if (step.kind === 'approval') return { ...step, ...replaced, allOf: step.allOf?.map(replace) };
  const { undoTask } = step;
  return { ...step, ...replaced, undoTask: undoTask && { ...undoTask, assignees: replace(undoTask.assignees) } };
}

const replaceInEscalation = (escalation: EscalationPolicy, replace: ReplaceAssignees): EscalationPolicy => ({
  ...escalation,
  escalateTo: escalation.escalateTo && replace(escalation.escalateTo),
});
