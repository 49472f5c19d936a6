import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addPlanChangeCommands } from './commands/plan-changes';
import { addCohortCommands } from './commands/cohort';
import { addApprovalCommands, addTerminationCommands } from './commands/approvals';
import { addFailureCommands } from './commands/failures';
import { addAbsenceCommands, addPeopleCommand } from './commands/people';
import { addListCommand, addPlanCommand, addShowCommand } from './commands/read';
import { addSimulateCommand } from './commands/simulate';
import { addSubmitCommand } from './commands/submit';
import { addTaskCommands } from './commands/tasks';
import { addTokenCommands } from './commands/tokens';
import { addWatchCommand } from './commands/watch';
import { createContextOpener } from './command-context';
import { CliError, EXIT, type ExitCode } from './exit';
import type { Terminal } from './output/terminal';
import { sanitizeText } from './output/text';
import { ProblemError, formatProblem } from './problem';

/** Runs `firstday <args>` and returns its exit code. Never throws: errors go to `terminal.err`, as JSON with --json. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return reportError(error, terminal, args.includes('--json'));
  }
}

/** Prints the error and returns its exit code. */
export function reportError(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  if (terminal.signal.aborted) return EXIT.interrupted;
  terminal.writeErr(json ? formatErrorAsJson(error) : formatError(error));
  return error instanceof CliError ? error.exitCode : EXIT.unexpected;
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('firstday')
    .description('Employee onboarding from the command line, over the HTTP API.')
    .version(version)
    .option('--url <url>', 'where the API is (FIRSTDAY_URL; default http://localhost:8080)')
    .option('--token <token>', 'who you are (FIRSTDAY_TOKEN; default: the embedded platform’s administrator)')
    .option('--json', 'print the API’s own answers')
    .exitOverride()
    .showHelpAfterError('Add --help to see what there is.')
    .configureOutput({ writeOut: terminal.writeOut, writeErr: terminal.writeErr })
    .addHelpText('after', EXIT_CODES_HELP);
  const open = createContextOpener(terminal);
  for (const add of COMMAND_REGISTRATIONS) add(program, open);
  return program;
}

const COMMAND_REGISTRATIONS = [
  addSubmitCommand,
  addCohortCommands,
  addListCommand,
  addShowCommand,
  addWatchCommand,
  addTaskCommands,
  addApprovalCommands,
  addFailureCommands,
  addPlanChangeCommands,
  addTerminationCommands,
  addPlanCommand,
  addSimulateCommand,
  addPeopleCommand,
  addAbsenceCommands,
  addTokenCommands,
];

const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 unexpected, 2 wrong usage, 3 refused by the API, 4 the API is not reachable,
5 (watch, simulate) ended other than completed, 130 interrupted.`;

function formatError(error: unknown): string {
  const lines = error instanceof ProblemError ? formatProblem(error.problem) : [getErrorMessage(error)];
  return `${lines.map(sanitizeIndentedLine).join('\n')}\n`;
}

/** Keeps our own indentation and sanitizes the rest, which may hold untrusted text. */
const sanitizeIndentedLine = (line: string) => line.slice(0, line.search(/\S|$/)) + sanitizeText(line.trimStart());

function formatErrorAsJson(error: unknown): string {
  const body = error instanceof ProblemError ? error.problem : { title: getErrorMessage(error) };
  return `${JSON.stringify(body)}\n`;
}

const getErrorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
