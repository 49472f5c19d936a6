import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type {
  CompanyPreviewResponse,
  CompanyResponse,
  CompanyVersionPage,
  RemovedSample,
  SavedCompanyResponse,
} from '../api-responses';
import { type CommandContext, type OpenContext, printNextPageNote } from '../command-context';
import { formatCompanyFile, readCompanyFile } from '../company-file';
import {
  formatCompanyPreview,
  formatCompanyVersions,
  formatRemovedSample,
  formatSavedCompany,
} from '../output/company';

export function addCompanyCommands(program: Command, open: OpenContext, t: Translate): void {
  const company = program.command('company').description(t('cli-help.company'));
  company
    .command('export')
    .description(t('cli-help.company.export'))
    .option('--at <version>', t('cli-help.company.at'))
    .action(async ({ at: version }: { at?: string }, command: Command) => {
      await exportCompany(open(command), version);
    });
  company
    .command('diff <file>')
    .description(t('cli-help.company.diff'))
    .action(async (file: string, _options: unknown, command: Command) => {
      const { api, printResponse } = open(command);
      const { settings } = await readCompanyFile(file);
      printResponse((await api.post<CompanyPreviewResponse>('/company/preview', settings)).body, formatCompanyPreview);
    });
  company
    .command('apply <file>')
    .description(t('cli-help.company.apply'))
    .option('--note <text>', t('cli-help.company.note'))
    .action(async (file: string, { note }: { note?: string }, command: Command) => {
      await applyCompany(open(command), file, note);
    });
  company
    .command('history')
    .description(t('cli-help.company.history'))
    .option('--limit <number>', t('cli-help.limit'))
    .option('--cursor <cursor>', t('cli-help.cursor'))
    .action(async (filters: Record<'limit' | 'cursor', string | undefined>, command: Command) => {
      const context = open(command);
      const page = await context.api.get<CompanyVersionPage>('/company/versions', filters);
      context.printResponse(page, formatCompanyVersions);
      printNextPageNote(context, page);
    });
  company
    .command('remove-sample')
    .description(t('cli-help.company.remove-sample'))
    .option('--cancel-open', t('cli-help.company.cancel-open'))
    .action(async ({ cancelOpen }: { cancelOpen?: boolean }, command: Command) => {
      const { api, printResponse } = open(command);
      const { body } = await api.post<RemovedSample>('/company/remove-sample', { cancelOpen });
      printResponse(body, formatRemovedSample);
    });
}

async function exportCompany({ api, terminal, json }: CommandContext, version: string | undefined): Promise<void> {
  const path = version === undefined ? '/company' : `/company/versions/${encodeURIComponent(version)}`;
  const company = await api.get<CompanyResponse>(path);
  const { settings } = company;
  terminal.writeOut(
    json
      ? `${JSON.stringify({ version: company.version, ...settings }, undefined, 2)}\n`
      : await formatCompanyFile(company),
  );
}

/** A file without a version replaces the version in force, whichever it is. */
async function applyCompany({ api, printResponse }: CommandContext, file: string, note?: string): Promise<void> {
  const { settings, version = (await api.get<CompanyResponse>('/company')).version } = await readCompanyFile(file);
  const headers = { 'if-match': `"${String(version)}"` };
  const { body } = await api.put<SavedCompanyResponse>('/company', { settings, note }, headers);
  printResponse(body, formatSavedCompany);
}
