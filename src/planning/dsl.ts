import type { z } from 'zod';
import type { Moment } from '../domain/plan/types';
import type { Case, Condition } from './conditions';
import type { Duration } from './relative-time';
import type { AllOf, NewHire, Who } from './assignee-spec';

// The language in which plans are written: this file holds its steps, and gives on all its other words.
export { byDepartment, contractLongerThan, employedAs, equipmentCostsMoreThan } from './conditions';
export { type Case, type Condition, worksInTheOffice, worksRemotely } from './conditions';
export { businessDays, dayOneAt, days, type Duration } from './relative-time';
export { allOf, anyOf } from './assignee-spec';

/** Steps that must be settled first: their ids, or all approvals of the plan. */
export type After = readonly string[] | typeof approvals;
export const approvals = 'approvals';

interface StepOptions {
  after?: After;
  when?: Condition;
  title?: string;
}

interface Dated {
  /** Not before this moment. */
  start?: Moment;
  /** Ready for the first day means settled by this moment; default: the start of day one, unless it cannot begin by then. */
  due?: Moment;
  /** Runs only where `onFailure` of another step leads here. */
  only?: 'as a branch';
  /** A person may go on without it. */
  skippable?: boolean;
  /** A moved start date has it done anew. */
  redoWhenRescheduled?: boolean;
}

interface Asking {
  /** How long it usually takes; default: one business day. */
  takes?: Duration;
  /** When those asked are reminded, since they were asked. */
  remindAfter?: Duration;
  /** When somebody else is asked, too. */
  escalateAfter?: Duration;
  escalateTo?: Who;
}

export interface ActivityOptions extends StepOptions, Dated {
  /** What the activity needs to be told for this onboarding; checked against the activity's own schema. */
  settings?: (onboarding: Case) => unknown;
  /** By error type: the step to take instead. */
  onFailure?: Readonly<Record<string, string>>;
  /** Who is asked when it fails; default: who submitted, HR and IT. */
  owner?: Who;
  /** How long the owner may decide about a failure before all is rolled back; without: it is rolled back at once. */
  decideWithin?: Duration;
}

export interface ApprovalOptions extends StepOptions, Asking {
  from: Who | AllOf;
  expireAfter?: Duration;
  /** What silence means in the end; default: it is escalated, and waits on. */
  onExpiry?: 'decline' | 'escalate';
}

/** Markdown, the same for everybody or made for one onboarding. */
export type Instructions = string | ((onboarding: Case) => string);

export interface TaskOptions extends StepOptions, Dated, Asking {
  /** `newHire`: on the page of their own, by the link in a mail to their private address. */
  for: Who | NewHire;
  instructions?: Instructions;
  /** What is asked when the task is done; later steps can read the answers. */
  form?: Readonly<Record<string, z.ZodType>>;
  /** Dotted paths of the request that it is done by: once it is done, they can no longer be amended. */
  reads?: readonly string[];
  /** What somebody is asked for in a rollback, to take back what this task did. */
  counterTask?: { title: string; for: Who | NewHire; instructions?: Instructions };
}

export type PlannedActivity = { kind: 'activity'; activity: string } & ActivityOptions;
export type PlannedApproval = { kind: 'approval' } & ApprovalOptions;
export type PlannedTask = { kind: 'task' } & TaskOptions;
export type StepDefinition = PlannedActivity | PlannedApproval | PlannedTask;

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
  suits?: Condition;
  /** By when all must be settled, and what happens where it is not. */
  completeWithin?: { moment: Moment; then: 'escalate' | 'rollback' };
  steps: Readonly<Record<string, StepDefinition>>;
}
