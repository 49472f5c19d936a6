import type { Command } from 'commander';
import type * as Simulating from '../../simulation/simulate';
import type { SimulationResult } from '../../simulation/simulation-result';
import { DEFAULT_LOCALE } from '../../i18n/locales';
import { wordProblem } from '../../i18n/word-problem';
import { ERRORS, FirstdayError } from '../../lib/errors';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatSimulation } from '../output/simulation';
import { ProblemError } from '../problem';
import { readRequest } from '../request-file';

interface SimulateOptions {
  for?: string;
  startDate?: string;
  now?: string;
  fail: string[];
  answer: string[];
  decline: string[];
}

const appendOption = (value: string, previous: string[]): string[] => [...previous, value];

export function addSimulateCommand(program: Command, open: OpenContext): void {
  program
    .command('simulate <plan>')
    .description(
      'play a plan for a request, months in seconds, without a platform; ' +
        `exit code ${EXIT.notCompleted} where it would not end completed`,
    )
    .option('--for <file>', 'the request; - reads it from standard input')
    .option('--start-date <date>', 'instead of the file’s: YYYY-MM-DD, or +N for N days from today')
    .option('--now <instant>', 'when it is submitted; default: now')
    .option(
      '--fail <step[:ErrorType]>',
      'fails for good, as does its undo with step.undo; repeatable',
      appendOption,
      [],
    )
    .option('--no-answer <step>', 'nobody ever answers what it asks; repeatable', appendOption, [])
    .option('--decline <step>', 'an approval that is declined; repeatable', appendOption, [])
    .action(async (plan: string, options: SimulateOptions, command: Command) => {
      const context = open(command);
      const simulation = await runSimulation(plan, options, context);
      context.printResponse(simulation, (result) => formatSimulation(context.style, result));
      requireCompletion(simulation);
    });
}

/** @throws CliError `notCompleted` */
function requireCompletion({ view, gaveUpAt }: SimulationResult): void {
  if (view.status === 'completed') return;
  const end = gaveUpAt === undefined ? `would end: ${view.status}` : 'would never end';
  throw new CliError(EXIT.notCompleted, `The onboarding ${end}.`);
}

async function runSimulation(plan: string, options: SimulateOptions, { terminal }: CommandContext) {
  // Loaded lazily: planner, worker and Temporal take longer to load than any other command takes to run.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { simulate } = require('../../simulation/simulate') as typeof Simulating;
  const { fail, answer: noAnswer, decline, now } = options;
  const request = options.for === undefined ? undefined : readRequest(options.for, options.startDate);
  const print = (text: string) => terminal.writeErr(`${text}\n`);
  const environment = { testServer: terminal.env.TEMPORAL_TEST_SERVER, print, signal: terminal.signal };
  try {
    return await simulate({ plan, request, fail, noAnswer, decline, now }, environment);
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    throw new ProblemError({ status, code: error.code, ...wordProblem(error, DEFAULT_LOCALE) });
  }
}
