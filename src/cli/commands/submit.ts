import type { Command } from 'commander';
import type { OnboardingReceipt } from '../api-types';
import type { OpenContext } from '../command-context';
import { colourStatus } from '../output/text';
import { readRequest } from '../request-file';

export function addSubmitCommand(program: Command, open: OpenContext): void {
  program
    .command('submit')
    .description('submit a request from a JSON file')
    .argument('<file>', 'the request; - reads it from standard input')
    .option('--start-date <date>', 'instead of the file’s: YYYY-MM-DD, or +N for N days from today')
    .option('--idempotency-key <key>', 'repeat a call with the same key without submitting twice')
    .action(async (file: string, options: { startDate?: string; idempotencyKey?: string }, command: Command) => {
      const { api, style, printResponse } = open(command);
      const key = options.idempotencyKey;
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const { body } = await api.post<OnboardingReceipt>('/onboardings', readRequest(file, options.startDate), headers);
      printResponse(body, ({ id, status, plan, startDate, readiness }) => {
        const state = `${colourStatus(style, status)}, ${colourStatus(style, readiness)}`;
        return `${id}\nSubmitted: ${state}, plan ${plan}, starts ${startDate}. Follow it with \`firstday watch ${id}\`.\n`;
      });
    });
}
