import type { Command } from 'commander';
import type { Api } from '../api';
import type { Context, Open } from '../context';
import { eventsOf, type OnboardingEvent } from '../events';
import { CliError, EXIT } from '../exit';
import { timelineLine } from '../output/onboarding';
import { coloured, type Style } from '../output/text';

export function addWatch(program: Command, open: Open): void {
  program
    .command('watch <id>')
    .description(`follow an onboarding to its final status; exit code ${EXIT.notCompleted} where that is not completed`)
    .action(async (id: string, _options: unknown, command: Command) => {
      await watch(open(command), id);
    });
}

/** Shows every event as it happens. @throws CliError `notCompleted` where the onboarding ends in another way. */
async function watch({ api, terminal, style, json }: Context, id: string): Promise<void> {
  let last: string | undefined;
  for await (const event of followed(api, id, terminal.signal)) {
    const text = json ? `${JSON.stringify(event)}\n` : inWords(style, event, last);
    if (event.type === 'status') last = event.status.status;
    terminal.out(text);
  }
  if (last !== 'completed') throw new CliError(EXIT.notCompleted, `The onboarding ended: ${last ?? 'unknown'}.`);
}

const followed = (api: Api, id: string, signal: AbortSignal) => eventsOf(api, encodeURIComponent(id), signal);

function inWords(style: Style, event: OnboardingEvent, last: string | undefined): string {
  if (event.type === 'timeline') return timelineLine(style, event.entry);
  const { status, readiness } = event.status;
  return status === last ? '' : `          ${coloured(style, status)}, ${coloured(style, readiness)}\n`;
}
