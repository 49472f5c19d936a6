import { employeeNameOf } from './employee';
import type { OnboardingInput, PeopleStep } from './plan/types';
import type { OnboardingRequest, Person } from './request';

/** Each person once, in order. */
export const distinct = (people: readonly Person[]): Person[] =>
  people.filter(({ email }, index) => people.findIndex((other) => other.email === email) === index);

/** The same people, with one in another's place. */
export const replaced = (people: readonly Person[], of: string, by: Person): Person[] =>
  distinct(people.map((person) => (person.email === of ? by : person)));

/** The new hire, where a plan asks them: by the private address, for they have no other yet. */
export const newHireOf = (request: Pick<OnboardingRequest, 'employee'>): Person => ({
  name: employeeNameOf(request),
  email: request.employee.personalEmail,
});

/** What is this person's own about it, so that they never decide on it, whoever asks them. */
export function ownOf(
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  email: string,
): 'submission' | 'onboarding' | undefined {
  if (email === submittedBy.email) return 'submission';
  return email === request.employee.personalEmail ? 'onboarding' : undefined;
}

/** Whoever submitted, and the new hire, never decide: not as a deputy either. */
export const mayNotStandIn = (
  { submittedBy, request }: Pick<OnboardingInput, 'submittedBy' | 'request'>,
  { kind }: PeopleStep,
  { email }: Person,
): boolean => (kind === 'approval' && email === submittedBy.email) || email === request.employee.personalEmail;
