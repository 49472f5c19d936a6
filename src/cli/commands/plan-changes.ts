import type { Command } from 'commander';
import { isRecord } from '../../domain/is-record';
import type { Translate } from '../../i18n/translate';
import type { PlanChangePreview, PlanChangeResponse } from '../api-responses';
import { parseAssignment, collectOption } from '../option-parsers';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatPlanChange, formatPlanChangePreview } from '../output/plan-change';
import { resolveDate, readJsonObject } from '../request-file';
import { getOnboardingPath, formatUnconfirmed } from './send-action';

export function addPlanChangeCommands(program: Command, open: OpenContext, t: Translate): void {
  addRescheduleCommand(program, open, t);
  addAmendCommand(program, open, t);
}

function addRescheduleCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('reschedule <id> <date>')
    .description(t('cli-help.reschedule'))
    .option('--preview', t('cli-help.change.preview'))
    .action(async (id: string, date: string, { preview }: { preview?: true }, command: Command) => {
      const context = open(command);
      const path = `${getOnboardingPath(id)}/reschedule`;
      const change = { startDate: resolveDate(date) };
      if (preview) return printPreview(context, `${path}/preview`, change);
      const { body } = await context.api.post<PlanChangeResponse>(path, change);
      printPlanChange(context, body);
    });
}

function addAmendCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('amend <id>')
    .description(t('cli-help.amend'))
    .option('--set <field=value>', t('cli-help.amend.set'), collectOption)
    .option('--patch <file>', t('cli-help.amend.patch'))
    .option('--preview', t('cli-help.change.preview'))
    .action(async (id: string, options: { set?: string[]; patch?: string; preview?: true }, command: Command) => {
      const context = open(command);
      const path = getOnboardingPath(id);
      const patch = buildPatch(options);
      if (options.preview) return printPreview(context, `${path}/amend/preview`, patch);
      const { body } = await context.api.patch<PlanChangeResponse>(path, patch);
      printPlanChange(context, body);
    });
}

async function printPreview(context: CommandContext, path: string, change: object): Promise<void> {
  const { body } = await context.api.post<PlanChangePreview>(path, change);
  context.printResponse(body, formatPlanChangePreview);
}

const printPlanChange = ({ printResponse }: CommandContext, result: PlanChangeResponse): void =>
  printResponse(result, (settings, changed) =>
    changed.confirmed ? formatPlanChange(settings, changed) : formatUnconfirmed(settings, changed),
  );

type Patch = Record<string, unknown>;

function buildPatch({ set = [], patch }: { set?: string[]; patch?: string }): Patch {
  if (set.length === 0 && patch === undefined) throw new CliError(EXIT.usage, 'cli-errors.no-change');
  const fromFile: Patch = patch === undefined ? {} : { ...readJsonObject(patch) };
  return set
    .map(parseAssignment)
    .reduce((whole, [path, value]) => mergePatches(whole, nestValue(path, parseValue(value))), fromFile);
}

const nestValue = (path: string, value: unknown): Patch =>
  path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value) as Patch;

function mergePatches(whole: Patch, part: Patch): Patch {
  const entries = Object.entries(part).map(([name, value]): [string, unknown] => {
    const before = Object.hasOwn(whole, name) ? whole[name] : undefined;
    return [name, isRecord(before) && isRecord(value) ? mergePatches(before, value) : value];
  });
  return { ...whole, ...Object.fromEntries(entries) };
}

/** Parses true, false, null, and JSON arrays, objects and strings. Any other text, numbers included, stays text. */
function parseValue(text: string): unknown {
  if (!/^(true|false|null|[[{"].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(EXIT.usage, 'cli-errors.invalid-json-value', { text });
  }
}
