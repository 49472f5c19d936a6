import type { Command } from 'commander';
import { ROLES } from '../../domain/status';
import type { Translate } from '../../i18n/translate';
import type {
  AbsenceList,
  CreatedAbsence,
  PeopleImportPreview,
  PeopleImportResult,
  PeoplePage,
} from '../api-responses';
import { type OpenContext, printNextPageNote } from '../command-context';
import {
  formatAbsences,
  formatCreatedAbsence,
  formatPeople,
  formatPeopleImport,
  formatPeopleImportPreview,
} from '../output/people';
import { getFileType, readBytes } from '../request-file';

type PeopleOptions = Record<'search' | 'role' | 'limit' | 'cursor', string | undefined>;

export function addPeopleCommand(program: Command, open: OpenContext, t: Translate): void {
  const people = program.command('people').description(t('cli-help.people'));
  addPeopleImportCommand(people, open, t);
  people
    .option('-S, --search <text>', t('cli-help.people.search'))
    .option('--role <role>', t('cli-help.people.role', { roles: ROLES.join(', ') }))
    .option('--limit <number>', t('cli-help.limit'))
    .option('--cursor <cursor>', t('cli-help.cursor'))
    .action(async ({ search, ...filters }: PeopleOptions, command: Command) => {
      const context = open(command);
      const page = await context.api.get<PeoplePage>('/people', { ...filters, q: search });
      context.printResponse(page, formatPeople);
      printNextPageNote(context, page);
    });
}

interface ImportOptions {
  check?: boolean;
  invite: boolean;
  charset?: string;
}

function addPeopleImportCommand(people: Command, open: OpenContext, t: Translate): void {
  people
    .command('import <file>')
    .description(t('cli-help.people.import'))
    .option('--check', t('cli-help.people.check'))
    .option('--no-invite', t('cli-help.people.no-invite'))
    .option('--charset <charset>', t('cli-help.cohort.charset'))
    .action(async (file: string, { check, invite, charset }: ImportOptions, command: Command) => {
      const { api, printResponse } = open(command);
      const headers = { 'content-type': getFileType(file, charset) };
      if (check) {
        const { body } = await api.upload<PeopleImportPreview>('/people/import/preview', readBytes(file), headers);
        return printResponse(body, formatPeopleImportPreview);
      }
      const path = invite ? '/people/import' : '/people/import?invite=false';
      const { body } = await api.upload<PeopleImportResult>(path, readBytes(file), headers);
      printResponse(body, formatPeopleImport);
    });
}

interface AbsentPersonOptions {
  /** E-mail address; the caller if absent. */
  person?: string;
}

export function addAbsenceCommands(program: Command, open: OpenContext, t: Translate): void {
  const absence = program.command('absence').description(t('cli-help.absence'));
  addAbsenceAddCommand(absence, open, t);
  addAbsenceListCommand(absence, open, t);
  addAbsenceRemoveCommand(absence, open, t);
}

const getAbsencesPath = ({ person = 'me' }: AbsentPersonOptions): string =>
  `/people/${encodeURIComponent(person)}/absences`;

function addAbsenceAddCommand(absence: Command, open: OpenContext, t: Translate): void {
  absence
    .command('add')
    .description(t('cli-help.absence.add'))
    .requiredOption('--from <date>', t('cli-help.absence.from'))
    .requiredOption('--to <date>', t('cli-help.absence.to'))
    .requiredOption('--deputy <email>', t('cli-help.absence.deputy'))
    .option('--person <email>', t('cli-help.absence.person'))
    .action(async (options: AbsentPersonOptions & { from: string; to: string; deputy: string }, command: Command) => {
      const { api, printResponse } = open(command);
      const { from, to, deputy } = options;
      const { body } = await api.post<CreatedAbsence>(getAbsencesPath(options), { from, to, deputy });
      printResponse(body, formatCreatedAbsence);
    });
}

function addAbsenceListCommand(absence: Command, open: OpenContext, t: Translate): void {
  absence
    .command('list')
    .description(t('cli-help.absence.list'))
    .option('--person <email>', t('cli-help.absence.person'))
    .action(async (options: AbsentPersonOptions, command: Command) => {
      const { api, printResponse } = open(command);
      printResponse(await api.get<AbsenceList>(getAbsencesPath(options)), formatAbsences);
    });
}

function addAbsenceRemoveCommand(absence: Command, open: OpenContext, t: Translate): void {
  absence
    .command('remove <id>')
    .description(t('cli-help.absence.remove'))
    .option('--person <email>', t('cli-help.absence.person'))
    .action(async (id: string, options: AbsentPersonOptions, command: Command) => {
      const { api, printResponse } = open(command);
      await api.delete(`${getAbsencesPath(options)}/${encodeURIComponent(id)}`);
      printResponse({ id }, (settings) => `${settings.t('cli-output.absence.removed')}\n`);
    });
}
