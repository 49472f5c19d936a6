import type { OnboardingView, StepView } from './view';

/** E-mail addresses of everyone for whom something waits now: a decision, a task, or what to do about a failure. */
export const waitingFor = ({ ending, steps }: OnboardingView): string[] => [
  ...new Set(
    steps
      .filter((step) => asksNow(step, ending !== undefined))
      .flatMap(({ people = [] }) => people)
      .map(({ email }) => email),
  ),
];

/** What failed asks nobody once everything is undone: only what cannot be undone does. What waits for its day names nobody. */
function asksNow({ status }: StepView, isEnding: boolean): boolean {
  if (status === 'failed') return !isEnding;
  return status === 'waiting' || status === 'undo-failed' || status === 'undoing';
}

/** By when an answer is wanted, before others are asked too or silence is taken as one. */
export const answerBy = ({ decideBy, dueAt, escalateAt, expireAt }: StepView): string | undefined =>
  decideBy ?? dueAt ?? escalateAt ?? expireAt;
