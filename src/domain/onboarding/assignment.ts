import type { Principal } from '../principal';
import type { Assignees, HumanStep, ResolvedStep } from '../plan/resolved-plan';
import type { EngineInput, EngineState } from './state';
import type { HumanWait, StepState } from './step-state';

/** True if the step has an open request to people: an approval, a task, or the undo task of a completed task. */
export const hasOpenWait = (step: ResolvedStep, { status, wait }: StepState): boolean =>
  step.kind !== 'activity' && wait !== undefined && (status === 'waiting' || status === 'undoing');

/** Returns the plan's assignees for the current request: those of the undo task while the step is being undone. */
export const getCurrentAssignees = (step: HumanStep, { status }: StepState): Assignees =>
  status === 'undoing' && step.kind === 'task' && step.undoTask !== undefined
    ? step.undoTask.assignees
    : step.assignees;

/** Returns the indexes of the parties that the person represents: all of them after an escalation to this person. */
export function findRepresentedParties(parties: readonly Assignees[], wait: HumanWait, principal: Principal): number[] {
  const isEscalatedTo = wasEscalatedTo(wait, principal);
  return parties.flatMap((party, index) => (isEscalatedTo || isRepresentedBy(party, wait, principal) ? [index] : []));
}

/** True if the people or roles include the person, or someone they substitute for. */
export function isRepresentedBy(
  { people, roles }: Pick<Assignees, 'people' | 'roles'>,
  wait: HumanWait | undefined,
  { email: ownEmail, roles: ownRoles }: Principal,
): boolean {
  const representedEmails = collectRepresentedEmails(ownEmail, wait);
  return people.some(({ email }) => representedEmails.has(email)) || roles.some((role) => ownRoles.includes(role));
}

export const wasEscalatedTo = (wait: HumanWait | undefined, principal: Principal): boolean =>
  wait !== undefined && isRepresentedBy(wait.escalatedTo, wait, principal);

/** Collects the person's own address and, transitively, those of everyone they substitute for. */
function collectRepresentedEmails(ownEmail: string, wait: HumanWait | undefined): Set<string> {
  const representedEmails = new Set([ownEmail]);
  for (const representedEmail of representedEmails) {
    for (const substitute of wait?.substitutes ?? [])
      if (substitute.substituteEmail === representedEmail) representedEmails.add(substitute.representedEmail);
  }
  return representedEmails;
}

/**
 * Lists the e-mail addresses of people with access to the onboarding: the submitter, the manager, planned assignees (except
 * of branches), those with an open request, and the deciders. Access ends with the request, unless the person
 * has answered it. Owners of a failure, possibly all of IT, have access only while it is open. The new hire has a
 * separate page, also by an earlier address.
 */
export function listInvolvedEmails({ request, plan, submittedBy }: EngineInput, { steps }: EngineState): string[] {
  const assignees = plan.steps
    .filter((step) => !isAssignedToNewHire(step))
    .flatMap((step) => [...listAssignedPeople(step, steps[step.id]), ...listDeciders(steps[step.id])]);
  const emails = new Set([submittedBy.email, request.manager.email, ...assignees]);
  emails.delete(request.employee.personalEmail);
  return [...emails].sort();
}

function listAssignedPeople(step: ResolvedStep, state: StepState | undefined): string[] {
  const planned = step.kind === 'activity' || step.branch === true ? [] : step.assignees.people;
  const wait = state !== undefined && hasOpenWait(step, state) ? state.wait : undefined;
  return [...planned, ...(wait?.people ?? []), ...(wait?.escalatedTo.people ?? [])].map(({ email }) => email);
}

const listDeciders = (state: StepState | undefined): string[] =>
  [state?.outcome?.decision, ...(state?.wait?.approvals ?? [])].flatMap((decision) => decision?.by ?? []);

const isAssignedToNewHire = (step: ResolvedStep): boolean =>
  step.kind !== 'activity' && step.assignees.parties.some(({ relations }) => relations.includes('new-hire'));
