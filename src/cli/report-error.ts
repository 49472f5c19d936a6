import { CliError, EXIT, type ExitCode } from './exit';
import { getErrorMessage } from './get-error-message';
import type { Terminal } from './output/terminal';
import { sanitizeText } from './output/text';
import type { TextSettings } from './output/text-settings';
import { formatProblem, ProblemError } from './problem';

/** Prints the error, as JSON if `json` is true, and returns its exit code. */
export function reportError(error: unknown, terminal: Terminal, settings: TextSettings, json: boolean): ExitCode {
  if (terminal.signal.aborted) return EXIT.interrupted;
  terminal.writeErr(json ? formatErrorAsJson(settings, error) : formatError(settings, error));
  return error instanceof CliError || error instanceof ProblemError ? error.exitCode : EXIT.unexpected;
}

function formatError(settings: TextSettings, error: unknown): string {
  const lines = error instanceof ProblemError ? formatProblem(settings, error.problem) : [getMessage(settings, error)];
  return `${lines.map(sanitizeIndentedLine).join('\n')}\n`;
}

/** Keeps our own indentation and sanitizes the rest, which may hold untrusted text. */
const sanitizeIndentedLine = (line: string) => line.slice(0, line.search(/\S|$/)) + sanitizeText(line.trimStart());

function formatErrorAsJson(settings: TextSettings, error: unknown): string {
  const code = error instanceof CliError ? error.code : 'unexpected';
  const body = error instanceof ProblemError ? error.problem : { code, title: getMessage(settings, error) };
  return `${JSON.stringify(body)}\n`;
}

const getMessage = ({ locale }: TextSettings, error: unknown): string =>
  error instanceof CliError ? error.describe(locale) : getErrorMessage(error);
