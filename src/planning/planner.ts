import type { ReplanResult, ReplanInput, ReminderScheduleInput } from '../domain/planning-activities';
import type { ReminderSchedule, FormField, ResolvedPlan } from '../domain/plan/resolved-plan';
import type { AssigneeParty } from '../domain/plan/assignee-party';
import type { Reason } from '../domain/reasons/reason';
import type { OnboardingRequest } from '../domain/request';
import type { LocalizedText } from '../domain/text/localized-text';
import type { Warning } from '../domain/warnings/warning';
import type { PlanningFacts, ReminderFacts } from './planning-facts';
import type { PlannedHire } from './warnings/demand';
import type { WarningFacts } from './warnings/warning-facts';

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
  /** There is one step for each. */
  forEach?: Reason;
  /** Each party must answer. */
  assignees?: AssigneeParty[];
  onlyAsBranch?: boolean;
  /** Maps an error type to the step that runs instead. */
  onFailure?: Record<string, string>;
  /** Branch that runs once the task is done. */
  followedBy?: string;
  /** Reminders, escalation, expiry and the time limit for failures, in chronological order. */
  escalation?: Reason[];
  form?: FormField[];
  /** True for a task that a person may skip. */
  skippable?: boolean;
  redoWhenRescheduled?: boolean | 'swap';
  /** False for an activity whose failure asks its owner, and never rolls back by itself. */
  essential?: boolean;
  /** Task that a rollback opens to undo this one. */
  undoTask?: Reason;
}

export interface Planner {
  listPlans(): PlanDescription[];
  /** Returns the request, or merge patch of one, with its codes and department in the spelling in which they are known. */
  useKnownSpellings<Request extends object>(request: Request, facts: PlanningFacts): Request;
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
  computeReminderSchedule(input: ReminderScheduleInput, facts: ReminderFacts): ReminderSchedule;
  /**
   * Plans a running onboarding for another start date or an amended request.
   * @throws FirstdayError `invalid-request` with every field error; `not-possible` if the change comes too late or the
   *   location no longer exists; `not-plannable` if a step has no possible assignee
   */
  replan(input: ReplanInput, facts: PlanningFacts): ReplanResult;
  /** Names of the activities that take equipment or seats. */
  demandingActivities: readonly string[];
  /** Lists the courses in which these hires will want a seat. */
  listCourses(hires: readonly PlannedHire[]): string[];
  /** Warns of probable problems of these hires, which come after all open onboardings. */
  listWarnings(hires: readonly PlannedHire[], facts: WarningFacts): Warning[];
}
