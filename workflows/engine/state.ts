import type { OnboardingInput } from '../../src/contract/plan';
import type { Notice } from '../../src/contract/projection';
import type { StepStatus } from '../../src/contract/status';
import type { StepError, StepView, TimelineEntry } from '../../src/contract/view';

/** What changes about one step while the onboarding runs. Plain data: it is carried over continue-as-new. */
export interface StepState {
  status: StepStatus;
  /** Counts this step's effects; 0 before the first. */
  generation: number;
  /** Whether an effect may exist in another system, so that its undo is owed. */
  armed: boolean;
  startedAt?: string;
  endedAt?: string;
  decision?: NonNullable<StepView['decision']>;
  result?: unknown;
  error?: StepError;
  note?: string;
}

/** Why an onboarding ends other than by completion. */
export interface Ending {
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
  notices: Notice[];
  ending?: Ending;
  closedAt?: string;
}

export type EngineInput = OnboardingInput<EngineState>;

/** The state in which a submitted onboarding begins; steps whose condition did not hold are skipped from the start. */
export function firstState(input: EngineInput): EngineState {
  return {
    run: 0,
    changes: 0,
    toldChanges: 0,
    steps: Object.fromEntries(
      input.plan.steps.map((step): [string, StepState] => [
        step.id,
        step.skipped === undefined
          ? { status: 'pending', generation: 0, armed: false }
          : { status: 'skipped', generation: 0, armed: false, note: step.skipped },
      ]),
    ),
    timeline: [],
    lastSeq: 0,
    notices: [],
  };
}
