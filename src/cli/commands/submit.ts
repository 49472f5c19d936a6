import type { Command } from 'commander';
import type { Receipt } from '../answers';
import type { Open } from '../context';
import { coloured } from '../output/text';
import { readRequest } from '../request-file';

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
