import type { StepView } from './view';
import { getCurrentTitle, isPendingOnPeople } from './pending-people';

/** Fields of a step shown in lists. */
export type StepSummary = Pick<
  StepView,
  | 'id'
  | 'title'
  | 'counterTask'
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
  title: string;
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
  settled: number;
  of: number;
}

const STATUS_PRIORITY: readonly StepSummary['status'][] = ['undo-failed', 'failed', 'undoing', 'waiting'];

/**
 * Returns the next pending step: failures first, then open requests, then start instants. During a termination, only
 * undo tasks and failed undos count, and no step starts.
 */
export function findNextPending(steps: readonly StepSummary[], isTerminating: boolean): NextPending | undefined {
  const [asking] = steps
    .filter((step) => isPendingOnPeople(step, isTerminating))
    .sort((a, b) => STATUS_PRIORITY.indexOf(a.status) - STATUS_PRIORITY.indexOf(b.status));
  if (asking) {
    const { people, roles, dueAt, status } = asking;
    const since = status === 'waiting' ? asking.startedAt : (asking.endedAt ?? asking.startedAt);
    return { ...toPendingStep(asking), people, roles, since, dueAt };
  }
  if (isTerminating) return undefined;
  const [timed] = steps
    .filter(({ status, onlyAsBranch, startAt }) => isUpcoming(status) && onlyAsBranch !== true && startAt !== undefined)
    .sort((a, b) => Date.parse(a.startAt ?? '') - Date.parse(b.startAt ?? ''));
  return timed && { ...toPendingStep(timed), from: timed.startAt };
}

/** Excludes skipped steps and unneeded branches. */
export function calculateProgress(steps: readonly StepSummary[]): StepProgress {
  const planned = steps.filter(({ status, onlyAsBranch }) => !(onlyAsBranch === true && status === 'pending'));
  const runs = planned.filter(({ status }) => status !== 'skipped');
  return { settled: runs.filter(({ status }) => status === 'done').length, of: runs.length };
}

const toPendingStep = (step: StepSummary) => ({ step: step.id, title: getCurrentTitle(step), status: step.status });
const isUpcoming = (status: StepSummary['status']): boolean => status === 'pending' || status === 'waiting';
