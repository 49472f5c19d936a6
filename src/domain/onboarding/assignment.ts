import type { Principal } from '../principal';
import type { Assignees, HumanStep, ResolvedStep } from '../plan/resolved-plan';
import type { EngineInput, EngineState, StepState, HumanWait } from './state';

/** Whether people are asked for this step now: an open approval or task, or the task that takes a task back. */
export const hasOpenWait = (step: ResolvedStep, { status, wait }: StepState): boolean =>
  step.kind !== 'activity' && wait !== undefined && (status === 'waiting' || status === 'undoing');

/** Whom the plan names for what the step asks now. */
export const getCurrentAssignees = (step: HumanStep, { status }: StepState): Assignees =>
  status === 'undoing' && step.kind === 'task' && step.counter !== undefined ? step.counter.assignees : step.assignees;

/** Which of the parties that must all approve this person speaks for; after an escalation, for each that has not. */
export function findRepresentedParties(parties: readonly Assignees[], wait: HumanWait, principal: Principal): number[] {
  const escalated = wasEscalatedTo(wait, principal);
  return parties.flatMap((party, index) => (escalated || isRepresentedBy(party, wait, principal) ? [index] : []));
}

/** Whether this person, or one they stand in for, is among those named. */
export function isRepresentedBy(
  { people, roles }: Pick<Assignees, 'people' | 'roles'>,
  wait: HumanWait | undefined,
  { email: own, roles: held }: Principal,
): boolean {
  const representedEmails = collectRepresentedEmails(own, wait);
  return people.some(({ email }) => representedEmails.has(email)) || roles.some((role) => held.includes(role));
}

export const wasEscalatedTo = (wait: HumanWait | undefined, principal: Principal): boolean =>
  wait !== undefined && isRepresentedBy(wait.alsoEntitled, wait, principal);

/** This person's own voice, and those of everybody they stand in for, also by way of another. */
function collectRepresentedEmails(by: string, wait: HumanWait | undefined): Set<string> {
  const representedEmails = new Set([by]);
  for (const representedEmail of representedEmails) {
    for (const standIn of wait?.standIns ?? []) if (standIn.by === representedEmail) representedEmails.add(standIn.of);
  }
  return representedEmails;
}

/**
 * E-mail addresses of everyone whom the onboarding asks in any case, or has asked: who may see it. Whom only a failure asks,
 * which may be all of IT, sees it while that waits. The new hire has a page of their own instead.
 */
export function listInvolvedPeople({ request, plan, submittedBy }: EngineInput, { steps }: EngineState): string[] {
  const asked = plan.steps.flatMap((step) => {
    const wait = steps[step.id]?.wait;
    const planned = step.kind === 'activity' || step.branch === true ? [] : step.assignees.people;
    return [...planned, ...(wait?.asked ?? []), ...(wait?.alsoEntitled.people ?? [])];
  });
  const emails = new Set([submittedBy, request.manager, ...asked].map(({ email }) => email));
  emails.delete(request.employee.personalEmail);
  return [...emails];
}
