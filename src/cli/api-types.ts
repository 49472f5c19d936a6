import type { RowState } from '../domain/cohort';
import type { PlanChangeResult } from '../domain/plan/plan-change-result';
import type { Assignees, DayOne, Instant, Substitute } from '../domain/plan/resolved-plan';
import type { Reason } from '../domain/reasons/reason';
import type { Person } from '../domain/request';
import type { Readiness } from '../domain/status';
import type * as Stored from '../domain/onboarding/view';
import type { InOneLanguage } from '../domain/text/localized-text';
import type { WordedFieldError } from '../i18n/word-problem';

// Subset of the API's responses that the command line reads. The API's own /openapi.json describes them in full.

export type StepView = InOneLanguage<Stored.StepView>;
export type TimelineEntry = InOneLanguage<Stored.TimelineEntry>;
type OnboardingView = InOneLanguage<Stored.OnboardingView>;

export type OnboardingResponse = OnboardingView & { asOf: Instant };
export type OnboardingReceipt = Pick<
  OnboardingView,
  'id' | 'status' | 'readiness' | 'plan' | 'startDate' | 'submittedAt'
>;
export type StatusEvent = Pick<OnboardingView, 'status' | 'readiness' | 'closedAt'>;

export interface ResultPage<Item> {
  items: Item[];
  nextCursor?: string;
}

export type OnboardingSummary = OnboardingReceipt & {
  employeeName: string;
  department: string;
  location: string;
  managerEmail: string;
  submittedBy: string;
  closedAt?: Instant;
};

export interface ActionResult {
  onboardingId: string;
  decisionId: string;
  /** False if recorded, but not yet confirmed by the workflow. */
  confirmed: boolean;
  outcome?: string;
  status?: OnboardingView['status'];
  step?: StepView;
}

/** Result of a reschedule or an amendment. */
export type PlanChangeResponse = Partial<PlanChangeResult> &
  Pick<ActionResult, 'onboardingId' | 'decisionId' | 'confirmed'>;

/** Step with an open request to the caller. */
export interface TaskListItem {
  onboardingId: string;
  employeeName: string;
  startDate: string;
  status: OnboardingView['status'];
  kind: 'approval' | 'task' | 'undo-task' | 'failure';
  dueAt?: Instant;
  step: StepView;
}

type PlannedStep = Pick<StepView, 'id' | 'kind' | 'title' | 'after' | 'skippable' | 'form'> & {
  /** Branch step by error type. */
  onFailure?: Record<string, string>;
};

export interface PlanDescription {
  name: string;
  title: string;
  completeWithin?: string;
  steps: (PlannedStep & {
    start?: string;
    due?: string;
    when?: string;
    assignee?: string;
    onlyAsBranch?: boolean;
    escalation?: string[];
    undoTask?: string;
  })[];
}

export interface PlanPreview {
  plan: string;
  readiness: Readiness;
  readinessCause?: string;
  deadline?: { at: Instant; then: 'escalate' | 'rollback' };
  cost: { amountCents: number; currency: string };
  dayOne: InOneLanguage<DayOne>;
  steps: (PlannedStep & {
    startAt?: Instant;
    dueAt?: Instant;
    beginBy?: { safe: Instant; latest: Instant };
    leadDays: number;
    reason?: Reason;
    onlyAsBranch?: boolean;
    assignees?: Assignees;
    allOf?: Assignees[];
    substitutes?: Substitute[];
  })[];
}

export interface CompanyPerson {
  email: string;
  name: string;
  roles: string[];
  managerEmail?: string;
}

export interface Absence {
  id: string;
  email: string;
  from: string;
  to: string;
  deputy: string;
}

export type CreatedAbsence = Absence & {
  /** Steps that already wait for the absent person. They are not delegated automatically. */
  pendingSteps: { onboardingId: string; employeeName: string; step: string; title: string }[];
};

export interface NewToken {
  id: string;
  token: string;
  email: string;
  roles: string[];
  expiresAt?: Instant;
}

/** Holdings of one onboarding, from the systems' own records. */
export interface Holdings {
  accounts: { application: string; username: string; active: boolean }[];
  items: { tag: string; model: string }[];
  seats: { sessionId: string; course: string; startsAt: Instant }[];
}

export interface CohortReceipt {
  id: string;
  rows: { waiting: number; invalid: number };
  errors?: WordedFieldError[];
}

export interface CohortResponse {
  id: string;
  submittedBy: Person;
  submittedAt: Instant;
  command: { action: 'start' | 'resume' | 'cancel'; by?: string; comment?: string };
  rows: Record<RowState, number>;
  /** Onboardings that have not ended. */
  open: number;
  onboardings: {
    status: Partial<Record<OnboardingView['status'], number>>;
    readiness: Partial<Record<Readiness, number>>;
  };
  items: {
    row: number;
    state: RowState;
    employeeName?: string;
    startDate?: string;
    onboardingId?: string;
    status?: OnboardingView['status'];
    readiness?: Readiness;
    errors?: WordedFieldError[];
  }[];
  nextCursor?: string;
}
