import type { OnboardingStatus, StepStatus } from '../status';
import { changeStepState, type StepChange, type StepState } from './step-state';

interface StepTransition {
  readonly from: readonly StepStatus[];
  readonly to: StepStatus;
}

interface OnboardingTransition {
  readonly from: readonly OnboardingStatus[];
  readonly to: readonly OnboardingStatus[];
}

/** Statuses of a new step: `skipped` if its condition is not met. A plan change that replaces a step adds a new one. */
export const INITIAL_STEP_STATUSES = ['pending', 'skipped'] as const satisfies readonly StepStatus[];

/** Every change of a step's status, by event. No other code sets a status. */
export const STEP_TRANSITIONS = {
  /** Waits for the start instant; from `done` if an effect is repeated in place of the old one. */
  awaitStart: { from: ['pending', 'waiting', 'done'], to: 'waiting' },
  /** The wait for the start instant was interrupted. */
  reset: { from: ['waiting'], to: 'pending' },
  /** Opens the request to people. */
  open: { from: ['pending', 'waiting'], to: 'waiting' },
  start: { from: ['pending', 'waiting', 'done'], to: 'running' },
  /** The activity has run, or a person has done the task. */
  complete: { from: ['running', 'waiting'], to: 'done' },
  approve: { from: ['waiting'], to: 'done' },
  decline: { from: ['waiting'], to: 'done' },
  expire: { from: ['waiting'], to: 'done' },
  fail: { from: ['running'], to: 'failed' },
  retry: { from: ['failed', 'undo-failed'], to: 'pending' },
  /** A person has done the failed step by hand. */
  doByHand: { from: ['failed'], to: 'done' },
  /** Continues with the plan's branch for the failure. */
  branch: { from: ['pending'], to: 'skipped' },
  /** A person, or an amendment, leaves the step out. */
  skip: { from: ['pending', 'waiting'], to: 'skipped' },
  /** No failure led to this branch. */
  skipUnneeded: { from: ['pending'], to: 'skipped' },
  /** The onboarding ends first. */
  skipUnreached: { from: ['pending', 'waiting'], to: 'skipped' },
  /** A repeated step failed, and leads to this branch after all. */
  needBranch: { from: ['skipped'], to: 'pending' },
  /** A changed request or start date needs another answer. */
  reopen: { from: ['waiting', 'done'], to: 'pending' },
  /** Begins the undo of one generation, newest first. */
  undo: { from: ['pending', 'waiting', 'running', 'done', 'failed', 'undoing'], to: 'undoing' },
  /** Opens the undo task of a task. */
  openUndoTask: { from: ['pending', 'waiting', 'done', 'skipped'], to: 'undoing' },
  completeUndo: { from: ['undoing'], to: 'undone' },
  failUndo: { from: ['undoing'], to: 'undo-failed' },
  /** A person has undone by hand a failed undo, or manual work. */
  undoByHand: { from: ['undo-failed'], to: 'undone' },
  /** A person accepts that the effect remains. */
  abandonUndo: { from: ['undoing', 'undo-failed'], to: 'failed' },
  /** Nothing is left to undo, and the onboarding continues. */
  redo: { from: ['pending', 'failed', 'undone'], to: 'pending' },
} as const satisfies Record<string, StepTransition>;

export type StepEvent = keyof typeof STEP_TRANSITIONS;

export const INITIAL_ONBOARDING_STATUSES = [
  'awaiting-approval',
  'scheduled',
  'in-progress',
] as const satisfies readonly OnboardingStatus[];

/** Every change of an onboarding's status, by cause. `deriveStatus` derives it from the steps; the tests compare. */
export const ONBOARDING_TRANSITIONS = {
  approve: { from: ['awaiting-approval'], to: ['scheduled'] },
  /** A plan change asks for approval again, needs none any more, or replaces all that had begun. */
  replan: {
    from: ['awaiting-approval', 'scheduled', 'in-progress', 'needs-attention'],
    to: ['awaiting-approval', 'scheduled'],
  },
  start: { from: ['awaiting-approval', 'scheduled'], to: ['in-progress'] },
  fail: { from: ['in-progress', 'rolling-back'], to: ['needs-attention'] },
  resolve: { from: ['needs-attention'], to: ['in-progress', 'rolling-back'] },
  terminate: { from: ['awaiting-approval', 'scheduled', 'in-progress', 'needs-attention'], to: ['rolling-back'] },
  complete: { from: ['scheduled', 'in-progress'], to: ['completed'] },
  rollBack: { from: ['rolling-back'], to: ['declined', 'cancelled', 'rolled-back'] },
} as const satisfies Record<string, OnboardingTransition>;

/** Events after which people answer: an answer to an earlier request does not count. */
const REQUEST_EVENTS: readonly StepEvent[] = ['open', 'openUndoTask', 'fail', 'failUndo'];

/**
 * Returns the state after the event.
 * @throws Error if the table lacks the transition: a bug of the engine, which fails the workflow task before any harm
 */
export function applyStepTransition(id: string, state: StepState, event: StepEvent, change: StepChange): StepState {
  const { from, to }: StepTransition = STEP_TRANSITIONS[event];
  if (!from.includes(state.status)) throw new Error(`Step ${id} is ${state.status}: the event ${event} is impossible.`);
  const { requestCount = 0 } = state;
  return {
    ...changeStepState(state, change),
    status: to,
    ...(REQUEST_EVENTS.includes(event) && { requestCount: requestCount + 1 }),
  };
}
