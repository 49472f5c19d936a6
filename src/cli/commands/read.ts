import { type Command, Option } from 'commander';
import { ONBOARDING_STATUSES, READINESS } from '../../domain/status';
import type { Page, PlanDescription, Preview, Shown, Summary } from '../answers';
import type { Open } from '../context';
import { CliError, EXIT } from '../exit';
import { onboarding, summaries } from '../output/onboarding';
import { planGraph, previewGraph } from '../output/mermaid';
import { planInWords, preview } from '../output/plan';
import { plain, table } from '../output/text';
import { readRequest } from '../request-file';

/** Names as the API's query has them. */
type ListOptions = Partial<
  Record<
    | 'status'
    | 'readiness'
    | 'department'
    | 'location'
    | 'manager'
    | 'startsFrom'
    | 'startsTo'
    | 'q'
    | 'limit'
    | 'cursor',
    string
  >
>;

export function addList(program: Command, open: Open): void {
  program
    .command('list')
    .description('list the onboardings that you may see, newest first')
    .option('--status <status>', `one or several with commas: ${ONBOARDING_STATUSES.join(', ')}`)
    .option('--readiness <readiness>', `one or several with commas: ${READINESS.join(', ')}`)
    .option('--department <department>')
    .option('--location <code>')
    .option('--manager <email>')
    .option('--starts-from <date>', 'first start date')
    .option('--starts-to <date>', 'last start date')
    .option('-q, --q <text>', 'part of the employee’s name')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (_options: unknown, command: Command) => {
      const { api, style, show, terminal, json } = open(command);
      const page = await api.get<Page<Summary>>('/onboardings', { ...command.opts<ListOptions>() });
      show(page, ({ items }) => summaries(style, items));
      if (page.nextCursor && !json) terminal.out(style(`There are more: --cursor ${page.nextCursor}\n`, 'gray'));
    });
}

export function addShow(program: Command, open: Open): void {
  program
    .command('show <id>')
    .description('show one onboarding: its steps and what happened')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, style, show } = open(command);
      show(await api.get<Shown>(`/onboardings/${encodeURIComponent(id)}`), (view) => onboarding(style, view));
    });
}

interface PlanOptions {
  for?: string;
  startDate?: string;
  mermaid?: boolean;
}

export function addPlan(program: Command, open: Open): void {
  program
    .command('plan [name]')
    .description('describe a plan, or the schedule that it gives a request; without a name: list the plans')
    .addOption(new Option('--for <file>', 'a request: shows its schedule, and starts nothing'))
    .option('--start-date <date>', 'with --for, instead of the file’s start date: YYYY-MM-DD, or +N')
    .option('--mermaid', 'print the graph of the steps for Mermaid, which Markdown pages draw')
    .action(async (name: string | undefined, options: PlanOptions, command: Command) => {
      const { api, style, show } = open(command);
      if (options.for !== undefined) {
        const request = {
          ...readRequest(options.for, options.startDate),
          ...(name === undefined ? {} : { plan: name }),
        };
        const { body } = await api.post<Preview>('/onboardings/preview', request);
        return show(body, (resolved) => (options.mermaid ? previewGraph(resolved) : preview(style, resolved)));
      }
      if (name !== undefined) {
        const plan = await api.get<PlanDescription>(`/plans/${encodeURIComponent(name)}`);
        return show(plan, (found) => (options.mermaid ? planGraph(found) : planInWords(style, found)));
      }
      if (options.mermaid)
        throw new CliError(EXIT.usage, '--mermaid draws one plan: name it, or give a request with --for.');
      show(await api.get<Page<PlanDescription>>('/plans'), ({ items }) =>
        table(items.map((plan) => [plan.name, plain(plan.title)])),
      );
    });
}
