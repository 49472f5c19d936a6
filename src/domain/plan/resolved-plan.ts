import type { OnboardingRequest, Person } from '../request';
import type { Readiness, Role } from '../status';

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

/** A moment counted from the start date, frozen in the plan, so that a moved start date moves it along. */
export type RelativeTime =
  { kind: 'businessDays'; count: number } | { kind: 'days'; count: number } | { kind: 'dayOne'; at: string };

interface StepBase {
  id: string;
  title: string;
  /** Steps that must be settled (done or skipped) first. */
  after: string[];
  /** What the instants were counted from: a moved start date counts them anew. `leadDays` in business days. */
  timing: { start?: RelativeTime; due?: RelativeTime; leadDays: number };
  /** Not before this instant. */
  startAt?: Instant;
  /** Ready for the first day means settled by this instant. */
  dueAt?: Instant;
  /** Must begin by `latest` for all that hangs on it to be ready in time; from `safe` on, less than one business day is left. */
  beginBy?: { safe: Instant; latest: Instant };
  /** Why the step will not run, where its condition did not hold. */
  skipped?: string;
  /** Runs only where the failure of another step leads here. */
  branch?: boolean;
  /** A person may go on without it. */
  skippable?: boolean;
  /**
   * What a moved start date does to this step once it is done. `undo-first`: taken back, then done anew; `again`: done
   * once more, which replaces what was (a mail, an invitation).
   */
  redo?: 'undo-first' | 'again';
}

/** Whom a step asks: the people named, or anyone whose verified roles include one of these. */
export interface Assignees {
  label: string;
  people: Person[];
  roles: Role[];
}

/** How long people are waited for, in business days of the location since the wait opened. */
export interface EscalationPolicy {
  remindAfter?: number;
  escalateAfter?: number;
  escalateTo?: Assignees;
  expireAfter?: number;
  /** What silence means in the end; default: it is escalated, and waits on. */
  onExpiry?: 'decline' | 'escalate';
}

/** Somebody is away: who stands in. */
export interface Substitute {
  /** E-mail address of who is away. */
  of: string;
  deputy: Person;
}

/** What only a calendar and the company's people can say about a wait: made outside the workflow when it opens. */
export interface ReminderSchedule {
  remindAt?: Instant;
  escalateAt?: Instant;
  expireAt?: Instant;
  standIns: Substitute[];
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
  /** By error type: the step to take instead. */
  onFailure?: Record<string, string>;
  /** Who is asked when it fails; default: the plan's `attention`. */
  owner?: Assignees;
  /** Business days in which the owner may decide about a failure, before all is rolled back. Without: at once. */
  decideWithin?: number;
}

interface HumanStepBase extends StepBase {
  assignees: Assignees;
  patience?: EscalationPolicy;
  /** Where the wait opens with the submission, so that planning could arrange it. */
  arranged?: ReminderSchedule;
}

export interface ApprovalStep extends HumanStepBase {
  kind: 'approval';
  /** Each of these must approve; without it one approval is enough. `assignees` holds all of them together. */
  allOf?: Assignees[];
}

/** A question of a task's form. */
export interface FormField {
  name: string;
  label: string;
  type: 'text' | 'number' | 'yes-no' | 'date' | 'choice';
  required: boolean;
  choices?: string[];
  minimum?: number;
  maximum?: number;
  /** Of a text, in characters. */
  maxLength?: number;
}

export interface TaskStep extends HumanStepBase {
  kind: 'task';
  /** Markdown. */
  instructions?: string;
  form?: FormField[];
  /** The task that takes this one back: asked of people in a rollback. */
  counter?: { title: string; instructions?: string; assignees: Assignees };
}

/** A step in which people are waited for. */
export type HumanStep = ApprovalStep | TaskStep;

export type ResolvedStep = ActivityStep | HumanStep;

/** Day one where the new hire will work. */
export interface DayOne {
  date: string;
  timeZone: string;
  startsAt: Instant;
  endsAt: Instant;
  location: string;
  /** It is on a weekend or a holiday there: possible, as contracts begin on the first of a month, but seldom meant. */
  isDayOff?: boolean;
}

/** A plan resolved for one request: the workflow's whole knowledge of what is to happen. */
export interface ResolvedPlan {
  name: string;
  steps: ResolvedStep[];
  dayOne: DayOne;
  readiness: Readiness;
  /** The step to blame, where it is not on track. */
  readinessCause?: string;
  /** All must be settled by then; else it is escalated, or rolled back. */
  deadline?: { moment: RelativeTime; at: Instant; then: 'escalate' | 'rollback' };
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
  /** When the plan was last made anew (a moved start date, an amended request); without: at submission. */
  replannedAt?: Instant;
  options: {
    /** Refuse decisions that did not come through the API. */
    apiOnly: boolean;
    /** Whether this namespace has our search attributes; a start with unregistered ones is refused. */
    searchAttributes: boolean;
  };
  carried?: State;
}

/** What one activity attempt, or one undo, is called with. */
export interface EffectInput {
  onboardingId: string;
  step: string;
  generation: number;
  request: OnboardingRequest;
  dayOne: DayOne;
  settings?: unknown;
  /** By activity name. Empty for an undo, which works without any result. */
  results: Record<string, unknown>;
  /** What people answered in the forms of tasks, by step. Empty for an undo. */
  answers: Record<string, FormAnswers>;
}

export type FormAnswers = Record<string, string | number | boolean>;
