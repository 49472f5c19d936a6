import type { z } from 'zod';
import type { RelativeTime } from '../domain/plan/resolved-plan';
import type { OnboardingFacts, Condition } from './conditions';
import type { Duration } from './relative-time';
import type { AllOf, NewHire, AssigneeChoice } from './assignee-spec';

// The language in which plans are written: this file holds its steps, and gives on all its other words.
export { byDepartment, contractLongerThan, employedAs, equipmentCostsMoreThan } from './conditions';
export { type OnboardingFacts, type Condition, worksInTheOffice, worksRemotely } from './conditions';
export { businessDays, dayOneAt, days, type Duration } from './relative-time';
export { allOf, anyOf } from './assignee-spec';

/** Steps that must be settled first: their ids, or all approvals of the plan. */
export type AfterSpec = readonly string[] | typeof approvals;
export const approvals = 'approvals';

interface StepOptions {
  after?: AfterSpec;
  when?: Condition;
  title?: string;
}

interface ScheduleOptions {
  /** Not before this moment. */
  start?: RelativeTime;
  /** Ready for the first day means settled by this moment; default: the start of day one, unless it cannot begin by then. */
  due?: RelativeTime;
  /** Runs only where `onFailure` of another step leads here. */
  only?: 'as a branch';
  /** A person may go on without it. */
  skippable?: boolean;
  /** A moved start date has it done anew. */
  redoWhenRescheduled?: boolean;
}

interface HumanStepOptions {
  /** How long it usually takes; default: one business day. */
  takes?: Duration;
  /** When those asked are reminded, since they were asked. */
  remindAfter?: Duration;
  /** When somebody else is asked, too. */
  escalateAfter?: Duration;
  escalateTo?: AssigneeChoice;
}

export interface ActivityOptions extends StepOptions, ScheduleOptions {
  /** What the activity needs to be told for this onboarding; checked against the activity's own schema. */
  settings?: (onboarding: OnboardingFacts) => unknown;
  /** By error type: the step to take instead. */
  onFailure?: Readonly<Record<string, string>>;
  /** Who is asked when it fails; default: who submitted, HR and IT. */
  owner?: AssigneeChoice;
  /** How long the owner may decide about a failure before all is rolled back; without: it is rolled back at once. */
  decideWithin?: Duration;
}

export interface ApprovalOptions extends StepOptions, HumanStepOptions {
  from: AssigneeChoice | AllOf;
  expireAfter?: Duration;
  /** What silence means in the end; default: it is escalated, and waits on. */
  onExpiry?: 'decline' | 'escalate';
}

/** Markdown, the same for everybody or made for one onboarding. */
export type Instructions = string | ((onboarding: OnboardingFacts) => string);

export interface TaskOptions extends StepOptions, ScheduleOptions, HumanStepOptions {
  /** `newHire`: on the page of their own, by the link in a mail to their private address. */
  for: AssigneeChoice | NewHire;
  instructions?: Instructions;
  /** What is asked when the task is done; later steps can read the answers. */
  form?: Readonly<Record<string, z.ZodType>>;
  /** Dotted paths of the request that it is done by: once it is done, they can no longer be amended. */
  reads?: readonly string[];
  /** What somebody is asked for in a rollback, to take back what this task did. */
  undoTask?: { title: string; for: AssigneeChoice | NewHire; instructions?: Instructions };
}

export type ActivityStepDefinition = { kind: 'activity'; activity: string } & ActivityOptions;
export type ApprovalStepDefinition = { kind: 'approval' } & ApprovalOptions;
export type TaskStepDefinition = { kind: 'task' } & TaskOptions;
export type StepDefinition = ActivityStepDefinition | ApprovalStepDefinition | TaskStepDefinition;

/** An automated step: what the activity of that name in the registry does. */
export const activity = (name: string, options: ActivityOptions = {}): StepDefinition => ({
  kind: 'activity',
  activity: name,
  ...options,
});

/** A step in which a person decides. */
export const approval = (options: ApprovalOptions): StepDefinition => ({ kind: 'approval', ...options });

/** A step that a person does. */
export const task = (options: TaskOptions): StepDefinition => ({ kind: 'task', ...options });

export interface PlanDefinition {
  name: string;
  title: string;
  /** Requests that get this plan when they name none. */
  appliesTo?: Condition;
  /** By when all must be settled, and what happens where it is not. */
  completeWithin?: { moment: RelativeTime; then: 'escalate' | 'rollback' };
  steps: Readonly<Record<string, StepDefinition>>;
}
