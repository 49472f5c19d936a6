import type { z } from 'zod';

const MAX_FIELD_ERRORS = 100;
const MAX_FIELD_PATH_LENGTH = 200;

/** Error codes with HTTP status. `retryable`: the same call may succeed later without any change. */
export const ERRORS = {
  'bad-json': { status: 400, retryable: false, title: 'The body is not valid JSON.' },
  'invalid-request': { status: 400, retryable: false, title: 'Some fields are not valid.' },
  unauthorized: { status: 401, retryable: false, title: 'Sign in, or send a valid bearer token.' },
  forbidden: { status: 403, retryable: false, title: 'Your roles do not allow this.' },
  'cross-site': {
    status: 403,
    retryable: false,
    title: 'This did not come from our own pages: open them and try again.',
  },
  'link-expired': { status: 410, retryable: false, title: 'This link has expired or was used: ask for a new one.' },
  'not-found': { status: 404, retryable: false, title: 'There is nothing here, or nothing you may see.' },
  'method-not-allowed': { status: 405, retryable: false, title: 'This address does not know that method.' },
  'already-open': { status: 409, retryable: false, title: 'This person already has an open onboarding.' },
  'already-decided': { status: 409, retryable: false, title: 'This was already decided.' },
  'not-waiting': { status: 409, retryable: false, title: 'Nothing waits for this decision now.' },
  'not-possible': { status: 409, retryable: false, title: 'This is not possible for this onboarding now.' },
  closed: { status: 409, retryable: false, title: 'This onboarding has ended.' },
  conflict: { status: 409, retryable: false, title: 'This conflicts with what is already there.' },
  'body-too-large': { status: 413, retryable: false, title: 'The body is too large.' },
  'unsupported-media-type': { status: 415, retryable: false, title: 'This media type is not read here.' },
  'idempotency-key-reused': {
    status: 422,
    retryable: false,
    title: 'This Idempotency-Key was used with another body.',
  },
  'invalid-rows': { status: 422, retryable: false, title: 'Some rows are not valid; nothing was started.' },
  'not-plannable': { status: 422, retryable: false, title: 'No plan can be made for this request.' },
  'too-many-requests': { status: 429, retryable: true, title: 'Too many requests: wait, then try again.' },
  internal: { status: 500, retryable: true, title: 'Something failed on our side; it was logged.' },
  unavailable: { status: 503, retryable: true, title: 'A system behind this is not reachable: try again shortly.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

export interface FieldError {
  /** Row number, in a file of many. */
  row?: number;
  /** Dotted path in the body, such as `employee.personalEmail`. */
  field: string;
  message: string;
}

/** Phrases zod's issues to follow the name of the field. A message of the schema itself takes precedence. */
export const describeZodIssue: z.core.$ZodErrorMap = (issue) => findZodIssueMessage(issue) ?? 'is not valid';

function findZodIssueMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_MESSAGES[issue.expected];
    case 'invalid_format':
      return FORMAT_MESSAGES[issue.format];
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return findTooSmallMessage(issue);
    case 'too_big':
      return describeTooBig(issue);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return undefined;
  }
}

function findTooSmallMessage({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string | undefined {
  if (SIZE_UNITS[origin] === undefined) return `must not be less than ${String(minimum)}`;
  return minimum === 1 ? 'must not be empty' : undefined;
}

function describeTooBig({ origin, maximum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const unit = SIZE_UNITS[origin];
  return unit === undefined
    ? `must not be more than ${String(maximum)}`
    : `must not be longer than ${String(maximum)} ${unit}`;
}

const TYPE_MESSAGES: Record<string, string> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};
const FORMAT_MESSAGES: Record<string, string> = {
  email: 'is no e-mail address',
  date: 'is no date',
  datetime: 'is no date with a time',
};
const SIZE_UNITS: Record<string, string> = { string: 'characters', array: 'entries' };

/** Maps each issue to a field and a message. An unknown field is named itself, not its parent object. */
export const toFieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues
    .flatMap(({ path, message, ...issue }) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ field: formatFieldPath([...path, key]), message: 'is not a known field' }))
        : [{ field: formatFieldPath(path), message }],
    )
    .slice(0, MAX_FIELD_ERRORS);

const formatFieldPath = (path: PropertyKey[]) => path.map(String).join('.').slice(0, MAX_FIELD_PATH_LENGTH) || '(body)';

/** Error meant for the caller. */
export class FirstdayError extends Error {
  override readonly name = 'FirstdayError';
  constructor(
    readonly code: ErrorCode,
    readonly detail: string = ERRORS[code].title,
    readonly fields: FieldError[] = [],
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** Error at start-up that its reader can fix: one paragraph with cause and remedy. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
