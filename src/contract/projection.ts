import type { OnboardingView, TimelineEntry } from './view';
import type { Person } from './request';

/** Orders the snapshots of one onboarding: run, then history length, then changes so far. */
export type Revision = readonly [run: number, historyLength: number, changes: number];

/** A mail that the engine owes somebody; its key makes it go out once. It is no step's effect and has no undo. */
export interface Notice {
  /** Unique within the onboarding: step, what, how many-th. */
  key: string;
  kind: 'approval-requested' | 'needs-attention' | 'declined' | 'cancelled' | 'rolled-back';
  step?: string;
  to: Person[];
  note?: string;
}

/** What the workflow writes to the database: the view whole, and what is new since the last acknowledged write. */
export interface Snapshot {
  revision: Revision;
  /** The view; its timeline holds only the entries not yet acknowledged. */
  view: OnboardingView;
  timeline: TimelineEntry[];
  notices: Notice[];
  /** E-mail addresses of the people for whom something waits now. */
  waitingFor: string[];
}

/** The activities that write the projection, as the workflow sees them. */
export interface ProjectionActivities {
  /** Writes where the revision is not older than what is there; doing it twice, or late, changes nothing. */
  writeProjection(snapshot: Snapshot): Promise<void>;
}
