import type { Correction } from './plan/correction';
import type { ReminderSchedule, Instant, ResolvedPlan } from './plan/resolved-plan';
import type { OnboardingRequest, Person } from './request';

/** Opening request to people. The time limits are in business days. */
export interface ReminderScheduleInput {
  people: Person[];
  openedAt: Instant;
  /** Code of the location whose business calendar applies. */
  location: string;
  /**
   * Start of the first day: reminder and escalation come before it if the request opens before it. Undefined for undo
   * tasks, which no first day waits for.
   */
  neededBy?: Instant;
  remindAfter?: number;
  escalateAfter?: number;
  expireAfter?: number;
  /** E-mail addresses of people excluded from answering, also as deputies. */
  excluded?: string[];
}

export interface ReplanInput {
  request: OnboardingRequest;
  plan: ResolvedPlan;
  submittedBy: Person;
  change: { startDate: string } | { changes: object };
  /** True if every approval is done or skipped. From then on, the plan stays as approved unless a change needs another. */
  isFullyApproved: boolean;
  /** Steps that have had, or may be having, an effect. */
  startedSteps: string[];
}

export interface ReplanResult {
  request: OnboardingRequest;
  plan: ResolvedPlan;
  /** Instant of the planning: separates past from future in the new plan. */
  at: Instant;
  /** True if data shown to approvers has changed: approvals already made are requested again. */
  requiresReapproval: boolean;
  /** Dotted paths that an amendment changed. */
  changedFields?: string[];
  /** Started steps that an amendment corrects. */
  corrections?: Correction[];
}

/** Calls of the engine that only read calendars and people: no step, nothing to undo. */
export interface PlanningActivities {
  /** Computes deadlines on the location's business calendar, and the deputies of absent people. */
  computeReminderSchedule(input: ReminderScheduleInput): Promise<ReminderSchedule>;
  /** @throws ApplicationFailure of the rejection: its code as type, its parameters as first detail. */
  replan(input: ReplanInput): Promise<ReplanResult>;
}
