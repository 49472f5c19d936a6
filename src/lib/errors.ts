import type { FieldError } from '../domain/field-errors/field-error';
import type { Reason } from '../domain/reasons/reason';
import type { LocalizedText } from '../domain/text/localized-text';

/**
 * Error codes with HTTP status. `retryable`: the same call may succeed later without any change. The titles are in
 * `locales/<locale>/problems.json`.
 */
export const ERRORS = {
  'bad-json': { status: 400, retryable: false },
  'invalid-request': { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  'cross-site': { status: 403, retryable: false },
  'step-up-required': { status: 403, retryable: false },
  'link-expired': { status: 410, retryable: false },
  'not-found': { status: 404, retryable: false },
  'method-not-allowed': { status: 405, retryable: false },
  'already-open': { status: 409, retryable: false },
  'already-decided': { status: 409, retryable: false },
  'not-waiting': { status: 409, retryable: false },
  'not-possible': { status: 409, retryable: false },
  closed: { status: 409, retryable: false },
  conflict: { status: 409, retryable: false },
  'version-conflict': { status: 412, retryable: false },
  'version-required': { status: 428, retryable: false },
  'misdirected-request': { status: 421, retryable: false },
  'body-too-large': { status: 413, retryable: false },
  'unsupported-media-type': { status: 415, retryable: false },
  'idempotency-key-reused': { status: 422, retryable: false },
  'invalid-rows': { status: 422, retryable: false },
  'not-plannable': { status: 422, retryable: false },
  'plan-fault': { status: 422, retryable: false },
  'too-many-requests': { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  unavailable: { status: 503, retryable: true },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Steps and time zone of the onboarding that a problem is about: they word its reasons. */
export interface ProblemSubject {
  steps: readonly { id: string; title: LocalizedText }[];
  timeZone: string;
}

/** Error meant for the caller, without words: `wordProblem` adds them for its reader. */
export class FirstdayError extends Error {
  override readonly name = 'FirstdayError';
  constructor(
    readonly code: ErrorCode,
    readonly reason?: Reason,
    readonly fields: FieldError[] = [],
    /** Further members of the problem. */
    readonly extra: Record<string, unknown> = {},
    readonly subject?: ProblemSubject,
  ) {
    super(reason?.code ?? code);
  }
}

/** Creates the error for invalid input, with the reasons at its fields. */
export const createInvalidRequestError = (fields: FieldError[]): FirstdayError =>
  new FirstdayError('invalid-request', undefined, fields);

/** Error at start-up that its reader can fix: one paragraph with cause and remedy. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
