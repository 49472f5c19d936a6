import type { ReminderSchedule, Instant, ResolvedPlan } from './plan/resolved-plan';
import type { OnboardingRequest, Person } from './request';

/** What opens: who is asked, since when, and how patient to be, in business days. */
export interface ReminderScheduleInput {
  people: Person[];
  openedAt: Instant;
  /** Code of the location whose calendar counts. */
  location: string;
  remindAfter?: number;
  escalateAfter?: number;
  expireAfter?: number;
  /** E-mail addresses of those who may not answer, and so stand in for nobody. */
  excluded?: string[];
}

/** What is to change about a running onboarding. */
export interface ReplanInput {
  request: OnboardingRequest;
  plan: ResolvedPlan;
  submittedBy: Person;
  change: { startDate: string } | { changes: object };
  /** Whether every approval was given: from then on only what has no effect yet may change. */
  approved: boolean;
  /** Steps that have had an effect, or may be having it now. */
  begun: string[];
}

/** The request and the plan as they are from now on. */
export interface ReplanResult {
  request: OnboardingRequest;
  plan: ResolvedPlan;
  /** When this was worked out: what counts as past and future in it. */
  at: Instant;
  /** What approvers were shown has changed: approvals already given are asked for again. */
  askAgain: boolean;
}

/** What the engine asks of the world besides effects: no step, nothing to undo, calendars and people only. */
export interface PlanningActivities {
  /** Counts business days on the location's calendar, and finds who stands in for whoever is away. */
  arrangeWait(call: ReminderScheduleInput): Promise<ReminderSchedule>;
  /**
   * Plans a running onboarding anew.
   * @throws ApplicationFailure `invalid-request` (its details: the fields at fault), or `not-possible` with the reason.
   */
  replan(call: ReplanInput): Promise<ReplanResult>;
}
