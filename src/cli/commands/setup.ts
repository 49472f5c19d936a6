import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { SetupResponse } from '../api-responses';
import type { OpenContext } from '../command-context';
import { formatSetup } from '../output/setup';

export function addSetupCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('setup')
    .description(t('cli-help.setup'))
    .action(async (_options: unknown, command: Command) => {
      const { api, printResponse } = open(command);
      printResponse(await api.get<SetupResponse>('/company/setup'), formatSetup);
    });
}
