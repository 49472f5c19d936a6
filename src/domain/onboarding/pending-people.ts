import type { StepStatus } from '../status';
import type { OnboardingView, StepView } from './view';

/** E-mail addresses of everyone for whom something waits now: a decision, a task, or what to do about a failure. */
export const listPendingPeople = ({ ending, steps }: OnboardingView): string[] => [
  ...new Set(
    steps
      .filter((step) => isPendingOnPeople(step, ending !== undefined))
      .flatMap(({ people = [] }) => people)
      .map(({ email }) => email),
  ),
];

/** Whether a step asks somebody now. What waits for its day names nobody. */
export const isPendingOnPeople = (
  { status, people = [], roles = [] }: Pick<StepView, 'status' | 'people' | 'roles'>,
  isTerminating: boolean,
): boolean => people.length + roles.length > 0 && isAnswerableStatus(status, isTerminating);

/** Whether a step of this status waits for an answer: once everything is being undone, only what that takes does. */
export function isAnswerableStatus(status: StepStatus, isTerminating: boolean): boolean {
  if (status === 'waiting' || status === 'failed') return !isTerminating;
  return status === 'undoing' || status === 'undo-failed';
}

/** What a step is called to whoever it asks: taking it back has a name of its own. */
export const getCurrentTitle = ({ title, counterTask }: Pick<StepView, 'title' | 'counterTask'>): string =>
  counterTask ?? title;

/** By when an answer is wanted, before others are asked too or silence is taken as one. */
export const getAnswerDeadline = ({ decideBy, dueAt, escalateAt, expireAt }: StepView): string | undefined =>
  decideBy ?? dueAt ?? escalateAt ?? expireAt;
