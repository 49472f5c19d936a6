import type { Command } from 'commander';
import type { Change } from '../answers';
import { assignment, several } from '../assignments';
import type { Context, Open } from '../context';
import { CliError, EXIT } from '../exit';
import { change } from '../output/change';
import { dateOf, readObject } from '../request-file';
import { onboardingPath, unconfirmed } from './say';

export function addChanges(program: Command, open: Open): void {
  program
    .command('reschedule <id> <date>')
    .description('move the start date: YYYY-MM-DD, or +N for N days from today')
    .action(async (id: string, date: string, _options: unknown, command: Command) => {
      const context = open(command);
      const { body } = await context.api.post<Change>(`${onboardingPath(id)}/reschedule`, { startDate: dateOf(date) });
      showChange(context, body);
    });
  program
    .command('amend <id>')
    .description('change what was requested, as far as it has had no effect yet')
    .option('--set <field=value>', 'as in job.title=Engineer; null removes a field, [..] is a list', several)
    .option('--patch <file>', 'a JSON file with the fields that change; - reads standard input')
    .action(async (id: string, options: { set?: string[]; patch?: string }, command: Command) => {
      const context = open(command);
      const { body } = await context.api.patch<Change>(onboardingPath(id), patchOf(options));
      showChange(context, body);
    });
}

const showChange = ({ show, style }: Context, answer: Change): void =>
  show(answer, (changed) => (changed.confirmed ? change(style, changed) : unconfirmed(changed.decisionId)));

type Patch = Record<string, unknown>;

function patchOf({ set = [], patch }: { set?: string[]; patch?: string }): Patch {
  if (set.length === 0 && patch === undefined)
    throw new CliError(EXIT.usage, 'What is to change? Give --set field=value, or --patch file.');
  const fromFile: Patch = patch === undefined ? {} : { ...readObject(patch) };
  return set.map(assignment).reduce((whole, [path, value]) => merged(whole, nested(path, valueOf(value))), fromFile);
}

const nested = (path: string, value: unknown): Patch =>
  path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value) as Patch;

function merged(whole: Patch, part: Patch): Patch {
  const entries = Object.entries(part).map(([name, value]): [string, unknown] => {
    const before = Object.hasOwn(whole, name) ? whole[name] : undefined;
    return [name, isPatch(before) && isPatch(value) ? merged(before, value) : value];
  });
  return { ...whole, ...Object.fromEntries(entries) };
}

const isPatch = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a request holds is text, unless it can only be meant as something else. */
function valueOf(text: string): unknown {
  if (!/^(true|false|null|[[{"].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(EXIT.usage, `“${text}” is not valid JSON: put text that begins like JSON into quotes.`);
  }
}
