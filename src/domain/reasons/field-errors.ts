import type { ReasonKinds } from './param-kinds';

/**
 * Errors of one field of a request, a form, a file or a header. Messages: `locales/<locale>/field-errors.json`. A message
 * follows the label of its field and a colon, and also stands alone.
 */
export const FIELD_ERRORS = {
  required: {},
  invalid: {},
  empty: {},
  'empty-list': {},
  'unknown-field': {},
  'nothing-to-change': {},
  choice: { allowed: 'choices' },
  'control-characters': {},
  /** `unit`: `characters` or `entries`. */
  'too-long': { maximum: 'number', unit: 'text' },
  'too-small': { minimum: 'number' },
  'too-large': { maximum: 'number' },

  'type.text': {},
  'type.number': {},
  'type.whole-number': {},
  'type.yes-no': {},
  'type.list': {},
  'type.object': {},

  'format.email': {},
  'format.date': {},
  'format.instant': {},
  'format.url': {},
  'format.code': {},
  'format.currency': {},
  'format.time-zone': {},
  'format.idempotency-key': {},
  'format.event-id': {},
  'format.cursor': {},
  'url.not-https': {},
  'url.not-public': {},

  'in-past': {},
  'not-in-future': {},
  'too-far-ahead': { years: 'number' },
  'before-start': {},
  'not-after-start': {},
  'start-date.in-past': { today: 'date' },
  'start-date.after-contract-end': { endDate: 'date' },
  'end-date.before-start': { startDate: 'date' },

  'model.unknown': {},
  'training.unknown': {},
  'person.unknown': {},
  'person.no-account': {},
  'roles.not-held': { roles: 'roles' },
  'manager.is-new-hire': {},
  'manager.not-approver': {},
  'deputy.is-self': {},
  'deputy.no-role': {},
  'comment.required': {},
  'person.has-onboarding': { onboardingId: 'text' },
  'tag.taken': {},

  'change.start-date': {},
  'change.approved-plan': {},
  'change.costs-more': {},
  'change.already-used': { step: 'step' },

  'row.duplicate': { row: 'number' },
  'row.unexpected': {},
  'row.rejected': { problem: 'problem' },
  'rows.too-many': { count: 'number', maximum: 'number' },
  'csv.charset': { charset: 'text' },
  'csv.unreadable': {},
  'csv.no-rows': {},
  'csv.too-many-lines': { maximum: 'number' },
  'csv.line-too-long': { maximum: 'number' },
  'csv.too-many-cells': { cells: 'number', columns: 'number' },
  'csv.quote-not-closed': {},
  'csv.quote-in-quoted-cell': {},
  'csv.quote-in-cell': {},
  'csv.unknown-column': {},
  'csv.missing-column': {},
  'csv.duplicate-column': {},

  'simulation.unknown-step': { steps: 'names' },
  /** `kind`: `activity` or `approval`. */
  'simulation.other-kind': { kind: 'text' },
  'simulation.skipped': { cause: 'reason' },
} as const satisfies ReasonKinds;
