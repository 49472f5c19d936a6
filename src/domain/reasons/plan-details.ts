import type { ReasonKinds } from './param-kinds';

/** Details of a plan before its resolution: moments, deadlines, escalations and undo tasks. Days are counts. */
export const PLAN_DETAILS = {
  'moment.day-one': { time: 'text' },
  'moment.start-of-work': {},
  'moment.hours-before-start': { hours: 'number' },
  'moment.hours-after-start': { hours: 'number' },
  'moment.days-before': { days: 'number' },
  'moment.days-after': { days: 'number' },
  'moment.business-days-before': { days: 'number' },
  'moment.business-days-after': { days: 'number' },
  'each.account': {},
  'completion.escalate': { moment: 'reason' },
  'completion.rollback': { moment: 'reason' },
  'escalation.remind': { days: 'number' },
  'escalation.escalate': { days: 'number', assignees: 'assignees' },
  'escalation.expire': { days: 'number' },
  'escalation.decline': { days: 'number' },
  'escalation.failure-rolls-back': { days: 'number', assignees: 'assignees' },
  'escalation.failure-escalates': { days: 'number', assignees: 'assignees' },
  'escalation.failure-waits': { assignees: 'assignees' },
  'undo-task.assigned': { title: 'localized-text', assignees: 'assignees' },
} as const satisfies ReasonKinds;
