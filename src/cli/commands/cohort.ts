import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { ROW_STATES } from '../../domain/cohort';
import type { CohortReceipt, CohortResponse } from '../api-types';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatCohort, formatCohortReceipt } from '../output/cohort';
import { getCohortPath, watchCohort } from './watch-cohort';

interface SubmitOptions {
  partial?: boolean;
  charset?: string;
  idempotencyKey?: string;
}

export function addCohortCommands(program: Command, open: OpenContext): void {
  const cohorts = program.command('cohort').description('many hires from one file');
  addCohortSubmitCommand(cohorts, open);
  addCohortShowCommand(cohorts, open);
  addCohortWatchCommand(cohorts, open);
  addCohortCancelCommand(cohorts, open);
  addCohortResumeCommand(cohorts, open);
  addCohortTemplateCommand(cohorts, open);
}

function addCohortSubmitCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('submit <file>')
    .description('submit a CSV file, or a JSON file {"rows": […]}; - reads CSV from standard input')
    .option('--partial', 'start the valid rows even if others are not')
    .option('--charset <charset>', 'of a CSV file that is not UTF-8, such as windows-1252')
    .option('--idempotency-key <key>', 'repeat a call with the same key without submitting twice')
    .action(async (file: string, options: SubmitOptions, command: Command) => {
      const { api, printResponse } = open(command);
      const path = options.partial ? '/cohorts?partial=true' : '/cohorts';
      const { body } = await api.upload<CohortReceipt>(path, readBytes(file), buildUploadHeaders(file, options));
      printResponse(body, formatCohortReceipt);
    });
}

function addCohortShowCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('show <id>')
    .description('show a cohort and its rows')
    .option('--state <state>', `one or several with commas: ${ROW_STATES.join(', ')}`)
    .option('--limit <number>', 'how many rows at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, style, printResponse, terminal, json } = open(command);
      const cohort = await api.get<CohortResponse>(getCohortPath(id), command.opts<Record<string, string>>());
      printResponse(cohort, (body) => formatCohort(style, body));
      if (cohort.nextCursor && !json)
        terminal.writeOut(style(`There are more: --cursor ${cohort.nextCursor}\n`, 'gray'));
    });
}

function addCohortWatchCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('watch <id>')
    .description(`follow a cohort until nothing waits to start; exit code ${EXIT.notCompleted} where a row failed`)
    .action(async (id: string, _options: unknown, command: Command) => watchCohort(open(command), id));
}

function addCohortCancelCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('cancel <id>')
    .description('start nothing more, and cancel every onboarding of it that has not ended')
    .requiredOption('--reason <text>', 'why; it is shown in every timeline')
    .action(async (id: string, { reason }: { reason: string }, command: Command) =>
      sendCohortCommand(open(command), id, 'cancel', { reason }),
    );
}

function addCohortResumeCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('resume <id>')
    .description('start what waits, failed, or was cancelled before its start')
    .action(async (id: string, _options: unknown, command: Command) =>
      sendCohortCommand(open(command), id, 'resume', {}),
    );
}

function addCohortTemplateCommand(cohorts: Command, open: OpenContext): void {
  cohorts
    .command('template')
    .description('print a file to begin with')
    .addOption(
      new Option('--separator <separator>', 'semicolons suit spreadsheets in most of Europe').choices([',', ';']),
    )
    .action(async (_options: unknown, command: Command) => {
      const { api, terminal } = open(command);
      terminal.writeOut(await api.getText('/cohorts/template', command.opts<{ separator?: string }>()));
    });
}

/** Reads raw bytes: decoding the charset is left to the API. */
function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file);
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function buildUploadHeaders(file: string, { charset, idempotencyKey: key }: SubmitOptions): Record<string, string> {
  const csv = charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`;
  return {
    'content-type': file.toLowerCase().endsWith('.json') ? 'application/json' : csv,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
}

async function sendCohortCommand(
  { api, printResponse }: CommandContext,
  id: string,
  action: 'cancel' | 'resume',
  body: object,
): Promise<void> {
  const response = await api.post<CohortResponse>(`${getCohortPath(id)}/${action}`, body);
  printResponse(response.body, () => `Recorded. Follow it with \`firstday cohort watch ${id}\`.\n`);
}
