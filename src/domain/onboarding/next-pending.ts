import type { StepView } from './view';
import { getCurrentTitle, isPendingOnPeople } from './pending-people';

/** As much of a step as a list tells. */
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

/** What an onboarding waits for now: people, or a moment. */
export interface NextPending {
  step: string;
  title: string;
  status: StepSummary['status'];
  people?: StepSummary['people'];
  roles?: StepSummary['roles'];
  /** Since when people are asked. */
  since?: string;
  /** Where nobody is asked: the moment at which it begins. */
  from?: string;
  dueAt?: string;
}

/** How far it has come: steps that are over, of those that are to run. */
export interface StepProgress {
  settled: number;
  of: number;
}

const STATUS_PRIORITY: readonly StepSummary['status'][] = ['undo-failed', 'failed', 'undoing', 'waiting'];

/**
 * The next thing that is awaited: what failed before what waits for people, and that before what waits for its time.
 * Once it is ending, nobody is asked but to take back, and no step begins any more.
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

/** What is skipped, and what nobody needed, does not count. */
export function calculateProgress(steps: readonly StepSummary[]): StepProgress {
  const planned = steps.filter(({ status, onlyAsBranch }) => !(onlyAsBranch === true && status === 'pending'));
  const runs = planned.filter(({ status }) => status !== 'skipped');
  return { settled: runs.filter(({ status }) => status === 'done').length, of: runs.length };
}

const toPendingStep = (step: StepSummary) => ({ step: step.id, title: getCurrentTitle(step), status: step.status });
const isUpcoming = (status: StepSummary['status']): boolean => status === 'pending' || status === 'waiting';
