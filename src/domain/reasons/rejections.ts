import type { ReasonKinds } from './param-kinds';

/** Rejected messages. The class, before the dot, is the API's error code or maps to one. */
export const REJECTIONS = {
  'already-decided': { outcome: 'step-outcome', by: 'text', at: 'instant' },
  'already-decided.expired': { at: 'instant' },
  'not-waiting.no-approval': { step: 'step' },
  'not-waiting.no-open-approval': {},
  'not-waiting.several-approvals': { steps: 'steps' },
  'not-waiting.step-status': { step: 'step', status: 'step-status' },
  'not-waiting.no-task': { step: 'step' },
  'not-waiting.no-failure': { step: 'step' },
  'not-waiting.resolution': { allowed: 'resolutions', action: 'resolution' },
  'not-waiting.no-request': { step: 'step' },
  'not-waiting.no-redo': { step: 'step' },
  'not-waiting.self-delegation': {},
  'not-waiting.reminded': { step: 'step', at: 'instant', next: 'instant' },
  'not-waiting.terminating': {},
  'not-waiting.cohort-cancelled': {},
  'not-waiting.orphaned': {},
  'not-entitled.own-submission': {},
  'not-entitled.own-onboarding': {},
  'not-entitled.assignee': { step: 'step', assignees: 'assignees' },
  'not-entitled.substitute': { step: 'step', email: 'text' },
  'not-entitled.failure': { step: 'step' },
  'not-entitled.remind': { step: 'step' },
  unverified: {},
  'unverified.misused': {},
  'not-waiting.outdated': { step: 'step' },
  'malformed.signal': { signal: 'text', problem: 'reason' },
  'malformed.answers': { fields: 'names' },
  'unknown-signal': { signal: 'text' },
  'closed.terminating': {},
  'closed.ended': { status: 'onboarding-status', at: 'instant' },
  'unavailable.planning': {},
} as const satisfies ReasonKinds;

/** Rejections of a changed request or start date by planning. */
export const PLANNING_REJECTIONS = {
  'invalid-request': { fields: 'fields' },
  'not-possible': { fields: 'fields' },
  'not-possible.location': { location: 'text' },
  'not-plannable': {},
  'not-plannable.no-assignee': { step: 'step', assignees: 'assignees', obstacle: 'reason' },
  /** `issues`: from the schema of the activity's settings, without their values. */
  'plan-fault.settings': { plan: 'text', step: 'text', activity: 'text', issues: 'text' },
  /** `error`: as thrown by the plan's code; it may quote the request. */
  'plan-fault.code': { plan: 'text', step: 'text', error: 'text' },
  'already-open': { onboardingId: 'text' },
} as const satisfies ReasonKinds;

/** Problems of a malformed message. `field` is the dotted path of the value, or `(message)`. */
export const MESSAGE_PROBLEMS = {
  'message.unreadable': { field: 'text' },
  'message.no-text': { field: 'text' },
  'message.too-long': { field: 'text', maximum: 'number' },
  'message.control-characters': { field: 'text' },
  'message.format': { field: 'text' },
  'message.no-object': { field: 'text' },
  'message.no-list': { field: 'text' },
  'message.choice': { field: 'text', allowed: 'names' },
} as const satisfies ReasonKinds;
