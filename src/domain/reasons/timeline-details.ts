import type { ReasonKinds } from './param-kinds';

/** Details of timeline entries and notifications. */
export const TIMELINE_DETAILS = {
  'delegated-to': { email: 'text' },
  'replaced-by': { from: 'text', to: 'text' },
  'substitute-for': { email: 'text' },
  'branch-to': { step: 'step' },
  'escalated-to': { assignees: 'assignees' },
  'still-pending': { assignees: 'assignees' },
  resolution: { action: 'resolution' },
  'undo-task': { title: 'localized-text' },
  'failure-undecided': {},
  'start-date-moved': { from: 'date', to: 'date' },
  'fields-changed': { fields: 'fields' },
  'notification-rejected': { kind: 'notification', recipient: 'text', cause: 'reason' },
} as const satisfies ReasonKinds;
