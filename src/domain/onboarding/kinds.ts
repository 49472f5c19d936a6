/** `expired`: no decision in time, and the plan treats silence as a decline. `completed`: a task, by its assignee. */
export const STEP_OUTCOMES = ['approved', 'declined', 'expired', 'completed'] as const;

/** Decisions about a failed step, a failed undo or a skippable task. `done`: a person has done, or undone, it by hand. */
export const FAILURE_ACTIONS = ['retry', 'done', 'skip', 'rollback', 'accept'] as const;

export const NOTIFICATION_KINDS = [
  'approval-requested',
  'task-requested',
  'reminder',
  'escalated',
  'needs-attention',
  'incident',
  'undeliverable',
  'rescheduled',
  'amended',
  'declined',
  'cancelled',
  'rolled-back',
] as const;

/** Incidents, detected outside the workflow. */
export const INCIDENT_KINDS = ['orphaned', 'stuck', 'not-started'] as const;

export type StepOutcomeKind = (typeof STEP_OUTCOMES)[number];
export type FailureAction = (typeof FAILURE_ACTIONS)[number];
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];
export type IncidentKind = (typeof INCIDENT_KINDS)[number];
