import type { FormAnswers, OnboardingInput } from '../plan/resolved-plan';
import type { Notification } from './snapshot';
import type { Reason } from '../reasons/reason';
import type { Person } from '../request';
import type { Role, StepStatus } from '../status';
import type { StepView, TimelineEntry } from './view';

export type StepOutcome = NonNullable<StepView['decision']>;

/** State of one step: an immutable value, replaced by each change. Plain data, carried over continue-as-new. */
export interface StepState {
  readonly status: StepStatus;
  /** Counts this step's effects; 0 before the first. */
  readonly generation: number;
  /** True if an effect may exist in another system or in the world, so that an undo is due. */
  readonly armed: boolean;
  /** Oldest generation that may have left an effect: repeating a step keeps its earlier generations armed. */
  readonly oldestArmedGeneration?: number;
  /** Generation that is undone now or next; the undo runs from the newest down to `oldestArmedGeneration`. */
  readonly undoGeneration?: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly result?: unknown;
  readonly error?: Reason;
  readonly reason?: Reason;
  readonly comment?: string;
  /** Ran with outdated data: runs again, after an undo unless the step's `redo` is `again`. */
  readonly redo?: boolean;
  /** A person decided to continue without the step; its possible effects are undone first. */
  readonly isSkipRequested?: boolean;
  /** Step taken instead when this one failed. */
  readonly branchedTo?: string;
  /** Instant until which a person may decide about the failure. */
  readonly decideBy?: string;
  /** True once `decideBy` has passed. */
  readonly isDecisionOverdue?: boolean;
  /** Undefined until a request to people opens. */
  readonly wait?: HumanWait;
  readonly decision?: StepOutcome;
  readonly answers?: FormAnswers;
}

/** State of a request to people. */
export interface HumanWait {
  /** People with the open request. The plan's assignees stay entitled. */
  people: Person[];
  /** Assignees not yet checked for absence; they are notified after the check. */
  unscheduled: { person: Person; kind: Notification['kind'] }[];
  /** True once the deadlines were computed. */
  hasSchedule: boolean;
  remindAt?: string;
  escalateAt?: string;
  expireAt?: string;
  /** Deputies and delegates by e-mail address: `substituteEmail` answers for `representedEmail`. */
  substitutes: { representedEmail: string; substituteEmail: string }[];
  /** Entitled by escalation, in addition to the plan's assignees. */
  escalatedTo: { people: Person[]; roles: Role[] };
  /** With `allOf`: approvals so far, and the indexes of the parties that approved. */
  approvals: StepOutcome[];
  approvedParties: number[];
}

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

/**
 * Builds the state of an untouched step. `skipReason` is set if the plan leaves the step out; `generation` counts the
 * undone effects of the state that this one replaces.
 */
export const createStepState = (skipReason?: Reason, generation = 0): StepState => ({
  status: skipReason === undefined ? 'pending' : 'skipped',
  generation,
  armed: false,
  reason: skipReason,
});

/** Clears all that a step has recorded, apart from its status and its effects. */
export const UNTOUCHED = {
  startedAt: undefined,
  endedAt: undefined,
  result: undefined,
  error: undefined,
  reason: undefined,
  comment: undefined,
  isSkipRequested: undefined,
  branchedTo: undefined,
  decideBy: undefined,
  isDecisionOverdue: undefined,
  wait: undefined,
  decision: undefined,
  answers: undefined,
} as const satisfies Partial<StepState>;

/** Builds a wait for these people, before their absences are known. */
export const createHumanWait = (people: Person[]): HumanWait => ({
  people,
  unscheduled: [],
  hasSchedule: false,
  substitutes: [],
  escalatedTo: { people: [], roles: [] },
  approvals: [],
  approvedParties: [],
});
