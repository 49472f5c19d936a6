import type { FormAnswers, OnboardingInput } from '../plan/resolved-plan';
import type { Notification } from './snapshot';
import type { Person } from '../request';
import type { Role, StepStatus } from '../status';
import type { StepError, StepView, TimelineEntry } from './view';

export type StepOutcome = NonNullable<StepView['decision']>;

/** What changes about one step while the onboarding runs. Plain data: it is carried over continue-as-new. */
export interface StepState {
  status: StepStatus;
  /** Counts this step's effects; 0 before the first. */
  generation: number;
  /** Whether an effect may exist in another system, or in the world, so that its undo is owed. */
  armed: boolean;
  /** The oldest generation that may have left something: a step done once more keeps the earlier ones armed. */
  armedFrom?: number;
  /** The generation that is undone now or next; all from the newest down to `armedFrom` are. */
  undoNext?: number;
  startedAt?: string;
  endedAt?: string;
  result?: unknown;
  error?: StepError;
  note?: string;
  /** It is done, or failed, with data that no longer hold: it is taken back and done anew. */
  redo?: boolean;
  /** A person wants to go on without it; what it may have done is taken back first. */
  skip?: boolean;
  /** The step that was taken when this one failed. */
  branchedTo?: string;
  /** Until when somebody may decide about its failure. */
  decideBy?: string;
  /** That time has passed. */
  isOverdue?: boolean;
  /** What a wait for people knows; undefined before it opens. */
  wait?: HumanWait;
  decision?: StepOutcome;
  answers?: FormAnswers;
}

/** A wait for people, from the moment in which it opened. */
export interface HumanWait {
  /** Whom it asks now. Those whom the plan names stay entitled. */
  asked: Person[];
  /** Those asked for whom nobody has looked yet whether they are away; they are told when that is known. */
  unarranged: { person: Person; kind: Notification['kind'] }[];
  /** Whether its deadlines were counted. */
  isCounted: boolean;
  remindAt?: string;
  escalateAt?: string;
  expireAt?: string;
  /** Who speaks for whom, by e-mail address: deputies and delegates. */
  standIns: { of: string; by: string }[];
  /** Beside those of the plan, by escalation. */
  alsoEntitled: { people: Person[]; roles: Role[] };
  /** Where everybody must approve: who has, and which of the parties that settled. */
  approvals: StepOutcome[];
  partiesSettled: number[];
}

/** Why an onboarding ends other than by completion. */
export interface Termination {
  outcome: 'declined' | 'cancelled' | 'rolled-back';
  reason: string;
  by?: string;
}

/** Everything about a running onboarding that its input does not say. */
export interface EngineState {
  /** How many times it continued as new, and how many changes it saw: the outer parts of the revision. */
  run: number;
  changes: number;
  /** How many changes the projection was told of. */
  toldChanges: number;
  steps: Record<string, StepState>;
  /** The latest entries; all of them are in the database. */
  timeline: TimelineEntry[];
  lastSeq: number;
  notices: Notification[];
  /** How many notices of each key there were. */
  noticed?: Record<string, number>;
  /** The deadline of the whole that has passed and was acted upon. */
  deadlinePassed?: string;
  ending?: Termination;
  closedAt?: string;
}

export type EngineInput = OnboardingInput<EngineState>;

/** The state in which a submitted onboarding begins; steps whose condition did not hold are skipped from the start. */
export function createInitialState(input: EngineInput): EngineState {
  return {
    run: 0,
    changes: 0,
    toldChanges: 0,
    steps: Object.fromEntries(input.plan.steps.map(({ id, skipped }) => [id, createStepState(skipped)])),
    timeline: [],
    lastSeq: 0,
    notices: [],
  };
}

/** A step before anything happened to it. `skipped`: why the plan leaves it out. */
export const createStepState = (skipped?: string): StepState => ({
  status: skipped === undefined ? 'pending' : 'skipped',
  generation: 0,
  armed: false,
  note: skipped,
});

/** A wait that asks these people, before anything is known of their absences. */
export const createHumanWait = (asked: Person[]): HumanWait => ({
  asked,
  unarranged: [],
  isCounted: false,
  standIns: [],
  alsoEntitled: { people: [], roles: [] },
  approvals: [],
  partiesSettled: [],
});
