import type { OnboardingInput } from '../plan/resolved-plan';
import type { Notification } from './snapshot';
import type { Reason } from '../reasons/reason';
import { createStepState, type StepState } from './step-state';
import type { TimelineEntry } from './view';

/** End of an onboarding other than completion. */
export interface Termination {
  outcome: 'declined' | 'cancelled' | 'rolled-back';
  reason?: Reason;
  /** Free text of the person that terminated it. */
  comment?: string;
  by?: string;
}

/** State of a running onboarding beyond its input. */
export interface EngineState {
  /** Counts the runs and the changes: the outer parts of the revision. */
  run: number;
  changeCount: number;
  /** Value of `changeCount` at the last projection. */
  projectedChangeCount: number;
  steps: Readonly<Record<string, StepState>>;
  /** Latest entries; the database has all of them. */
  timeline: TimelineEntry[];
  lastSeq: number;
  notifications: Notification[];
  /** Number of notifications by key. */
  notificationCounts?: Record<string, number>;
  /** Deadline of the whole onboarding that has passed and was handled. */
  missedDeadline?: string;
  /** Decisions through the API that this onboarding has received: none counts twice. */
  decisionIds?: string[];
  termination?: Termination;
  closedAt?: string;
}

export type EngineInput = OnboardingInput<EngineState>;

/** Builds the state of a submitted onboarding; steps with an unmet condition start as skipped. */
export function createInitialState(input: EngineInput): EngineState {
  return {
    run: 0,
    changeCount: 0,
    projectedChangeCount: 0,
    steps: Object.fromEntries(input.plan.steps.map(({ id, skipReason }) => [id, createStepState(skipReason)])),
    timeline: [],
    lastSeq: 0,
    notifications: [],
  };
}
