import type { Access } from '../access';
import type { Reason } from '../reasons/reason';
import type { OnboardingRequest, Person } from '../request';
import type { Readiness, Role } from '../status';
import type { LocalizedText } from '../text/localized-text';
import type { AssigneeParty } from './assignee-party';

/** RFC 3339 in UTC, computed during planning: the workflow does no calendar arithmetic. */
export type Instant = string;

/** Call options of one activity or its undo: plain data, frozen in the workflow's input. All times in milliseconds. */
export interface CallOptions {
  /** Limit of one attempt. */
  attemptMs: number;
  /** Limit of all attempts together. */
  withinMs: number;
  /** An attempt without a heartbeat for this long counts as lost: the recovery time after a crash. */
  heartbeatMs: number;
  retry: { firstMs: number; backoff: number; maximumMs: number; attempts?: number };
  /** Error types that are never retried. */
  permanent: string[];
}

/** Moment relative to the start date, kept in the plan so that it moves along with a moved start date. */
export type RelativeTime =
  | { kind: 'businessDays'; count: number }
  | { kind: 'days'; count: number }
  | { kind: 'dayOne'; at: string }
  | { kind: 'dayOneStart'; hours: number };

export const REDO_MODES = ['undo-first', 'again', 'swap'] as const;

export type Redo = (typeof REDO_MODES)[number];

/** Ways of an activity to correct its effect without taking it away first. */
export type CorrectionMode = Exclude<Redo, 'undo-first'> | 'update';

interface StepBase {
  id: string;
  title: LocalizedText;
  /** Steps that must be complete (done or skipped) first. */
  after: string[];
  /** Basis of the instants, from which a moved start date recomputes them. `leadDays` in business days. */
  timing: { start?: RelativeTime; due?: RelativeTime; leadDays: number };
  /** Earliest start. */
  startAt?: Instant;
  /** Must be complete by this instant to be ready for the first day. */
  dueAt?: Instant;
  /** Must begin by `latest` for dependent steps to be in time. From `safe` on, less than one business day is left. */
  beginBy?: { safe: Instant; latest: Instant };
  /** Reason if the step will not run because its condition was not met. */
  skipReason?: Reason;
  /** Runs only if the failure of another step leads here, or a branch that it continues. */
  branch?: boolean;
  /**
   * Effect of a moved start date on a completed step. `undo-first`: undone, then run again. `again`: only run again,
   * which replaces the previous effect (a mail, an invitation). `swap`: run again, which gives the previous effect back
   * (a seat) once it has its own; if it fails, the previous effect stays, and the owner decides.
   */
  redo?: Redo;
}

/** Named people, and every person with a verified role among `roles`. */
export interface Assignees {
  /** As the plan names them; each party is needed if the step is an approval of `allOf`. */
  parties: AssigneeParty[];
  people: Person[];
  roles: Role[];
}

/** Time limits of a request to people, in business days of the location since it opened. */
export interface EscalationPolicy {
  remindAfter?: number;
  escalateAfter?: number;
  escalateTo?: Assignees;
  expireAfter?: number;
  /** Default: escalate, and keep waiting. */
  onExpiry?: 'decline' | 'escalate';
}

/** Deputy of an absent person. */
export interface Substitute {
  /** E-mail address of the absent person. */
  representedEmail: string;
  deputy: Person;
}

/** Deadlines and deputies of a request. They need calendar and absences, so they are computed outside the workflow. */
export interface ReminderSchedule {
  remindAt?: Instant;
  escalateAt?: Instant;
  expireAt?: Instant;
  substitutes: Substitute[];
}

export interface ActivityStep extends StepBase {
  kind: 'activity';
  activity: string;
  /** Settings of the plan for this step, already resolved for this request. */
  settings?: unknown;
  /** Activities whose results this one reads, each with the step that provides the result, or a list of all steps. */
  needs: Record<string, string | string[]>;
  run: CallOptions;
  undo: CallOptions;
  /** From this effect on, a person relies on the result: only a person may start a rollback. */
  pivot?: boolean;
  /** How an amendment corrects the effect; undefined if only a person can. */
  correctBy?: CorrectionMode;
  /** Fallback step by error type. */
  onFailure?: Record<string, string>;
  /** False if a failure never rolls back by itself: its owner decides. Default: true. */
  essential?: boolean;
  /** Decides about a failure; default: the plan's `escalationContacts`. */
  owner?: Assignees;
  /** Business days for the owner's decision, before the rollback of an essential step or the escalation of any other. */
  decideWithin?: number;
}

