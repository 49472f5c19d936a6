import { type Command, InvalidArgumentError, Option } from 'commander';
import { ROLES } from '../../domain/status';
import type { Translate } from '../../i18n/translate';
import type { CreatedToken } from '../api-responses';
import type { OpenContext } from '../command-context';

export function addTokenCommands(program: Command, open: OpenContext, t: Translate): void {
  const tokens = program.command('tokens').description(t('cli-help.tokens'));
  tokens
    .command('create <email>')
    .description(t('cli-help.tokens.create'))
    .addOption(
      new Option('--role <role>', t('cli-help.tokens.role', { roles: ROLES.join(', ') }))
        .argParser(createRoleCollector(t))
        .makeOptionMandatory(),
    )
    .option('--name <name>', t('cli-help.tokens.name'))
    .action(async (email: string, options: { role: string[]; name?: string }, command: Command) => {
      const { api, printResponse } = open(command);
      const { body } = await api.post<CreatedToken>('/tokens', { email, roles: options.role, name: options.name });
      printResponse(body, (_settings, { token }) => `${token}\n`);
    });
}

/** Takes one value per option: a variadic option would consume the e-mail address as a role. */
const createRoleCollector =
  (t: Translate) =>
  (value: string, previous: string[] = []): string[] => {
    if ((ROLES as readonly string[]).includes(value)) return [...previous, value];
    throw new InvalidArgumentError(t('cli-errors.unknown-role', { roles: ROLES.join(', ') }));
  };
