import type { Command } from 'commander';
import type { Absence, CompanyPerson, DeclaredAbsence, Page } from '../answers';
import type { Open } from '../context';
import { absences, declared, people } from '../output/people';

export function addPeople(program: Command, open: Open): void {
  program
    .command('people')
    .description('list the company’s people, by e-mail address (HR, IT)')
    .option('-q, --q <text>', 'part of a name or an e-mail address')
    .option('--role <role>', 'who has this role')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (options: Record<'q' | 'role' | 'limit' | 'cursor', string | undefined>, command: Command) => {
      const { api, style, show, terminal, json } = open(command);
      const page = await api.get<Page<CompanyPerson>>('/people', { ...options });
      show(page, ({ items }) => people(style, items));
      if (page.nextCursor && !json) terminal.out(style(`There are more: --cursor ${page.nextCursor}\n`, 'gray'));
    });
}

interface Whose {
  of: string;
}

export function addAbsences(program: Command, open: Open): void {
  const absence = program.command('absence').description('when you are away, and who stands in for you');
  const pathOf = ({ of }: Whose) => `/people/${encodeURIComponent(of)}/absences`;
  absence
    .command('add')
    .description('declare an absence; what opens meanwhile is asked of the deputy')
    .requiredOption('--from <date>', 'the first day, YYYY-MM-DD')
    .requiredOption('--to <date>', 'the last day')
    .requiredOption('--deputy <email>', 'who stands in')
    .option('--of <email>', 'whose, where it is not yours (HR)', 'me')
    .action(async (options: Whose & { from: string; to: string; deputy: string }, command: Command) => {
      const { api, style, show } = open(command);
      const { from, to, deputy } = options;
      const { body } = await api.post<DeclaredAbsence>(pathOf(options), { from, to, deputy });
      show(body, (added) => declared(style, added));
    });
  absence
    .command('list')
    .description('list absences that are not over')
    .option('--of <email>', 'whose, where they are not yours (HR)', 'me')
    .action(async (options: Whose, command: Command) => {
      const { api, style, show } = open(command);
      show(await api.get<Page<Absence>>(pathOf(options)), ({ items }) => absences(style, items));
    });
  absence
    .command('remove <id>')
    .description('take an absence back')
    .option('--of <email>', 'whose, where it is not yours (HR)', 'me')
    .action(async (id: string, options: Whose, command: Command) => {
      const { api, show } = open(command);
      await api.delete(`${pathOf(options)}/${encodeURIComponent(id)}`);
      show({ id }, () => 'Removed.\n');
    });
}
