import type { Command } from 'commander';
import type { ApiClient } from '../api-client';
import type { CommandContext, OpenContext } from '../command-context';
import { streamOnboardingEvents, type OnboardingEvent } from '../onboarding-events';
import { CliError, EXIT } from '../exit';
import { formatTimelineEntry } from '../output/onboarding';
import { colourStatus, type Style } from '../output/text';

export function addWatchCommand(program: Command, open: OpenContext): void {
  program
    .command('watch <id>')
    .description(`follow an onboarding to its final status; exit code ${EXIT.notCompleted} where that is not completed`)
    .action(async (id: string, _options: unknown, command: Command) => {
      await watchOnboarding(open(command), id);
    });
}

/** @throws CliError `notCompleted` if the final status is not `completed` */
async function watchOnboarding({ api, terminal, style, json }: CommandContext, id: string): Promise<void> {
  let lastStatus: string | undefined;
  for await (const event of followOnboarding(api, id, terminal.signal)) {
    const text = json ? `${JSON.stringify(event)}\n` : formatEvent(style, event, lastStatus);
    if (event.type === 'status') lastStatus = event.status.status;
    terminal.writeOut(text);
  }
  if (lastStatus !== 'completed')
    throw new CliError(EXIT.notCompleted, `The onboarding ended: ${lastStatus ?? 'unknown'}.`);
}

const followOnboarding = (api: ApiClient, id: string, signal: AbortSignal) =>
  streamOnboardingEvents(api, encodeURIComponent(id), signal);

function formatEvent(style: Style, event: OnboardingEvent, lastStatus: string | undefined): string {
  if (event.type === 'timeline') return formatTimelineEntry(style, event.entry);
  const { status, readiness } = event.status;
  return status === lastStatus ? '' : `          ${colourStatus(style, status)}, ${colourStatus(style, readiness)}\n`;
}
