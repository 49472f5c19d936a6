import { formatEmployeeName } from './employee-name';
import type { OnboardingInput, HumanStep } from './plan/resolved-plan';
import type { OnboardingRequest, Person } from './request';

/** Each person once, in order. */
export const dedupePeople = (people: readonly Person[]): Person[] =>
  people.filter(({ email }, index) => people.findIndex((other) => other.email === email) === index);

/** The same people, with one in another's place. */
export const substitutePerson = (people: readonly Person[], replacedEmail: string, substitute: Person): Person[] =>
  dedupePeople(people.map((person) => (person.email === replacedEmail ? substitute : person)));

/** The new hire, where a plan asks them: by the private address, for they have no other yet. */
export const getNewHire = (request: Pick<OnboardingRequest, 'employee'>): Person => ({
  name: formatEmployeeName(request),
  email: request.employee.personalEmail,
});

/** What is this person's own about it, so that they never decide on it, whoever asks them. */
export function findConflictOfInterest(
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  email: string,
): 'submission' | 'onboarding' | undefined {
  if (email === submittedBy.email) return 'submission';
  return email === request.employee.personalEmail ? 'onboarding' : undefined;
}

/** Whoever submitted, and the new hire, never decide: not as a deputy either. */
export const isExcludedAsSubstitute = (
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  { kind }: HumanStep,
  { email }: Person,
): boolean => (kind === 'approval' && email === submittedBy.email) || email === request.employee.personalEmail;
