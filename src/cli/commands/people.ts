import type { Command } from 'commander';
import type { Absence, CompanyPerson, CreatedAbsence, ResultPage } from '../api-types';
import type { OpenContext } from '../command-context';
import { formatAbsences, formatCreatedAbsence, formatPeople } from '../output/people';

export function addPeopleCommand(program: Command, open: OpenContext): void {
  program
    .command('people')
    .description('list the company’s people, by e-mail address (HR, IT)')
    .option('-q, --q <text>', 'part of a name or an e-mail address')
    .option('--role <role>', 'who has this role')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (options: Record<'q' | 'role' | 'limit' | 'cursor', string | undefined>, command: Command) => {
      const { api, style, printResponse, terminal, json } = open(command);
      const page = await api.get<ResultPage<CompanyPerson>>('/people', { ...options });
      printResponse(page, ({ items }) => formatPeople(style, items));
      if (page.nextCursor && !json) terminal.writeOut(style(`There are more: --cursor ${page.nextCursor}\n`, 'gray'));
    });
}

interface AbsenceOwnerOptions {
  of: string;
}

export function addAbsenceCommands(program: Command, open: OpenContext): void {
  const absence = program.command('absence').description('when you are away, and who stands in for you');
  addAbsenceAddCommand(absence, open);
  addAbsenceListCommand(absence, open);
  addAbsenceRemoveCommand(absence, open);
}

const getAbsencesPath = ({ of }: AbsenceOwnerOptions): string => `/people/${encodeURIComponent(of)}/absences`;

function addAbsenceAddCommand(absence: Command, open: OpenContext): void {
  absence
    .command('add')
    .description('declare an absence; what opens meanwhile is asked of the deputy')
    .requiredOption('--from <date>', 'the first day, YYYY-MM-DD')
    .requiredOption('--to <date>', 'the last day')
    .requiredOption('--deputy <email>', 'who stands in')
    .option('--of <email>', 'whose, where it is not yours (HR)', 'me')
    .action(async (options: AbsenceOwnerOptions & { from: string; to: string; deputy: string }, command: Command) => {
      const { api, style, printResponse } = open(command);
      const { from, to, deputy } = options;
      const { body } = await api.post<CreatedAbsence>(getAbsencesPath(options), { from, to, deputy });
      printResponse(body, (added) => formatCreatedAbsence(style, added));
    });
}

function addAbsenceListCommand(absence: Command, open: OpenContext): void {
  absence
    .command('list')
    .description('list absences that are not over')
    .option('--of <email>', 'whose, where they are not yours (HR)', 'me')
    .action(async (options: AbsenceOwnerOptions, command: Command) => {
      const { api, style, printResponse } = open(command);
      printResponse(await api.get<ResultPage<Absence>>(getAbsencesPath(options)), ({ items }) =>
        formatAbsences(style, items),
      );
    });
}

function addAbsenceRemoveCommand(absence: Command, open: OpenContext): void {
  absence
    .command('remove <id>')
    .description('take an absence back')
    .option('--of <email>', 'whose, where it is not yours (HR)', 'me')
    .action(async (id: string, options: AbsenceOwnerOptions, command: Command) => {
      const { api, printResponse } = open(command);
      await api.delete(`${getAbsencesPath(options)}/${encodeURIComponent(id)}`);
      printResponse({ id }, () => 'Removed.\n');
    });
}
