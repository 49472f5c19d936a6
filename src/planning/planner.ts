import type { z } from 'zod';
import type { ReplanResult, ReplanInput, ReminderScheduleInput } from '../domain/planning-activities';
import type { ReminderSchedule, CallOptions, FormField, Instant, ResolvedPlan } from '../domain/plan/resolved-plan';
import type { OnboardingRequest, Person } from '../domain/request';
import type { Role } from '../domain/status';

/** A person of the company, as planning needs to know them. */
export interface StaffMember extends Person {
  roles: Role[];
  managerEmail?: string;
}

/** Somebody is away, and said who stands in. */
export interface Absence {
  /** E-mail address of who is away. */
  email: string;
  /** First and last day of it, YYYY-MM-DD, by the clock of the location where they are asked. */
  from: string;
  to: string;
  deputy: Person;
}

/** What planning must be told, because reading it is I/O and planning is pure. */
export interface PlanningFacts {
  now: Instant;
  submittedBy: Person;
  people: StaffMember[];
  absences: Absence[];
  /** By equipment model; a model that is missing here does not exist. */
  prices: Record<string, { title: string; priceCents: number; currency: string }>;
  /** Codes of the trainings that exist. */
  trainings: string[];
}

/** What planning must know of an activity; `main` takes it from the registry. */
export interface ActivityDeclaration {
  title: string;
  needs: readonly string[];
  settings: z.ZodType;
  run: CallOptions;
  undo: CallOptions;
  pivot?: boolean;
  /** How it is done anew after a moved start date, where a plan wants that; default: undo-first. */
  redo?: 'undo-first' | 'again';
  /** Dotted paths of the request that its effect depends on, as in `job.title` or `equipment`; default: all of it. */
  reads?: readonly string[];
}

/** A plan before it is resolved, for people to read: moments, durations and people are in words. */
export interface PlanDescription {
  name: string;
  title: string;
  completeWithin?: string;
  steps: StepDescription[];
}

export interface StepDescription {
  id: string;
  kind: 'activity' | 'approval' | 'task';
  title: string;
  after: string[];
  start?: string;
  due?: string;
  when?: string;
  /** Who decides, or does it. */
  who?: string;
  onlyAsBranch?: boolean;
  /** By error type: the step that is taken instead. */
  onFailure?: Record<string, string>;
  /** What happens as time passes, in order: reminders, escalation, expiry, decisions about a failure. */
  patience?: string[];
  form?: FormField[];
  skippable?: boolean;
  redoWhenRescheduled?: boolean;
  /** What somebody is asked for in a rollback. */
  counterTask?: string;
}

/** A place where people work, by its code in requests. */
export interface LocationSummary {
  code: string;
  title: string;
  timeZone: string;
}

export interface Planner {
  listPlans(): PlanDescription[];
  listLocations(): LocationSummary[];
  /**
   * The plan for this request, every instant, person and branch decided.
   * @throws FirstdayError `invalid-request` (unknown plan, location, model or training; a start date in the past; a contract
   *   that ends before it) or `not-plannable` (nobody may approve, or do it).
   */
  resolvePlan(request: OnboardingRequest, facts: PlanningFacts): ResolvedPlan;
  /**
   * When those who are asked are reminded, and so on, and who stands in for whoever is away.
   * @throws FirstdayError `not-possible` where the location is no longer known.
   */
  computeReminderSchedule(call: ReminderScheduleInput, absences: readonly Absence[]): ReminderSchedule;
  /**
   * A running onboarding with another start date, or with an amended request.
   * @throws FirstdayError `invalid-request` with every field at fault; `not-possible` where the change comes too late;
   *   `not-plannable` where nobody may approve what was amended.
   */
  replan(call: ReplanInput, facts: PlanningFacts): ReplanResult;
}
