import { type Command, Option } from 'commander';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../../domain/status';
import type { ResultPage, PlanDescription, PlanPreview, OnboardingResponse, OnboardingSummary } from '../api-types';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatOnboarding, formatOnboardingList } from '../output/onboarding';
import { renderPlanFlowchart, renderPreviewFlowchart } from '../output/flowchart';
import { formatPlan, formatPreview } from '../output/plan';
import { sanitizeText, formatTable } from '../output/text';
import { readRequest } from '../request-file';

/** Names of the API's query parameters. */
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

export function addListCommand(program: Command, open: OpenContext): void {
  program
    .command('list')
    .description('list the onboardings that you may see, newest first')
    .option('--status <status>', `one or several with commas: ${ONBOARDING_STATUSES.join(', ')}`)
    .option('--readiness <readiness>', `one or several with commas: ${READINESS_LEVELS.join(', ')}`)
    .option('--department <department>')
    .option('--location <code>')
    .option('--manager <email>')
    .option('--starts-from <date>', 'first start date')
    .option('--starts-to <date>', 'last start date')
    .option('-q, --q <text>', 'part of the employee’s name')
    .option('--limit <number>', 'how many at most')
    .option('--cursor <cursor>', 'go on behind an earlier page')
    .action(async (_options: unknown, command: Command) => {
      const { api, style, printResponse, terminal, json } = open(command);
      const page = await api.get<ResultPage<OnboardingSummary>>('/onboardings', { ...command.opts<ListOptions>() });
      printResponse(page, ({ items }) => formatOnboardingList(style, items));
      if (page.nextCursor && !json) terminal.writeOut(style(`There are more: --cursor ${page.nextCursor}\n`, 'gray'));
    });
}

export function addShowCommand(program: Command, open: OpenContext): void {
  program
    .command('show <id>')
    .description('show one onboarding: its steps and what happened')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, style, printResponse } = open(command);
      printResponse(await api.get<OnboardingResponse>(`/onboardings/${encodeURIComponent(id)}`), (view) =>
        formatOnboarding(style, view),
      );
    });
}

interface PlanOptions {
  for?: string;
  startDate?: string;
  mermaid?: boolean;
}

export function addPlanCommand(program: Command, open: OpenContext): void {
  program
    .command('plan [name]')
    .description('describe a plan, or the schedule that it gives a request; without a name: list the plans')
    .addOption(new Option('--for <file>', 'a request: shows its schedule, and starts nothing'))
    .option('--start-date <date>', 'with --for, instead of the file’s start date: YYYY-MM-DD, or +N')
    .option('--mermaid', 'print the graph of the steps for Mermaid, which Markdown pages draw')
    .action(async (name: string | undefined, options: PlanOptions, command: Command) => {
      const context = open(command);
      if (options.for !== undefined) return printPreview(context, name, options.for, options);
      if (name !== undefined) return printPlan(context, name, options);
      if (options.mermaid)
        throw new CliError(EXIT.usage, '--mermaid draws one plan: name it, or give a request with --for.');
      return printPlanList(context);
    });
}

async function printPreview(
  { api, style, printResponse }: CommandContext,
  planName: string | undefined,
  requestFile: string,
  { startDate, mermaid }: PlanOptions,
): Promise<void> {
  const plan = planName === undefined ? {} : { plan: planName };
  const request = { ...readRequest(requestFile, startDate), ...plan };
  const { body } = await api.post<PlanPreview>('/onboardings/preview', request);
  printResponse(body, (preview) => (mermaid ? renderPreviewFlowchart(preview) : formatPreview(style, preview)));
}

async function printPlan(
  { api, style, printResponse }: CommandContext,
  name: string,
  { mermaid }: PlanOptions,
): Promise<void> {
  const plan = await api.get<PlanDescription>(`/plans/${encodeURIComponent(name)}`);
  printResponse(plan, (description) => (mermaid ? renderPlanFlowchart(description) : formatPlan(style, description)));
}

async function printPlanList({ api, printResponse }: CommandContext): Promise<void> {
  printResponse(await api.get<ResultPage<PlanDescription>>('/plans'), ({ items }) =>
    formatTable(items.map((plan) => [plan.name, sanitizeText(plan.title)])),
  );
}
