import type { Command } from 'commander';
import type * as Simulating from '../../simulation/simulate';
import { ERRORS, FirstdayError } from '../../lib/errors';
import type { Context, Open } from '../context';
import { CliError, EXIT } from '../exit';
import { simulated } from '../output/simulation';
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

const each = (value: string, before: string[]): string[] => [...before, value];

export function addSimulate(program: Command, open: Open): void {
  program
    .command('simulate <plan>')
    .description(
      'play a plan for a request, months in seconds, without a platform; ' +
        `exit code ${EXIT.notCompleted} where it would not end completed`,
    )
    .option('--for <file>', 'the request; - reads it from standard input')
    .option('--start-date <date>', 'instead of the file’s: YYYY-MM-DD, or +N for N days from today')
    .option('--now <instant>', 'when it is submitted; default: now')
    .option('--fail <step[:ErrorType]>', 'fails for good, as does its undo with step.undo; repeatable', each, [])
    .option('--no-answer <step>', 'nobody ever answers what it asks; repeatable', each, [])
    .option('--decline <step>', 'an approval that is declined; repeatable', each, [])
    .action(async (plan: string, options: SimulateOptions, command: Command) => {
      const context = open(command);
      const simulation = await played(plan, options, context);
      context.show(simulation, (shown) => simulated(context.style, shown));
      const { view, gaveUpAt } = simulation;
      if (view.status === 'completed') return;
      const end = gaveUpAt === undefined ? `would end: ${view.status}` : 'would never end';
      throw new CliError(EXIT.notCompleted, `The onboarding ${end}.`);
    });
}

async function played(plan: string, options: SimulateOptions, { terminal }: Context) {
  // Loaded only here: planner, worker and Temporal take longer to load than any other command to run.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { simulate } = require('../../simulation/simulate') as typeof Simulating;
  const { fail, answer: noAnswer, decline, now } = options;
  const request = options.for === undefined ? undefined : readRequest(options.for, options.startDate);
  const say = (text: string) => terminal.err(`${text}\n`);
  const surroundings = { testServer: terminal.env.TEMPORAL_TEST_SERVER, say, signal: terminal.signal };
  try {
    return await simulate({ plan, request, fail, noAnswer, decline, now }, surroundings);
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    throw new ProblemError({ status, title: error.detail, errors: error.fields });
  }
}
