import type { StepStatus } from '../status';
import type { LocalizedText } from '../text/localized-text';
import type { OnboardingView, StepView } from './view';

/** Lists the e-mail addresses of people with an open approval, task or failure decision. */
export const listPendingEmails = ({ termination, steps }: OnboardingView): string[] => [
  ...new Set(
    steps
      .filter((step) => isPendingOnPeople(step, termination !== undefined))
      .flatMap(({ people = [] }) => people)
      .map(({ email }) => email),
  ),
];

/** True if the step has an open request to a person. A step waiting for its start date has none. */
export const isPendingOnPeople = (
  { status, people = [], roles = [] }: Pick<StepView, 'status' | 'people' | 'roles'>,
  isTerminating: boolean,
): boolean => people.length + roles.length > 0 && isAnswerableStatus(status, isTerminating);

/** True if a step in this status accepts answers. During a termination, only steps being undone do. */
export function isAnswerableStatus(status: StepStatus, isTerminating: boolean): boolean {
  if (status === 'waiting' || status === 'failed') return !isTerminating;
  return status === 'undoing' || status === 'undo-failed';
}

/** Returns the title of the open request: an undo task has its own. */
export const getCurrentTitle = <Title extends LocalizedText>({
  title,
  undoTask,
}: {
  title: Title;
  undoTask?: Title;
}): Title => undoTask ?? title;

/** Returns the next instant by which the step needs an answer, before an escalation or an expiry. */
export const getAnswerDeadline = ({ decideBy, dueAt, escalateAt, expireAt }: StepView): string | undefined =>
  decideBy ?? dueAt ?? escalateAt ?? expireAt;
