import type { Deciders, DayOne, Instant } from '../contract/plan';
import type { Readiness } from '../contract/status';
import type { OnboardingView, StepView } from '../contract/view';

// What the API answers, as far as the command line reads it. Described in full by the API's own /openapi.json.

export type Shown = OnboardingView & { asOf: Instant };
export type Receipt = Pick<OnboardingView, 'id' | 'status' | 'readiness' | 'plan' | 'startDate' | 'submittedAt'>;
export type StatusEvent = Pick<OnboardingView, 'status' | 'readiness' | 'closedAt'>;

export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

export type Summary = Receipt & {
  employeeName: string;
  department: string;
  location: string;
  managerEmail: string;
  submittedBy: string;
  closedAt?: Instant;
};

export interface Decision {
  onboardingId: string;
  decisionId: string;
  /** false: recorded, but the workflow has not answered yet. */
  confirmed: boolean;
  outcome?: string;
  status?: OnboardingView['status'];
  step?: StepView;
}

export interface PlanDescription {
  name: string;
  title: string;
  steps: (Pick<StepView, 'id' | 'kind' | 'title' | 'after'> & { start?: string; when?: string })[];
}

export interface Preview {
  plan: string;
  readiness: Readiness;
  cost: { amountCents: number; currency: string };
  dayOne: DayOne;
  steps: (Pick<StepView, 'id' | 'kind' | 'title' | 'after' | 'startAt' | 'dueAt'> & {
    skipped?: string;
    deciders?: Deciders;
  })[];
}

export interface NewToken {
  id: string;
  token: string;
  email: string;
  roles: string[];
  expiresAt?: Instant;
}

/** What the systems hold for one onboarding, from their own records. */
export interface Holdings {
  accounts: { application: string; username: string; active: boolean }[];
  items: { tag: string; model: string }[];
  seats: { sessionId: string; course: string; startsAt: Instant }[];
}
