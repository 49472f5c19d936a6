import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Receipt } from '../answers';
import type { Open } from '../context';
import { CliError, EXIT } from '../exit';
import { coloured } from '../output/text';

const DAY_MS = 86_400_000;

export function addSubmit(program: Command, open: Open): void {
  program
    .command('submit')
    .description('submit a request from a JSON file')
    .argument('<file>', 'the request; - reads it from standard input')
    .option('--start-date <date>', 'instead of the file’s: YYYY-MM-DD, or +N for N days from today')
    .option('--idempotency-key <key>', 'repeat a call with the same key without submitting twice')
    .action(async (file: string, options: { startDate?: string; idempotencyKey?: string }, command: Command) => {
      const { api, style, show } = open(command);
      const key = options.idempotencyKey;
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const { body } = await api.post<Receipt>('/onboardings', readRequest(file, options.startDate), headers);
      show(body, ({ id, status, plan, startDate, readiness }) => {
        const state = `${coloured(style, status)}, ${coloured(style, readiness)}`;
        return `${id}\nSubmitted: ${state}, plan ${plan}, starts ${startDate}. Follow it with \`firstday watch ${id}\`.\n`;
      });
    });
}

/** The request in a file, with another start date where one is given. The API judges what it holds. */
export function readRequest(file: string, startDate?: string): object {
  const request = parsed(file, text(file));
  return startDate === undefined ? request : { ...request, startDate: dateOf(startDate) };
}

function text(file: string): string {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parsed(file: string, content: string): object {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new CliError(EXIT.usage, `${file} is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
  throw new CliError(EXIT.usage, `${file} must hold one request, a JSON object; examples/ has three.`);
}

function dateOf(text: string): string {
  const [, days] = /^\+(\d{1,4})$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString().slice(0, 10);
}
