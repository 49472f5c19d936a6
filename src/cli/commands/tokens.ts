import { type Command, InvalidArgumentError, Option } from 'commander';
import { ROLES } from '../../domain/status';
import type { NewToken } from '../api-types';
import type { OpenContext } from '../command-context';

export function addTokenCommands(program: Command, open: OpenContext): void {
  const tokens = program.command('tokens').description('tokens for the API (administrators)');
  tokens
    .command('create <email>')
    .description('make a token; it is shown this once')
    .addOption(
      new Option('--role <role>', `what its holder may do: ${ROLES.join(', ')}; once for each`)
        .argParser(collectRole)
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'whose it is, or what for')
    .action(async (email: string, options: { role: string[]; name?: string }, command: Command) => {
      const { api, printResponse } = open(command);
      const { body } = await api.post<NewToken>('/tokens', { email, roles: options.role, name: options.name });
      printResponse(body, ({ token }) => `${token}\n`);
    });
}

/** Takes one value per option: a variadic option would consume the e-mail address as a role. */
function collectRole(value: string, previous: string[] = []): string[] {
  if (!(ROLES as readonly string[]).includes(value)) throw new InvalidArgumentError(`Use one of ${ROLES.join(', ')}.`);
  return [...previous, value];
}
