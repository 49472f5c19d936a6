import type { z } from 'zod';
import type { RelativeTime } from '../domain/plan/resolved-plan';
import type { LocalizedText } from '../domain/text/localized-text';
import type { Condition, ElementList, GroupElement, OnboardingFacts } from './conditions';
import type { Duration } from './relative-time';
import type { AllOf, AssigneeChoice, NewHire, SystemOwners } from './assignee-spec';

// Entry point of the plan language: defines the steps and re-exports everything else.
export { asksBeyondProfile, grantedAccounts, hasAccounts, listLicences } from './access-elements';
export { contractLongerThan, employedAs, equipmentCostsMoreThan } from './conditions';
export {
  type Condition,
  type ElementList,
  type GroupElement,
  type OnboardingFacts,
  worksInTheOffice,
  worksRemotely,
} from './conditions';
export { businessDays, dayOneAt, dayOneStart, days, type Duration } from './relative-time';
export { allOf, anyOf } from './assignee-spec';

/** Steps that must be complete first: their ids, or all approvals of the plan. */
export type AfterSpec = readonly string[] | typeof approvals;
export const approvals = 'approvals';

interface StepOptions {
  after?: AfterSpec;
  when?: Condition;
  /** Default: the activity's title, else one built from the id. */
  title?: LocalizedText;
}

interface ScheduleOptions {
  /**
   * Makes one step of each element, named `<id>-<code>`. What comes `after` this id comes after all of them. A branch of
   * the step needs the same `forEach`: each element leads to its own.
   */
  forEach?: ElementList;
  /** Set when the plan is resolved: the element of this step. */
  element?: GroupElement;
  /** Earliest start. */
  start?: RelativeTime;
  /** Must be complete by then for day one; default: the start of day one, unless the step cannot begin in time. */
  due?: RelativeTime;
  /** Runs only as the `onFailure` or `followedBy` target of another step. */
  only?: 'as a branch';
}

interface HumanStepOptions {
  /** Usual lead time; default: one business day. */
  takes?: Duration;
  /** Counted from the opening of the step, like `escalateAfter` and `expireAfter`. */
  remindAfter?: Duration;
  /** Adds `escalateTo` to the assignees. */
  escalateAfter?: Duration;
  escalateTo?: AssigneeChoice;
}

export interface ActivityOptions extends StepOptions, ScheduleOptions {
  /**
   * Repeats the completed step when the start date moves, in the way of its activity. `swap` demands that the new effect
   * exists before the old one is released; it is an error for an activity that cannot do so.
   */
  redoWhenRescheduled?: boolean | 'swap';
  /** Computes the activity's settings; checked against the activity's own schema. */
  settings?: (onboarding: OnboardingFacts, element?: GroupElement) => unknown;
  /** Maps an error type to the step that runs instead. */
  onFailure?: Readonly<Record<string, string>>;
  /**
   * `false`: a failure for good never rolls back by itself; the owner retries the step, does it by hand, skips it or rolls
   * back. Default: `true`.
   */
  essential?: boolean;
  /** Decides about a failure; default: the submitter, HR and IT. */
  owner?: AssigneeChoice;
  /**
   * Time for the owner to decide about a failure. Then an essential step rolls back, unless a pivot has passed; any other
   * failure escalates and keeps waiting. An essential step without it rolls back at once.
   */
  decideWithin?: Duration;
}

export interface ApprovalOptions extends StepOptions, HumanStepOptions {
  from: AssigneeChoice | AllOf | SystemOwners;
  expireAfter?: Duration;
  /** Reaction to a missing response; default: escalates and keeps waiting. */
  onExpiry?: 'decline' | 'escalate';
}

/** Questions by name. */
export type FormSchemas = Readonly<Record<string, z.ZodType>>;

/** Markdown, static or computed for one onboarding. */
export type Instructions = LocalizedText | ((onboarding: OnboardingFacts, element?: GroupElement) => LocalizedText);

export interface TaskOptions extends StepOptions, ScheduleOptions, HumanStepOptions {
  /** Repeats the completed task when the start date moves. */
  redoWhenRescheduled?: boolean;
  /** `newHire`: done on a dedicated page, by the link in a mail to the private address. */
  for: AssigneeChoice | NewHire;
  instructions?: Instructions;
  /** Questions to answer on completion, the same for everyone or by request; later steps can read the answers. */
  form?: FormSchemas | ((onboarding: OnboardingFacts, element?: GroupElement) => FormSchemas);
  /**
   * Branch that runs once the task is done, such as the activity that records what a person bought. What comes after the step
   * whose failure led to the task waits for it, too.
   */
  followedBy?: string;
  /** Allows a person to skip the task. */
  skippable?: boolean;
  /** Dotted request paths that the task depends on: an amendment of one assigns the completed task again. */
  reads?: readonly string[];
  /**
   * Task that a rollback opens to undo this one. `returns`: the activities whose things it brings back; if a person accepts
   * that they stay away, these activities write them off instead of releasing them.
   */
  undoTask?: {
    title: LocalizedText;
    for: AssigneeChoice | NewHire;
    instructions?: Instructions;
    returns?: readonly string[];
  };
}

export type ActivityStepDefinition = { kind: 'activity'; activity: string } & ActivityOptions;
export type ApprovalStepDefinition = { kind: 'approval' } & ApprovalOptions;
export type TaskStepDefinition = { kind: 'task' } & TaskOptions;
export type StepDefinition = ActivityStepDefinition | ApprovalStepDefinition | TaskStepDefinition;

/** Automated step that runs the activity registered as `name`. */
export const activity = (name: string, options: ActivityOptions = {}): StepDefinition => ({
  kind: 'activity',
  activity: name,
  ...options,
});

export const approval = (options: ApprovalOptions): StepDefinition => ({ kind: 'approval', ...options });

export const task = (options: TaskOptions): StepDefinition => ({ kind: 'task', ...options });

export type AccessPart = 'accounts' | 'equipment' | 'trainings';

export interface PlanDefinition {
  name: string;
  title: LocalizedText;
  /** Selects this plan for requests that name none. */
  appliesTo?: Condition;
  /** Parts of the access profiles that its steps give; default: all. Only these are shown, approved and may be requested. */
  gives?: readonly AccessPart[];
  /** Deadline for all steps, and the reaction when it is missed. */
  completeWithin?: { moment: RelativeTime; then: 'escalate' | 'rollback' };
  steps: Readonly<Record<string, StepDefinition>>;
}
