import type { WordedFieldError } from '../i18n/word-problem';
import { CliError, EXIT } from './exit';

/** Subset of the API's error response (RFC 9457) that the command line prints. */
export interface Problem {
  status: number;
  title: string;
  detail?: string;
  code?: string;
  errors?: WordedFieldError[];
  requestId?: string;
  [member: string]: unknown;
}

export class ProblemError extends CliError {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(toExitCode(problem.status), problem.detail ?? problem.title);
  }
}

function toExitCode(status: number) {
  if (status === 503) return EXIT.unreachable;
  return status < 500 ? EXIT.rejected : EXIT.unexpected;
}

/** Suggested next step by problem code, if the problem itself does not suggest one. */
const HINTS: Record<string, string> = {
  unauthorized: 'Give a token with --token or FIRSTDAY_TOKEN; `npm start` prints the administrator’s.',
  forbidden: 'Use a token whose roles allow this: `firstday tokens create <email> --role <role>` makes one.',
  'not-found': '`firstday list` names the onboardings that you may see.',
  'invalid-rows': 'Mend the rows and send the file again, or start the valid ones alone with --partial.',
  'already-open': '`firstday show <id>` shows the one that is open; a second may be submitted once it has ended.',
  'idempotency-key-reused': 'Use another --idempotency-key, or the same request as the first time.',
  internal: 'Try again; if it stays, look for the request id in the server’s log.',
};

/** Returns the lines to print: the problem, every invalid field, a hint, and the request id of a server error. */
export function formatProblem({ title, detail, code, errors = [], requestId, status }: Problem): string[] {
  // A specific detail already names the missing resource.
  const hint = code === 'not-found' && detail !== title ? undefined : HINTS[code ?? ''];
  return [
    title,
    ...(detail && detail !== title ? [detail] : []),
    ...formatFieldErrors(errors),
    ...(hint ? [hint] : []),
    ...(status >= 500 && requestId ? [`Request id: ${requestId}`] : []),
  ];
}

/** Returns one line per invalid field, with its row number in a cohort file. */
export function formatFieldErrors(errors: readonly WordedFieldError[]): string[] {
  const labels = errors.map(({ row, field }) => (row === undefined ? field : `row ${String(row)}  ${field}`));
  const width = Math.max(0, ...labels.map((label) => label.length));
  return errors.map(({ message }, index) => `  ${(labels[index] ?? '').padEnd(width)}  ${message}`);
}
