import type { CorrectionMode, FormAnswers, Redo } from '../plan/resolved-plan';
import type { Reason } from '../reasons/reason';
import type { Person } from '../request';
import type { Role, StepStatus } from '../status';
import type { Notification } from './snapshot';
import type { StepView } from './view';

export type StepDecision = NonNullable<StepView['decision']>;

/** State of one step: an immutable value, replaced by each change. Plain data, carried over continue-as-new. */
export interface StepState {
  /** Changed by transitions alone. */
  readonly status: StepStatus;
  /** Counts the requests to people, failures to decide about included. Undefined before the first. */
  readonly requestCount?: number;
  readonly times?: StepTimes;
  /** Undefined while the step has had no effect. */
  readonly effect?: StepEffect;
  /** Undefined until a request to people opens. */
  readonly wait?: HumanWait;
  readonly failure?: StepFailure;
  readonly outcome?: StepOutcome;
}

/** Instants at which the step began to run, or its request opened, and at which it ended. */
export interface StepTimes {
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** Effects of a step in other systems or in the world, and their undo. */
export interface StepEffect {
  /** Counts this step's effects; 0 before the first. */
  readonly generation: number;
  /** True if an effect may exist, so that an undo is due. */
  readonly armed: boolean;
  /** Oldest generation that may have left an effect: repeating a step keeps its earlier generations armed. */
  readonly oldestArmedGeneration?: number;
  /** Generation that is undone now or next; the undo runs from the newest down to `oldestArmedGeneration`. */
  readonly undoGeneration?: number;
  /** E-mail address of the person that did the step by hand: after its own undo, a person undoes that as well. */
  readonly byHand?: string;
  /** Ran with outdated data: will run again in this mode. */
  readonly redo?: Redo | CorrectionMode;
  /** True if the current generation changes the effect of an earlier one in place. */
  readonly isUpdate?: boolean;
  /** True if the next or current generation corrects an effect that stays valid without it. */
  readonly isCorrection?: boolean;
}

/** Failure of a step or of its undo, and the decision about it. */
export interface StepFailure {
  readonly error?: Reason;
  /** Instant until which a person may decide about the failure. */
  readonly decideBy?: string;
  /** True once `decideBy` has passed. */
  readonly isOverdue?: boolean;
  /** A person, or an amendment, leaves the step out; its possible effects are undone first. */
  readonly isSkipRequested?: boolean;
}

/** How a step ended. */
export interface StepOutcome {
  readonly decision?: StepDecision;
  readonly answers?: FormAnswers;
  readonly result?: unknown;
  /** Reason of a skipped step, or of an effect that remains. */
  readonly reason?: Reason;
  /** Free text of the person that decided so. */
  readonly comment?: string;
  /** Step taken instead when this one failed, or that continues this branch. */
  readonly branchedTo?: string;
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
  /** Instant of the last reminder. */
  remindedAt?: string;
  escalateAt?: string;
  expireAt?: string;
  /** Deputies and delegates by e-mail address: `substituteEmail` answers for `representedEmail`. */
  substitutes: { representedEmail: string; substituteEmail: string }[];
  /** Entitled by escalation, in addition to the plan's assignees. */
  escalatedTo: { people: Person[]; roles: Role[] };
  /** With `allOf`: approvals so far, and the indexes of the parties that approved. */
  approvals: StepDecision[];
  approvedParties: number[];
}

/** Change of an effect that exists no more, or that a person has accepted. */
export const DISARMED = {
  armed: false,
  oldestArmedGeneration: undefined,
  undoGeneration: undefined,
  redo: undefined,
  isUpdate: undefined,
  isCorrection: undefined,
  byHand: undefined,
} as const satisfies Partial<StepEffect>;

const NO_EFFECT: StepEffect = { generation: 0, armed: false };

export const getEffect = ({ effect }: StepState): StepEffect => effect ?? NO_EFFECT;

export const isArmed = (state: StepState | undefined): boolean => state?.effect?.armed === true;

/** True if an earlier generation may have left an effect beside that of the last one. */
export const hasOlderEffect = (state: StepState): boolean => {
  const { armed, generation, oldestArmedGeneration = generation } = getEffect(state);
  return armed && oldestArmedGeneration < generation;
};

/**
 * Builds the state of an untouched step. `skipReason` is set if the plan leaves the step out. `replaced` is the state that
 * this one replaces, whose undone effects and requests still count.
 */
export const createStepState = (
  skipReason?: Reason,
  {
    effect: { generation = 0 } = {},
    requestCount,
  }: Pick<StepState, 'requestCount'> & { effect?: Partial<StepEffect> } = {},
): StepState => ({
  status: skipReason === undefined ? 'pending' : 'skipped',
  ...(requestCount !== undefined && { requestCount }),
  ...(generation > 0 && { effect: { generation, armed: false } }),
  ...(skipReason !== undefined && { outcome: { reason: skipReason } }),
});

/** Clears all that a step has recorded, apart from its status and its effects. */
export const UNTOUCHED = {
  times: undefined,
  wait: undefined,
  failure: undefined,
  outcome: undefined,
} as const satisfies StepChange;

/**
 * Changes of a step apart from its status, which only a transition changes. A group is merged into the recorded one;
 * `undefined` clears a group or a field.
 */
export interface StepChange {
  status?: never;
  requestCount?: never;
  times?: StepTimes;
  effect?: Partial<StepEffect>;
  wait?: HumanWait;
  failure?: StepFailure;
  outcome?: StepOutcome;
}

export function changeStepState(state: StepState, change: StepChange): StepState {
  const { times, effect, wait, failure, outcome } = { ...state, ...change };
  const changedEffect = mergeGroup(state.effect, effect);
  return {
    status: state.status,
    requestCount: state.requestCount,
    times: mergeGroup(state.times, times),
    effect: changedEffect && { ...NO_EFFECT, ...changedEffect },
    wait,
    failure: mergeGroup(state.failure, failure),
    outcome: mergeGroup(state.outcome, outcome),
  };
}

/** Leaves out undefined fields and empty groups: the state is carried over continue-as-new. */
function mergeGroup<Group extends object>(recorded: Group | undefined, change: Group | undefined): Group | undefined {
  if (change === undefined) return undefined;
  const fields = Object.entries({ ...recorded, ...change }).filter(([, value]) => value !== undefined);
  return fields.length === 0 ? undefined : (Object.fromEntries(fields) as Group);
}

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
