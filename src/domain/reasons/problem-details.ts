import type { ReasonKinds } from './param-kinds';

/**
 * Details of problems; the code up to its first dot is the code of the problem. Details of rejected decisions and changes
 * are in `rejections.ts`. Messages: `locales/<locale>/problem-details.json`.
 */
export const PROBLEM_DETAILS = {
  'forbidden.roles': {},
  'forbidden.absence': {},
  'step-up-required.no-session': {},
  'step-up-required.too-old': { minutes: 'number' },
  'not-found.plan': { name: 'text', plans: 'names' },
  'not-found.step': { step: 'text' },
  'version-conflict.company': { version: 'number' },
  'conflict.person': {},
  'conflict.own-account': {},
  'conflict.first-admin': {},
  'conflict.absence': { from: 'date', to: 'date' },
  'conflict.item': { tag: 'text' },
  'conflict.items': {},
  /** `state`: `free` or `retired`. */
  'conflict.item-state': { tag: 'text', state: 'text' },
  'conflict.sample-open': { onboardings: 'number' },
  'conflict.sample-people': { onboardings: 'number' },
  'conflict.item-reserved': { tag: 'text', onboardingId: 'text' },
  'unsupported-media-type.expected': { mediaTypes: 'choices' },
  'unsupported-media-type.charset': {},
  'invalid-request.no-content': {},
  'invalid-request.no-request': {},
  'invalid-request.simulation': {},
  'invalid-rows.cohort': { invalidRows: 'number', rows: 'number' },
  'invalid-rows.inventory': { invalidRows: 'number', rows: 'number' },
  'invalid-rows.people': { invalidRows: 'number', rows: 'number' },
  'not-waiting.cohort-ended': {},
  'not-waiting.cohort-started': {},
  'not-plannable.no-plan': {},
  'not-plannable.no-business-day': { title: 'localized-text', date: 'date' },
  'too-many-requests.streams': { maximum: 'number' },
  'unavailable.database': {},
  'unavailable.decision': {},
  'unavailable.change': {},
  'unavailable.not-delivered': {},
  'unavailable.streams': {},
  'unavailable.history': {},
} as const satisfies ReasonKinds;

/** Causes for which no one is left to be assigned. */
export const ASSIGNMENT_OBSTACLES = {
  'no-assignee.submitter': {},
  'no-assignee.new-hire': {},
  'no-assignee.role': {},
  'no-assignee.managers-manager': { manager: 'text' },
} as const satisfies ReasonKinds;
