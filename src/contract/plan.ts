import type { OnboardingRequest, Person } from './request';
import type { Readiness, Role } from './status';

/** RFC 3339 in UTC. All calendar arithmetic happened before one of these was written. */
export type Instant = string;

/** How one activity, or its undo, is called: plain data, frozen in the workflow's input. All times in milliseconds. */
export interface CallOptions {
  /** Bound of one attempt. */
  attemptMs: number;
  /** Bound of all attempts together. */
  withinMs: number;
  /** An attempt that is silent for so long is lost: this is the recovery time after a crash. */
  heartbeatMs: number;
  retry: { firstMs: number; backoff: number; maximumMs: number; attempts?: number };
  /** Error types that no retry can cure. */
  permanent: string[];
}

interface StepBase {
  id: string;
  title: string;
  /** Steps that must be settled (done or skipped) first. */
  after: string[];
  /** Not before this instant. */
  startAt?: Instant;
  /** Ready for the first day means settled by this instant. */
  dueAt?: Instant;
  /** Why the step will not run, where its condition did not hold. */
  skipped?: string;
}

export interface ActivityStep extends StepBase {
  kind: 'activity';
  activity: string;
  /** The plan's settings for this step, already resolved for this request. */
  settings?: unknown;
  /** Activities whose results this one reads, each with the step that provides it. */
  needs: Record<string, string>;
  run: CallOptions;
  undo: CallOptions;
  /** From this effect on a person works with what was prepared: only a person starts a rollback. */
  pivot?: boolean;
}

/** Who may decide: the people named, or anyone whose verified roles include one of these. */
export interface Deciders {
  label: string;
  people: Person[];
  roles: Role[];
}

export interface ApprovalStep extends StepBase {
  kind: 'approval';
  deciders: Deciders;
}

export type ResolvedStep = ActivityStep | ApprovalStep;

/** Day one where the new hire will work. */
export interface DayOne {
  date: string;
  timeZone: string;
  startsAt: Instant;
  endsAt: Instant;
  location: string;
}

/** A plan resolved for one request: the workflow's whole knowledge of what is to happen. */
export interface ResolvedPlan {
  name: string;
  steps: ResolvedStep[];
  dayOne: DayOne;
  readiness: Readiness;
  /** Who is told and asked when something fails. */
  attention: Person[];
  /** Equipment of the request, priced at submission. */
  cost: { amountCents: number; currency: string };
}

/** The workflow's input. `carried` is the state of the run before, after continue-as-new. */
export interface OnboardingInput<State = unknown> {
  engineVersion: number;
  id: string;
  request: OnboardingRequest;
  plan: ResolvedPlan;
  submittedBy: Person;
  submittedAt: Instant;
  options: {
    /** Refuse decisions that did not come through the API. */
    apiOnly: boolean;
    /** Whether this namespace has our search attributes; a start with unregistered ones is refused. */
    searchAttributes: boolean;
  };
  carried?: State;
}

/** What one activity attempt, or one undo, is called with. */
export interface EffectCall {
  onboardingId: string;
  step: string;
  generation: number;
  request: OnboardingRequest;
  dayOne: DayOne;
  settings?: unknown;
  /** By activity name. Empty for an undo, which works without any result. */
  results: Record<string, unknown>;
}
