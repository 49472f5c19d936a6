/** Nothing of an onboarding runs again after a final status. */
export const FINAL_STATUSES = ['completed', 'declined', 'cancelled', 'rolled-back'] as const;

export const ONBOARDING_STATUSES = [
  'awaiting-approval',
  'scheduled',
  'in-progress',
  'needs-attention',
  'rolling-back',
  ...FINAL_STATUSES,
] as const;

export const STEP_STATUSES = [
  'pending',
  'waiting',
  'running',
  'done',
  'skipped',
  'failed',
  'undoing',
  'undone',
  'undo-failed',
] as const;

export const READINESS_LEVELS = ['on-track', 'at-risk', 'late'] as const;

export const ROLES = ['hr', 'manager', 'it', 'finance', 'admin'] as const;

/** `suspended` may come back. `removed` has left: kept for the names in histories, and hidden from lists. */
export const ACCOUNT_STATES = ['active', 'suspended', 'removed'] as const;

export type OnboardingStatus = (typeof ONBOARDING_STATUSES)[number];
export type FinalStatus = (typeof FINAL_STATUSES)[number];
export type StepStatus = (typeof STEP_STATUSES)[number];
export type Readiness = (typeof READINESS_LEVELS)[number];
export type Role = (typeof ROLES)[number];
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const isFinal = (status: OnboardingStatus): status is FinalStatus =>
  (FINAL_STATUSES as readonly string[]).includes(status);
