import { formatEmployeeName } from './employee-name';
import type { OnboardingInput, HumanStep } from './plan/resolved-plan';
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
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  email: string,
): 'submission' | 'onboarding' | undefined {
  if (email === submittedBy.email) return 'submission';
  return email === request.employee.personalEmail ? 'onboarding' : undefined;
}

/** True for the submitter (approvals only) and the new hire: they never decide, not even as a deputy. */
export const isExcludedAsSubstitute = (
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  { kind }: HumanStep,
  { email }: Person,
): boolean => (kind === 'approval' && email === submittedBy.email) || email === request.employee.personalEmail;
