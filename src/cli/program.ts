import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { addChanges } from './commands/change';
import { addCohorts } from './commands/cohort';
import { addDecisions, addEndings } from './commands/decide';
import { addFailures } from './commands/failures';
import { addAbsences, addPeople } from './commands/people';
import { addList, addPlan, addShow } from './commands/read';
import { addSimulate } from './commands/simulate';
import { addSubmit } from './commands/submit';
import { addTasks } from './commands/tasks';
import { addTokens } from './commands/tokens';
import { addWatch } from './commands/watch';
import { opener } from './context';
import { CliError, EXIT, type ExitCode } from './exit';
import type { Terminal } from './output/terminal';
import { plain } from './output/text';
import { ProblemError, problemLines } from './problem';

/**
 * Runs one command line, as `firstday <args>`, and gives what the process is to end with. Never throws: what went
 * wrong is told on `terminal.err`, with --json as the API's problem itself.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return exitCodeFor(error, terminal, args.includes('--json'));
  }
}

/** Tells what went wrong, and gives what the process is to end with. */
export function exitCodeFor(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  if (terminal.signal.aborted) return EXIT.interrupted;
  terminal.err(json ? asJson(error) : inWords(error));
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
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText('after', EXIT_CODES);
  const open = opener(terminal);
  for (const add of COMMANDS) add(program, open);
  return program;
}

const COMMANDS = [
  addSubmit,
  addCohorts,
  addList,
  addShow,
  addWatch,
  addTasks,
  addDecisions,
  addFailures,
  addChanges,
  addEndings,
  addPlan,
  addSimulate,
  addPeople,
  addAbsences,
  addTokens,
];

const EXIT_CODES = `
Exit codes: 0 done, 1 unexpected, 2 wrong usage, 3 refused by the API, 4 the API is not reachable,
5 (watch, simulate) ended other than completed, 130 interrupted.`;

function inWords(error: unknown): string {
  const lines = error instanceof ProblemError ? problemLines(error.problem) : [messageOf(error)];
  return `${lines.map(indented).join('\n')}\n`;
}

/** The indentation is ours, the rest may be anybody's. */
const indented = (line: string) => line.slice(0, line.search(/\S|$/)) + plain(line.trimStart());

function asJson(error: unknown): string {
  const body = error instanceof ProblemError ? error.problem : { title: messageOf(error) };
  return `${JSON.stringify(body)}\n`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
