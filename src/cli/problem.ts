import { findMessage, type Translate } from '../i18n/translate';
import type { WordedFieldError } from '../i18n/word-problem';
import { EXIT, type ExitCode } from './exit';
import type { TextSettings } from './output/text-settings';

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

/** The API's words are in the language of the reader already. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly exitCode: ExitCode;
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.exitCode = toExitCode(problem.status);
  }
}

function toExitCode(status: number): ExitCode {
  if (status === 503) return EXIT.unreachable;
  return status < 500 ? EXIT.rejected : EXIT.unexpected;
}

/** Returns the lines to print: the problem, every invalid field, a hint, and the request id of a server error. */
export function formatProblem({ locale, t }: TextSettings, problem: Problem): string[] {
  const { title, detail, code, errors = [], requestId, status } = problem;
  // A specific detail already names the missing resource.
  const hint =
    code === 'not-found' && detail !== title ? undefined : findMessage(locale, `cli-errors.hint.${code ?? ''}`);
  return [
    title,
    ...(detail && detail !== title ? [detail] : []),
    ...formatFieldErrors(t, errors),
    ...(hint ? [hint] : []),
    ...(status >= 500 && requestId ? [t('cli-errors.request-id', { requestId })] : []),
  ];
}

/** Returns one line per invalid field, with its row number in a file of a bulk import. */
export function formatFieldErrors(t: Translate, errors: readonly WordedFieldError[]): string[] {
  const labels = errors.map(({ row, field }) =>
    row === undefined ? field : `${t('cli-errors.row', { row })}  ${field}`,
  );
  const width = Math.max(0, ...labels.map((label) => label.length));
  return errors.map(({ message }, index) => `  ${(labels[index] ?? '').padEnd(width)}  ${message}`);
}
