import type { LocalizedText } from '../text/localized-text';
import type { StepView } from './view';
import { getCurrentTitle, isPendingOnPeople } from './pending-people';

/** Fields of a step shown in lists. */
export type StepSummary = Pick<
  StepView,
  | 'id'
  | 'title'
  | 'undoTask'
  | 'status'
  | 'people'
  | 'roles'
  | 'startAt'
  | 'startedAt'
  | 'endedAt'
  | 'dueAt'
  | 'onlyAsBranch'
>;

/** Next thing that an onboarding waits for: people or a start instant. */
export interface NextPending {
  step: string;
  title: LocalizedText;
  status: StepSummary['status'];
  people?: StepSummary['people'];
  roles?: StepSummary['roles'];
  /** Instant at which the request to people opened. */
  since?: string;
  /** Start instant of a step without an open request. */
  from?: string;
  dueAt?: string;
}

/** Completed steps out of those that will run. */
export interface StepProgress {
  completed: number;
  total: number;
}

const STATUS_PRIORITY: readonly StepSummary['status'][] = ['undo-failed', 'failed', 'undoing', 'waiting'];

/**
 * Returns the next pending step: failures first, then open requests, then start instants. During a termination, only
 * undo tasks and failed undos count, and no step starts.
 */
export function findNextPending(steps: readonly StepSummary[], isTerminating: boolean): NextPending | undefined {
  const [pendingStep] = steps
    .filter((step) => isPendingOnPeople(step, isTerminating))
    .sort((a, b) => STATUS_PRIORITY.indexOf(a.status) - STATUS_PRIORITY.indexOf(b.status));
  if (pendingStep) {
    const { people, roles, dueAt, status } = pendingStep;
    const since = status === 'waiting' ? pendingStep.startedAt : (pendingStep.endedAt ?? pendingStep.startedAt);
    return { ...toPendingStep(pendingStep), people, roles, since, dueAt };
  }
  if (isTerminating) return undefined;
  const [upcomingStep] = steps
    .filter(({ status, onlyAsBranch, startAt }) => isUpcoming(status) && onlyAsBranch !== true && startAt !== undefined)
    .sort((a, b) => Date.parse(a.startAt ?? '') - Date.parse(b.startAt ?? ''));
  return upcomingStep && { ...toPendingStep(upcomingStep), from: upcomingStep.startAt };
}

/** Excludes skipped steps and unneeded branches. */
export function calculateProgress(steps: readonly StepSummary[]): StepProgress {
  const relevantSteps = steps.filter(({ status, onlyAsBranch }) => !(onlyAsBranch === true && status === 'pending'));
  const unskippedSteps = relevantSteps.filter(({ status }) => status !== 'skipped');
  return { completed: unskippedSteps.filter(({ status }) => status === 'done').length, total: unskippedSteps.length };
}

const toPendingStep = (step: StepSummary) => ({ step: step.id, title: getCurrentTitle(step), status: step.status });
const isUpcoming = (status: StepSummary['status']): boolean => status === 'pending' || status === 'waiting';
