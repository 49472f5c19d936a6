import type { Principal } from '../principal';
import type { Assignees, PeopleStep, ResolvedStep } from '../plan/types';
import type { EngineInput, EngineState, StepState, WaitState } from './state';

/** Whether people are asked for this step now: an open approval or task, or the task that takes a task back. */
export const isAsking = (step: ResolvedStep, { status, wait }: StepState): boolean =>
  step.kind !== 'activity' && wait !== undefined && (status === 'waiting' || status === 'undoing');

/** Whom the plan names for what the step asks now. */
export const assigneesOf = (step: PeopleStep, { status }: StepState): Assignees =>
  status === 'undoing' && step.kind === 'task' && step.counter !== undefined ? step.counter.assignees : step.assignees;

/** Which of the parties that must all approve this person speaks for; after an escalation, for each that has not. */
export function partiesOf(parties: readonly Assignees[], wait: WaitState, speaker: Principal): number[] {
  const escalated = wasEscalatedTo(wait, speaker);
  return parties.flatMap((party, index) => (escalated || speaksFor(party, wait, speaker) ? [index] : []));
}

/** Whether this person, or one they stand in for, is among those named. */
export function speaksFor(
  { people, roles }: Pick<Assignees, 'people' | 'roles'>,
  wait: WaitState | undefined,
  { email: own, roles: held }: Principal,
): boolean {
  const voices = voicesOf(own, wait);
  return people.some(({ email }) => voices.has(email)) || roles.some((role) => held.includes(role));
}

export const wasEscalatedTo = (wait: WaitState | undefined, speaker: Principal): boolean =>
  wait !== undefined && speaksFor(wait.alsoEntitled, wait, speaker);

/** This person's own voice, and those of everybody they stand in for, also by way of another. */
function voicesOf(by: string, wait: WaitState | undefined): Set<string> {
  const voices = new Set([by]);
  for (const voice of voices) {
    for (const standIn of wait?.standIns ?? []) if (standIn.by === voice) voices.add(standIn.of);
  }
  return voices;
}

/**
 * E-mail addresses of everyone whom the onboarding asks in any case, or has asked: who may see it. Whom only a failure asks,
 * which may be all of IT, sees it while that waits. The new hire has a page of their own instead.
 */
export function involvedIn({ request, plan, submittedBy }: EngineInput, { steps }: EngineState): string[] {
  const asked = plan.steps.flatMap((step) => {
    const wait = steps[step.id]?.wait;
    const planned = step.kind === 'activity' || step.branch === true ? [] : step.assignees.people;
    return [...planned, ...(wait?.asked ?? []), ...(wait?.alsoEntitled.people ?? [])];
  });
  const emails = new Set([submittedBy, request.manager, ...asked].map(({ email }) => email));
  emails.delete(request.employee.personalEmail);
  return [...emails];
}
