import { formatEmployeeName } from './employee-name';
import type { OnboardingInput, HumanStep } from './plan/resolved-plan';
import type { Principal } from './principal';
import type { OnboardingRequest, Person } from './request';

/** Removes duplicates by e-mail address, in order. */
export const dedupePeople = (people: readonly Person[]): Person[] =>
  people.filter(({ email }, index) => people.findIndex((other) => other.email === email) === index);

export const substitutePerson = (people: readonly Person[], replacedEmail: string, substitute: Person): Person[] =>
  dedupePeople(people.map((person) => (person.email === replacedEmail ? substitute : person)));

/** Uses the private address: a new hire has no other yet. */
export const getNewHire = (request: Pick<OnboardingRequest, 'employee'>): Person => ({
  name: formatEmployeeName(request),
  email: request.employee.personalEmail,
});

/** Returns the reason why a person must never decide on the onboarding, regardless of the assignment. */
export function findConflictOfInterest(
  { submittedBy, submittedThrough, request }: Pick<OnboardingInput, 'submittedBy' | 'submittedThrough' | 'request'>,
  email: string,
): 'submission' | 'onboarding' | undefined {
  if (email === submittedBy.email || email === submittedThrough) return 'submission';
  return email === request.employee.personalEmail ? 'onboarding' : undefined;
}

/**
 * Lists the conflicts of the person and of the person's agent. One person may act on behalf of several, the
 * submitter and an approver among them: both decisions then show that name.
 */
export const listConflictsOfInterest = (
  onboarding: Pick<OnboardingInput, 'submittedBy' | 'submittedThrough' | 'request'>,
  { email, agent }: Pick<Principal, 'email' | 'agent'>,
): ('submission' | 'onboarding')[] => {
  const conflicts = [
    findConflictOfInterest(onboarding, email),
    agent === undefined ? undefined : findConflictOfInterest({ ...onboarding, submittedThrough: undefined }, agent),
  ];
  return conflicts.filter((conflict) => conflict !== undefined);
};

/** True for the submitter (approvals only) and the new hire: they never decide, not even as a deputy. */
export const isExcludedAsSubstitute = (
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  { kind }: HumanStep,
  { email }: Person,
): boolean => (kind === 'approval' && email === submittedBy.email) || email === request.employee.personalEmail;
