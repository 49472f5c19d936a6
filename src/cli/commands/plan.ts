import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { PlanDescription, PlanList, PlanPreview } from '../api-responses';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { renderPlanFlowchart, renderPreviewFlowchart } from '../output/flowchart';
import { formatPlan, formatPlanList } from '../output/plan';
import { formatPreview } from '../output/preview';
import { readRequest } from '../request-file';

interface PlanOptions {
  for?: string;
  startDate?: string;
  mermaid?: boolean;
}

export function addPlanCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('plan [name]')
    .description(t('cli-help.plan'))
    .option('--for <file>', t('cli-help.plan.for'))
    .option('--start-date <date>', t('cli-help.start-date'))
    .option('--mermaid', t('cli-help.plan.mermaid'))
    .action(async (name: string | undefined, options: PlanOptions, command: Command) => {
      const context = open(command);
      if (options.for !== undefined) return printPreview(context, name, options.for, options);
      if (name !== undefined) return printPlan(context, name, options);
      if (options.mermaid) throw new CliError(EXIT.usage, 'cli-errors.no-plan-to-draw');
      return context.printResponse(await context.api.get<PlanList>('/plans'), formatPlanList);
    });
}

async function printPreview(
  { api, printResponse }: CommandContext,
  planName: string | undefined,
  requestFile: string,
  { startDate, mermaid }: PlanOptions,
): Promise<void> {
  const plan = planName === undefined ? {} : { plan: planName };
  const request = { ...readRequest(requestFile, startDate), ...plan };
  const { body } = await api.post<PlanPreview>('/onboardings/preview', request);
  printResponse(body, mermaid ? renderPreviewFlowchart : formatPreview);
}

async function printPlan(
  { api, printResponse }: CommandContext,
  name: string,
  { mermaid }: PlanOptions,
): Promise<void> {
  const plan = await api.get<PlanDescription>(`/plans/${encodeURIComponent(name)}`);
  printResponse(plan, mermaid ? renderPlanFlowchart : formatPlan);
}
