import type { z } from 'zod';
import type { ReplanResult, ReplanInput, ReminderScheduleInput } from '../domain/planning-activities';
import type {
  ReminderSchedule,
  CallOptions,
  FormField,
  Instant,
  Redo,
  ResolvedPlan,
} from '../domain/plan/resolved-plan';
import type { AssigneeParty } from '../domain/plan/assignee-party';
import type { Reason } from '../domain/reasons/reason';
import type { OnboardingRequest, Person } from '../domain/request';
import type { Role } from '../domain/status';
import type { LocalizedText } from '../domain/text/localized-text';

export interface StaffMember extends Person {
  roles: Role[];
  managerEmail?: string;
}

export interface Absence {
  /** E-mail address of the absent person. */
  email: string;
  /** First and last day, `YYYY-MM-DD`, in the time zone of the onboarding's location. */
  from: string;
  to: string;
  deputy: Person;
}

export interface ModelPrice {
  title: string;
  /** Of the most expensive item. */
  priceCents: number;
  currency: string;
  /** True if items of the model are priced in further currencies, so that none of them is the most expensive. */
  hasOtherCurrencies?: boolean;
}

/** Facts read beforehand, because planning is pure and does no I/O. */
export interface PlanningFacts {
  now: Instant;
  submittedBy: Person;
  people: StaffMember[];
  absences: Absence[];
  /** By equipment model; a missing model does not exist. */
  prices: Record<string, ModelPrice>;
  /** Codes of all trainings. */
  trainings: string[];
}

/** The planner's view of an activity; `composePlanner` builds it from the registry. */
export interface ActivityDeclaration {
  title: LocalizedText;
  needs: readonly string[];
  settings: z.ZodType;
  run: CallOptions;
  undo: CallOptions;
  pivot?: boolean;
  /** How a moved start date repeats the step, where a plan requests that; default: `undo-first`. */
  redo?: Redo;
  /** Dotted request paths that the effect depends on, such as `job.title`; default: the whole request. */
  reads?: readonly string[];
}

/** A plan before its resolution, for display. The API words moments, durations and assignees for its caller. */
export interface PlanDescription {
  name: string;
  title: LocalizedText;
  completeWithin?: Reason;
  steps: StepDescription[];
}

export interface StepDescription {
  id: string;
  kind: 'activity' | 'approval' | 'task';
  title: LocalizedText;
  after: string[];
  start?: Reason;
  due?: Reason;
  when?: Reason;
  /** Each party must answer. */
  assignees?: AssigneeParty[];
  onlyAsBranch?: boolean;
  /** Maps an error type to the step that runs instead. */
  onFailure?: Record<string, string>;
  /** Reminders, escalation, expiry and the time limit for failures, in chronological order. */
  escalation?: Reason[];
  form?: FormField[];
  skippable?: boolean;
  redoWhenRescheduled?: boolean | 'swap';
  /** Task that a rollback opens to undo this one. */
  undoTask?: Reason;
}

export interface LocationSummary {
  code: string;
  title: LocalizedText;
  timeZone: string;
}

export interface Planner {
  listPlans(): PlanDescription[];
  listLocations(): LocationSummary[];
  /**
   * Resolves every instant, assignee and branch for this request.
   * @throws FirstdayError `invalid-request` (unknown plan, location, model or training; impossible start date; contract
   *   that ends before it) or `not-plannable` (no plan, or a step without a possible assignee)
   */
  resolvePlan(request: OnboardingRequest, facts: PlanningFacts): ResolvedPlan;
  /**
   * Computes reminder, escalation and expiry instants, and finds substitutes for absent people.
   * @throws FirstdayError `not-possible` if the location no longer exists
   */
  computeReminderSchedule(input: ReminderScheduleInput, absences: readonly Absence[]): ReminderSchedule;
  /**
   * Plans a running onboarding for another start date or an amended request.
   * @throws FirstdayError `invalid-request` with every field error; `not-possible` if the change comes too late or the
   *   location no longer exists; `not-plannable` if a step has no possible assignee
   */
  replan(input: ReplanInput, facts: PlanningFacts): ReplanResult;
}
