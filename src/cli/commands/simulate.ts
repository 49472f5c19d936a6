import type { Command } from 'commander';
import type * as Simulating from '../../simulation/simulate';
import type { SimulationResult } from '../../simulation/simulation-result';
import { wordProblem } from '../../i18n/word-problem';
import { ERRORS, FirstdayError } from '../../lib/errors';
import type { Translate } from '../../i18n/translate';
import type { CommandContext, OpenContext } from '../command-context';
import { readCompanyFile } from '../company-file';
import { CliError, EXIT } from '../exit';
import { collectOption } from '../option-parsers';
import { formatSimulation } from '../output/simulation';
import type { TextSettings } from '../output/text-settings';
import { ProblemError } from '../problem';
import { readRequest } from '../request-file';

interface SimulateOptions {
  for?: string;
  company?: string;
  startDate?: string;
  now?: string;
  fail?: string[];
  answer: string[];
  decline?: string[];
}

export function addSimulateCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('simulate <plan>')
    .description(t('cli-help.simulate', { code: EXIT.notCompleted }))
    .option('--for <file>', t('cli-help.simulate.for'))
    .option('--company <file>', t('cli-help.simulate.company'))
    .option('--start-date <date>', t('cli-help.start-date'))
    .option('--now <instant>', t('cli-help.simulate.now'))
    .option('--fail <step[:ErrorType]>', t('cli-help.simulate.fail'), collectOption)
    // commander stores `--no-answer` as `answer`.
    .option('--no-answer <step>', t('cli-help.simulate.no-answer'), collectOption, [])
    .option('--decline <step>', t('cli-help.simulate.decline'), collectOption)
    .action(async (plan: string, options: SimulateOptions, command: Command) => {
      const context = open(command);
      const simulation = await runSimulation(plan, options, context);
      context.printResponse(simulation, formatSimulation);
      requireCompletion(simulation, context);
    });
}

/** @throws CliError `notCompleted` */
function requireCompletion({ view, gaveUpAt }: SimulationResult, { t }: TextSettings): void {
  if (view.status === 'completed') return;
  if (gaveUpAt !== undefined) throw new CliError(EXIT.notCompleted, 'cli-errors.would-never-end');
  const status = t(`status.onboarding.${view.status}`);
  throw new CliError(EXIT.notCompleted, 'cli-errors.would-not-complete', { status });
}

async function runSimulation(plan: string, options: SimulateOptions, context: CommandContext) {
  // Loaded lazily: planner, worker and Temporal take longer to load than any other command takes to run.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { simulate } = require('../../simulation/simulate') as typeof Simulating;
  const { terminal, locale, t, printNote } = context;
  const { fail = [], answer: noAnswer, decline = [], now } = options;
  const request = options.for === undefined ? undefined : readRequest(options.for, options.startDate);
  const company = options.company === undefined ? undefined : (await readCompanyFile(options.company)).settings;
  const print = (text: string) => terminal.writeErr(`${text}\n`);
  const environment = {
    testServer: terminal.env.TEMPORAL_TEST_SERVER,
    print,
    announceStart: () => printNote(`${t('cli-output.simulation.starting')}\n`),
    signal: terminal.signal,
  };
  try {
    return await simulate({ plan, request, company, fail, noAnswer, decline, now }, environment);
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    throw new ProblemError({ status, code: error.code, ...wordProblem(error, locale) });
  }
}
