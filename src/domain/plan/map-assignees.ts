import type { Assignees, EscalationPolicy, ResolvedStep } from './resolved-plan';

type MapAssignees = (assignees: Assignees) => Assignees;

/** Maps everyone that a step names: owner, assignees of each party, escalation and undo task. */
export function mapAssignees(step: ResolvedStep, map: MapAssignees): ResolvedStep {
  if (step.kind === 'activity') return { ...step, owner: step.owner && map(step.owner) };
  const escalation = step.escalation && mapEscalation(step.escalation, map);
  const mapped = { assignees: map(step.assignees), escalation };
  if (step.kind === 'approval') return { ...step, ...mapped, allOf: step.allOf?.map(map) };
  const { undoTask } = step;
  return { ...step, ...mapped, undoTask: undoTask && { ...undoTask, assignees: map(undoTask.assignees) } };
}

/** Without people, the engine escalates to the plan's escalation contacts. */
function mapEscalation(escalation: EscalationPolicy, map: MapAssignees): EscalationPolicy {
  const escalateTo = escalation.escalateTo && map(escalation.escalateTo);
  return {
    ...escalation,
    escalateTo: escalateTo !== undefined && escalateTo.people.length > 0 ? escalateTo : undefined,
  };
}
