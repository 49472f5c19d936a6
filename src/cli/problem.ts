import type { FieldError } from '../lib/errors';
import { CliError, EXIT } from './exit';

/** What the API answers when it will not or cannot (RFC 9457), as far as it is shown here. */
export interface Problem {
  status: number;
  title: string;
  detail?: string;
  code?: string;
  errors?: FieldError[];
  requestId?: string;
  [member: string]: unknown;
}

/** The API answered with a problem. */
export class ProblemError extends CliError {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(toExitCode(problem.status), problem.detail ?? problem.title);
  }
}

function toExitCode(status: number) {
  if (status === 503) return EXIT.unreachable;
  return status < 500 ? EXIT.refused : EXIT.unexpected;
}

/** What to do about it, where that is not plain from the problem itself. */
const HINTS: Record<string, string> = {
  unauthorized: 'Give a token with --token or FIRSTDAY_TOKEN; `npm start` prints the administrator’s.',
  forbidden: 'Use a token whose roles allow this: `firstday tokens create <email> --role <role>` makes one.',
  'not-found': '`firstday list` names the onboardings that you may see.',
  'invalid-rows': 'Mend the rows and send the file again, or start the valid ones alone with --partial.',
  'already-open': '`firstday show <id>` shows the one that is open; a second may be submitted once it has ended.',
  'idempotency-key-reused': 'Use another --idempotency-key, or the same request as the first time.',
  internal: 'Try again; if it stays, look for the request id in the server’s log.',
};

/** The problem in words: what is wrong, every invalid field, and what to do. */
export function formatProblem({ title, detail, code, errors = [], requestId, status }: Problem): string[] {
  // A detail of its own says already what is not there.
  const hint = code === 'not-found' && detail !== title ? undefined : HINTS[code ?? ''];
  return [
    title,
    ...(detail && detail !== title ? [detail] : []),
    ...formatFieldErrors(errors),
    ...(hint ? [hint] : []),
    ...(status >= 500 && requestId ? [`Request id: ${requestId}`] : []),
  ];
}

/** Every invalid field, and in a file of many its row, one a line. */
export function formatFieldErrors(errors: readonly FieldError[]): string[] {
  const places = errors.map(({ row, field }) => (row === undefined ? field : `row ${String(row)}  ${field}`));
  const width = Math.max(0, ...places.map((place) => place.length));
  return errors.map(({ message }, index) => `  ${(places[index] ?? '').padEnd(width)}  ${message}`);
}
