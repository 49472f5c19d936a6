import type { StepView } from './view';
import { askedTitle, asksNow } from './pending-people';

/** As much of a step as a list tells. */
export type StepGlance = Pick<
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
export interface Awaited {
  step: string;
  title: string;
  status: StepGlance['status'];
  people?: StepGlance['people'];
  roles?: StepGlance['roles'];
  /** Since when people are asked. */
  since?: string;
  /** Where nobody is asked: the moment at which it begins. */
  from?: string;
  dueAt?: string;
}

/** How far it has come: steps that are over, of those that are to run. */
export interface Progress {
  settled: number;
  of: number;
}

const FIRST: readonly StepGlance['status'][] = ['undo-failed', 'failed', 'undoing', 'waiting'];

/**
 * The next thing that is awaited: what failed before what waits for people, and that before what waits for its time.
 * Once it is ending, nobody is asked but to take back, and no step begins any more.
 */
export function awaitedOf(steps: readonly StepGlance[], isEnding: boolean): Awaited | undefined {
  const [asking] = steps
    .filter((step) => asksNow(step, isEnding))
    .sort((a, b) => FIRST.indexOf(a.status) - FIRST.indexOf(b.status));
  if (asking) {
    const { people, roles, dueAt, status } = asking;
    const since = status === 'waiting' ? asking.startedAt : (asking.endedAt ?? asking.startedAt);
    return { ...named(asking), people, roles, since, dueAt };
  }
  if (isEnding) return undefined;
  const [timed] = steps
    .filter(({ status, onlyAsBranch, startAt }) => isAhead(status) && onlyAsBranch !== true && startAt !== undefined)
    .sort((a, b) => Date.parse(a.startAt ?? '') - Date.parse(b.startAt ?? ''));
  return timed && { ...named(timed), from: timed.startAt };
}

/** What is skipped, and what nobody needed, does not count. */
export function progressOf(steps: readonly StepGlance[]): Progress {
  const planned = steps.filter(({ status, onlyAsBranch }) => !(onlyAsBranch === true && status === 'pending'));
  const runs = planned.filter(({ status }) => status !== 'skipped');
  return { settled: runs.filter(({ status }) => status === 'done').length, of: runs.length };
}

const named = (step: StepGlance) => ({ step: step.id, title: askedTitle(step), status: step.status });
const isAhead = (status: StepGlance['status']): boolean => status === 'pending' || status === 'waiting';
