import type { OnboardingInput } from '../plan/resolved-plan';
import type { OnboardingView, TimelineEntry } from './view';
import type { Person } from '../request';

/** Orders the snapshots of one onboarding: run, then history length, then changes so far. */
export type Revision = readonly [run: number, historyLength: number, changes: number];

/** A mail that the engine owes somebody; its key makes it go out once. It is no step's effect and has no undo. */
export interface Notification {
  /** Unique within the onboarding: step, what, how many-th. */
  key: string;
  kind:
    | 'approval-requested'
    | 'task-requested'
    | 'reminder'
    | 'escalated'
    | 'needs-attention'
    | 'stands-still'
    | 'rescheduled'
    | 'amended'
    | 'declined'
    | 'cancelled'
    | 'rolled-back';
  step?: string;
  to: Person[];
  note?: string;
}

/** The parts of the workflow's input that change when it is planned anew. */
export type ReplannedInput = Pick<OnboardingInput, 'request' | 'plan' | 'replannedAt'>;

/** What the workflow wants the database to hold: the view whole, with its latest entries and all it owes. */
export interface Snapshot {
  revision: Revision;
  /** The view without its timeline. */
  view: OnboardingView;
  /** The latest entries. Writing one again changes nothing. */
  timeline: TimelineEntry[];
  notices: Notification[];
  /** E-mail addresses of the people for whom something waits now. */
  waitingFor: string[];
  /** E-mail addresses of everyone it names: who may see it. */
  involved: string[];
  /** What holds in place of what was submitted, since its start was moved or its request amended. */
  replanned?: ReplannedInput;
}

/** Where snapshots go while the onboarding runs: out of the workflow without a trace in its history. */
export type ProjectionSinks = {
  projection: {
    /** Has it written in the background, again and again until it is; of several in a burst, only the latest. */
    write(snapshot: Snapshot): void;
  };
};

/** The activity that writes the last word. */
export interface ProjectionActivities {
  /** Writes where the revision is not older than what is there; doing it twice, or late, changes nothing. */
  writeProjection(snapshot: Snapshot): Promise<void>;
}
