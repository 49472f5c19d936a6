import type { Command } from 'commander';
import type { PlanChangeResponse } from '../api-types';
import { parseAssignment, collectOption } from '../option-parsers';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatPlanChange } from '../output/plan-change';
import { resolveDate, readJsonObject } from '../request-file';
import { getOnboardingPath, formatUnconfirmed } from './send-action';

export function addPlanChangeCommands(program: Command, open: OpenContext): void {
  addRescheduleCommand(program, open);
  addAmendCommand(program, open);
}

function addRescheduleCommand(program: Command, open: OpenContext): void {
  program
    .command('reschedule <id> <date>')
    .description('move the start date: YYYY-MM-DD, or +N for N days from today')
    .action(async (id: string, date: string, _options: unknown, command: Command) => {
      const context = open(command);
      const { body } = await context.api.post<PlanChangeResponse>(`${getOnboardingPath(id)}/reschedule`, {
        startDate: resolveDate(date),
      });
      printPlanChange(context, body);
    });
}

function addAmendCommand(program: Command, open: OpenContext): void {
  program
    .command('amend <id>')
    .description('change what was requested, as far as it has had no effect yet')
    .option('--set <field=value>', 'as in job.title=Engineer; null removes a field, [..] is a list', collectOption)
    .option('--patch <file>', 'a JSON file with the fields that change; - reads standard input')
    .action(async (id: string, options: { set?: string[]; patch?: string }, command: Command) => {
      const context = open(command);
      const { body } = await context.api.patch<PlanChangeResponse>(getOnboardingPath(id), buildPatch(options));
      printPlanChange(context, body);
    });
}

const printPlanChange = ({ printResponse, style }: CommandContext, result: PlanChangeResponse): void =>
  printResponse(result, (changed) =>
    changed.confirmed ? formatPlanChange(style, changed) : formatUnconfirmed(changed.decisionId),
  );

type Patch = Record<string, unknown>;

function buildPatch({ set = [], patch }: { set?: string[]; patch?: string }): Patch {
  if (set.length === 0 && patch === undefined)
    throw new CliError(EXIT.usage, 'What is to change? Give --set field=value, or --patch file.');
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
    return [name, isPatch(before) && isPatch(value) ? mergePatches(before, value) : value];
  });
  return { ...whole, ...Object.fromEntries(entries) };
}

const isPatch = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses true, false, null, and JSON arrays, objects and strings. Any other text, numbers included, stays text. */
function parseValue(text: string): unknown {
  if (!/^(true|false|null|[[{"].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(EXIT.usage, `“${text}” is not valid JSON: put text that begins like JSON into quotes.`);
  }
}