interface HumanStepBase extends StepBase {
  assignees: Assignees;
  escalation?: EscalationPolicy;
  /** Computed by planning if the wait opens with the submission. */
  reminderSchedule?: ReminderSchedule;
}

export interface ApprovalStep extends HumanStepBase {
  kind: 'approval';
  /** Each of these parties must approve; if absent, one approval is enough. `assignees` is their union. */
  allOf?: Assignees[];
}

export interface FormField {
  name: string;
  label: LocalizedText;
  type: 'text' | 'number' | 'yes-no' | 'date' | 'choice';
  required: boolean;
  choices?: string[];
  minimum?: number;
  maximum?: number;
  /** For text, in characters. */
  maxLength?: number;
  /** The answer is the asset tag of a new item: a code that no other answer and no item in the inventory has. */
  isAssetTag?: boolean;
}

export interface TaskStep extends HumanStepBase {
  kind: 'task';
  /** Markdown. */
  instructions?: LocalizedText;
  form?: FormField[];
  /** Branch that runs once the task is done. */
  followedBy?: string;
  /** True if a person may continue without the task. */
  skippable?: boolean;
  /** Step whose effect a person corrects by this task, which an amendment added to the plan. */
  corrects?: string;
  /** Undo task: assigned to people in a rollback. `returns`: the activities whose things it brings back. */
  undoTask?: { title: LocalizedText; instructions?: LocalizedText; assignees: Assignees; returns?: string[] };
}

export type HumanStep = ApprovalStep | TaskStep;

export type ResolvedStep = ActivityStep | HumanStep;

/** First day at the new hire's location. */
export interface DayOne {
  date: string;
  timeZone: string;
  startsAt: Instant;
  endsAt: Instant;
  /** Title of the location. */
  location: LocalizedText;
  /** True on a weekend or holiday: allowed, as contracts begin on the first of a month, but rarely intended. */
  isDayOff?: boolean;
}

/** Plan resolved for one request: the workflow has no other knowledge of the plan. */
export interface ResolvedPlan {
  name: string;
  /** Version of the company settings that the plan was resolved with. */
  companyVersion: number;
  /** As approved: later changes of the profiles do not apply. */
  access: Access;
  steps: ResolvedStep[];
  dayOne: DayOne;
  readiness: Readiness;
  /** Step that causes a readiness other than `on-track`. */
  readinessCause?: string;
  /** Instant by which all steps must be complete, and the consequence of missing it. */
  deadline?: { moment: RelativeTime; at: Instant; then: 'escalate' | 'rollback' };
  /** Escalation contacts: notified of failures, and their default owners. */
  escalationContacts: Person[];
  /** Price of the requested equipment at submission. */
  cost: { amountCents: number; currency: string };
}

/** Input of the workflow. `carriedState` is the state of the previous run after continue-as-new. */
export interface OnboardingInput<State = unknown> {
  engineVersion: number;
  id: string;
  request: OnboardingRequest;
  plan: ResolvedPlan;
  submittedBy: Person;
  /** Address of the agent that submitted on behalf of `submittedBy`. */
  submittedThrough?: string;
  submittedAt: Instant;
  /** Last replanning (moved start date, amended request); undefined if the plan dates from the submission. */
  replannedAt?: Instant;
  options: {
    /** Rejects decisions that did not come through the API. */
    apiOnly: boolean;
    /** True if the namespace has our search attributes: a start with unregistered ones is rejected. */
    hasSearchAttributes: boolean;
  };
  carriedState?: State;
}

/** Input of one activity attempt or one undo. */
export interface EffectInput {
  onboardingId: string;
  step: string;
  generation: number;
  request: OnboardingRequest;
  dayOne: DayOne;
  settings?: unknown;
  /** True if the run changes the effect of the earlier generation in place. */
  isUpdate?: boolean;
  /** True for an undo whose things a person has accepted as lost. */
  isLost?: boolean;
  /** By activity name. Empty for an undo, which works without results. */
  results: Record<string, unknown>;
  /** Form answers of tasks, by step id. Empty for an undo. */
  answers: Record<string, FormAnswers>;
}

export type FormAnswers = Record<string, string | number | boolean>;
