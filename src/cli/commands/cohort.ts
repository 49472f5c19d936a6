import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { ROW_STATES } from '../../domain/cohort';
import type { CohortReceipt, CohortResponse } from '../api-types';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatCohort, formatCohortReceipt, formatCohortProgress } from '../output/cohort';

const POLL_MS = 1_000;

interface SubmitOptions {
  partial?: boolean;
  charset?: string;
  idempotencyKey?: string;
}

export function addCohortCommands(program: Command, open: OpenContext): void {
  const cohorts = program.command('cohort').description('many hires from one file');
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
  cohorts
    .command('watch <id>')
    .description(`follow a cohort until nothing waits to start; exit code ${EXIT.notCompleted} where a row failed`)
    .action(async (id: string, _options: unknown, command: Command) => watchCohort(open(command), id));
  cohorts
    .command('cancel <id>')
    .description('start nothing more, and cancel every onboarding of it that has not ended')
    .requiredOption('--reason <text>', 'why; it is shown in every timeline')
    .action(async (id: string, { reason }: { reason: string }, command: Command) => {
      await sendCohortCommand(open(command), id, 'cancel', { reason });
    });
  cohorts
    .command('resume <id>')
    .description('start what waits, failed, or was cancelled before its start')
    .action(async (id: string, _options: unknown, command: Command) =>
      sendCohortCommand(open(command), id, 'resume', {}),
    );
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

const getCohortPath = (id: string): string => `/cohorts/${encodeURIComponent(id)}`;

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

/**
 * Prints each change until no row waits and, after a cancel, no onboarding is open.
 * @throws CliError `notCompleted` if rows failed
 */
async function watchCohort({ api, terminal, json }: CommandContext, id: string): Promise<void> {
  for (let lastLine = ''; ; await sleep(POLL_MS, undefined, { signal: terminal.signal })) {
    const cohort = await api.get<CohortResponse>(getCohortPath(id), { limit: '1' });
    const line = json
      ? JSON.stringify({ rows: cohort.rows, open: cohort.open, ...cohort.onboardings })
      : formatCohortProgress(cohort);
    if (line !== lastLine) terminal.writeOut(`${line}\n`);
    lastLine = line;
    if (cohort.rows.waiting > 0 || (cohort.command.action === 'cancel' && cohort.open > 0)) continue;
    if (cohort.rows.failed === 0) return;
    throw new CliError(
      EXIT.notCompleted,
      `${String(cohort.rows.failed)} rows failed: \`firstday cohort show ${id} --state failed\` says why, \`cohort resume\` tries again.`,
    );
  }
}
