import type { OnboardingInput, PeopleStep } from './plan';
import type { Person } from './request';

/** Each person once, in order. */
export const distinct = (people: readonly Person[]): Person[] =>
  people.filter(({ email }, index) => people.findIndex((other) => other.email === email) === index);

/** The same people, with one in another's place. */
export const replaced = (people: readonly Person[], of: string, by: Person): Person[] =>
  distinct(people.map((person) => (person.email === of ? by : person)));

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
