import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { ROW_STATES } from '../../domain/cohort';
import type { CohortReceipt, CohortShown } from '../answers';
import type { Context, Open } from '../context';
import { CliError, EXIT } from '../exit';
import { cohort, cohortReceipt, progress } from '../output/cohort';

const POLL_MS = 1_000;

interface SubmitOptions {
  partial?: boolean;
  charset?: string;
  idempotencyKey?: string;
}

export function addCohorts(program: Command, open: Open): void {
  const cohorts = program.command('cohort').description('many hires from one file');
  cohorts
    .command('submit <file>')
    .description('submit a CSV file, or a JSON file {"rows": […]}; - reads CSV from standard input')
    .option('--partial', 'start the valid rows even if others are not')
    .option('--charset <charset>', 'of a CSV file that is not UTF-8, such as windows-1252')
    .option('--idempotency-key <key>', 'repeat a call with the same key without submitting twice')
    .action(async (file: string, options: SubmitOptions, command: Command) => {
      const { api, show } = open(command);
      const path = options.partial ? '/cohorts?partial=true' : '/cohorts';
      const { body } = await api.upload<CohortReceipt>(path, bytesOf(file), headersOf(file, options));
      show(body, cohortReceipt);
    });
  cohorts
    .command('show <id>')
    .description('show a cohort and its rows')
    .option('--state <state>', `one or several with commas: ${ROW_STATES.join(', ')}`)
    .option('--limit <number>', 'how many rows at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, style, show, terminal, json } = open(command);
      const shown = await api.get<CohortShown>(pathOf(id), command.opts<Record<string, string>>());
      show(shown, (body) => cohort(style, body));
      if (shown.nextCursor && !json) terminal.out(style(`There are more: --cursor ${shown.nextCursor}\n`, 'gray'));
    });
  cohorts
    .command('watch <id>')
    .description(`follow a cohort until nothing waits to start; exit code ${EXIT.notCompleted} where a row failed`)
    .action(async (id: string, _options: unknown, command: Command) => watch(open(command), id));
  cohorts
    .command('cancel <id>')
    .description('start nothing more, and cancel every onboarding of it that has not ended')
    .requiredOption('--reason <text>', 'why; it is shown in every timeline')
    .action(async (id: string, { reason }: { reason: string }, command: Command) => {
      await order(open(command), id, 'cancel', { reason });
    });
  cohorts
    .command('resume <id>')
    .description('start what waits, failed, or was cancelled before its start')
    .action(async (id: string, _options: unknown, command: Command) => order(open(command), id, 'resume', {}));
  cohorts
    .command('template')
    .description('print a file to begin with')
    .addOption(
      new Option('--separator <separator>', 'semicolons suit spreadsheets in most of Europe').choices([',', ';']),
    )
    .action(async (_options: unknown, command: Command) => {
      const { api, terminal } = open(command);
      terminal.out(await api.text('/cohorts/template', command.opts<{ separator?: string }>()));
    });
}

const pathOf = (id: string): string => `/cohorts/${encodeURIComponent(id)}`;

/** As it is: which letters its bytes mean is for the API to judge. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file);
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function headersOf(file: string, { charset, idempotencyKey: key }: SubmitOptions): Record<string, string> {
  const csv = charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`;
  return {
    'content-type': file.toLowerCase().endsWith('.json') ? 'application/json' : csv,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
}

async function order({ api, show }: Context, id: string, what: 'cancel' | 'resume', body: object): Promise<void> {
  const answer = await api.post<CohortShown>(`${pathOf(id)}/${what}`, body);
  show(answer.body, () => `Recorded. Follow it with \`firstday cohort watch ${id}\`.\n`);
}

/** Shows each change until everything is as wanted. @throws CliError `notCompleted` where rows failed */
async function watch({ api, terminal, json }: Context, id: string): Promise<void> {
  for (let last = ''; ; await sleep(POLL_MS, undefined, { signal: terminal.signal })) {
    const shown = await api.get<CohortShown>(pathOf(id), { limit: '1' });
    const line = json ? JSON.stringify({ rows: shown.rows, open: shown.open, ...shown.onboardings }) : progress(shown);
    if (line !== last) terminal.out(`${line}\n`);
    last = line;
    if (shown.rows.waiting > 0 || (shown.wanted.what === 'cancel' && shown.open > 0)) continue;
    if (shown.rows.failed === 0) return;
    throw new CliError(
      EXIT.notCompleted,
      `${String(shown.rows.failed)} rows failed: \`firstday cohort show ${id} --state failed\` says why, \`cohort resume\` tries again.`,
    );
  }
}
