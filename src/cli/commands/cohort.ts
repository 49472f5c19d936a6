import { type Command, Option } from 'commander';
import { ROW_STATES } from '../../domain/cohort';
import type { Translate } from '../../i18n/translate';
import type { CohortPreview, CohortReceipt, CohortResponse } from '../api-responses';
import { type CommandContext, type OpenContext, printNextPageNote } from '../command-context';
import { EXIT } from '../exit';
import { formatCohort, formatCohortPreview, formatCohortReceipt } from '../output/cohort';
import { getFileType, readBytes } from '../request-file';
import { getCohortPath, watchCohort } from './watch-cohort';

interface SubmitOptions {
  partial?: boolean;
  charset?: string;
  idempotencyKey?: string;
}

export function addCohortCommands(program: Command, open: OpenContext, t: Translate): void {
  const cohorts = program.command('cohort').description(t('cli-help.cohort'));
  addCohortCheckCommand(cohorts, open, t);
  addCohortSubmitCommand(cohorts, open, t);
  addCohortShowCommand(cohorts, open, t);
  addCohortWatchCommand(cohorts, open, t);
  addCohortCancelCommand(cohorts, open, t);
  addCohortResumeCommand(cohorts, open, t);
  addCohortTemplateCommand(cohorts, open, t);
}

function addCohortCheckCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('check')
    .description(t('cli-help.cohort.check'))
    .argument('<file>', t('cli-help.cohort.file'))
    .option('--charset <charset>', t('cli-help.cohort.charset'))
    .action(async (file: string, options: SubmitOptions, command: Command) => {
      const context = open(command);
      const headers = buildUploadHeaders(file, options);
      const { body } = await context.api.upload<CohortPreview>('/cohorts/preview', readBytes(file), headers);
      context.printResponse(body, formatCohortPreview);
    });
}

function addCohortSubmitCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('submit')
    .description(t('cli-help.cohort.submit'))
    .argument('<file>', t('cli-help.cohort.file'))
    .option('--partial', t('cli-help.cohort.partial'))
    .option('--charset <charset>', t('cli-help.cohort.charset'))
    .option('--idempotency-key <key>', t('cli-help.idempotency-key'))
    .action(async (file: string, options: SubmitOptions, command: Command) => {
      const context = open(command);
      const path = options.partial ? '/cohorts?partial=true' : '/cohorts';
      const headers = buildUploadHeaders(file, options);
      const { body } = await context.api.upload<CohortReceipt>(path, readBytes(file), headers);
      context.printResponse(body, (_settings, { id }) => `${id}\n`);
      context.printNote(formatCohortReceipt(context, body));
    });
}

function addCohortShowCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('show <id>')
    .description(t('cli-help.cohort.show'))
    .option('--state <state>', t('cli-help.cohort.state', { states: ROW_STATES.join(', ') }))
    .option('--limit <number>', t('cli-help.limit'))
    .option('--cursor <cursor>', t('cli-help.cursor'))
    .action(async (id: string, options: Record<string, string>, command: Command) => {
      const context = open(command);
      const cohort = await context.api.get<CohortResponse>(getCohortPath(id), options);
      context.printResponse(cohort, formatCohort);
      printNextPageNote(context, cohort);
    });
}

function addCohortWatchCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('watch <id>')
    .description(t('cli-help.cohort.watch', { code: EXIT.notCompleted }))
    .action(async (id: string, _options: unknown, command: Command) => watchCohort(open(command), id));
}

function addCohortCancelCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('cancel <id>')
    .description(t('cli-help.cohort.cancel'))
    .requiredOption('--reason <text>', t('cli-help.reason'))
    .action(async (id: string, { reason }: { reason: string }, command: Command) =>
      sendCohortCommand(open(command), id, 'cancel', { reason }),
    );
}

function addCohortResumeCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('resume <id>')
    .description(t('cli-help.cohort.resume'))
    .action(async (id: string, _options: unknown, command: Command) =>
      sendCohortCommand(open(command), id, 'resume', {}),
    );
}

function addCohortTemplateCommand(cohorts: Command, open: OpenContext, t: Translate): void {
  cohorts
    .command('template')
    .description(t('cli-help.cohort.template'))
    .addOption(new Option('--separator <separator>', t('cli-help.cohort.separator')).choices([',', ';']))
    .action(async (options: { separator?: string }, command: Command) => {
      const { api, terminal } = open(command);
      terminal.writeOut(await api.getText('/cohorts/template', { ...options }));
    });
}

function buildUploadHeaders(file: string, { charset, idempotencyKey: key }: SubmitOptions): Record<string, string> {
  return {
    'content-type': getFileType(file, charset),
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
  printResponse(
    response.body,
    ({ t }) => `${t('cli-output.cohort.command', { command: `firstday cohort watch ${id}` })}\n`,
  );
}
