import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { OpenContext } from '../command-context';
import { sendAction, getStepPath } from './send-action';

export function addFailureCommands(program: Command, open: OpenContext, t: Translate): void {
  for (const action of ['retry', 'done', 'skip', 'accept'] as const) {
    program
      .command(`${action} <id> <step>`)
      .description(t(`cli-help.${action}`))
      .option('--note <text>', t('cli-help.comment'))
      .action(async (id: string, step: string, options: { note?: string }, command: Command) => {
        await sendAction(open(command), `${getStepPath(id, step)}/${action}`, { note: options.note });
      });
  }
}
