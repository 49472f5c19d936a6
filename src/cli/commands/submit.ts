import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { OnboardingReceipt } from '../api-responses';
import type { OpenContext } from '../command-context';
import { formatReceipt } from '../output/onboarding';
import { readRequest } from '../request-file';

export function addSubmitCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('submit')
    .description(t('cli-help.submit'))
    .argument('<file>', t('cli-help.submit.file'))
    .option('--start-date <date>', t('cli-help.start-date'))
    .option('--idempotency-key <key>', t('cli-help.idempotency-key'))
    .action(async (file: string, options: { startDate?: string; idempotencyKey?: string }, command: Command) => {
      const context = open(command);
      const key = options.idempotencyKey;
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      const request = readRequest(file, options.startDate);
      const { body } = await context.api.post<OnboardingReceipt>('/onboardings', request, headers);
      context.printResponse(body, (_settings, { id }) => `${id}\n`);
      context.printNote(formatReceipt(context, body));
    });
}
