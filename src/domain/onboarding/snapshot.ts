import type { OnboardingInput } from '../plan/resolved-plan';
import type { Reason } from '../reasons/reason';
import type { NotificationKind } from './kinds';
import type { OnboardingView, TimelineEntry } from './view';
import type { Person } from '../request';

/** Orders the snapshots of one onboarding: by run, then history length, then change count. */
export type Revision = readonly [run: number, historyLength: number, changes: number];

/** E-mail queued by the engine and sent once per key. Not the effect of a step, so it has no undo. */
export interface Notification {
  /** Unique within the onboarding: step, kind and ordinal. */
  key: string;
  kind: NotificationKind;
  step?: string;
  to: Person[];
  reason?: Reason;
  /** Free text of a person. */
  comment?: string;
}

/** Parts of the workflow's input that replanning changes. */
export type ReplannedInput = Pick<OnboardingInput, 'request' | 'plan' | 'replannedAt'>;

/** State to be written to the database. */
export interface Snapshot {
  revision: Revision;
  /** With an empty `timeline`. */
  view: OnboardingView;
  /** Latest entries. Writing an entry again changes nothing. */
  timeline: TimelineEntry[];
  notifications: Notification[];
  /** E-mail addresses of people with an open request. */
  pendingPeople: string[];
  /** E-mail addresses of people with access to the onboarding. */
  involvedPeople: string[];
  /** Current request and plan, if the onboarding was rescheduled or amended. */
  replannedInput?: ReplannedInput;
}

/** Exports snapshots while the onboarding runs, without events in its history. */
export type ProjectionSinks = {
  projection: {
    /** Writes in the background, with retries; the snapshots of a burst are merged into one. */
    write(snapshot: Snapshot): void;
  };
};

export interface ProjectionActivities {
  /** Writes unless the database has a newer revision. Repeated or late calls change nothing. */
  writeProjection(snapshot: Snapshot): Promise<void>;
}
