import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { CommandContext, OpenContext } from '../command-context';
import { streamOnboardingEvents, type OnboardingEvent } from '../onboarding-events';
import { CliError, EXIT } from '../exit';
import { describeAttempts } from '../output/steps';
import { formatOnboardingStatus, formatReadiness } from '../output/status';
import { sanitizeText } from '../output/text';
import type { AttemptsEvent, StatusEvent } from '../api-responses';
import type { TextSettings } from '../output/text-settings';
import { formatTimelineEntry, indentBelowTime } from '../output/timeline';

export function addWatchCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('watch <id>')
    .description(t('cli-help.watch', { code: EXIT.notCompleted }))
    .action(async (id: string, _options: unknown, command: Command) => {
      await watchOnboarding(open(command), id);
    });
}

/** @throws CliError `notCompleted` if the final status is not `completed` */
async function watchOnboarding(context: CommandContext, id: string): Promise<void> {
  const { api, terminal, json, t } = context;
  let lastStatus: StatusEvent | undefined;
  for await (const event of streamOnboardingEvents(api, encodeURIComponent(id), terminal.signal)) {
    const text = json ? `${JSON.stringify(event)}\n` : formatEvent(context, event, lastStatus);
    if (event.type === 'status') lastStatus = event.status;
    terminal.writeOut(text);
  }
  if (lastStatus === undefined || lastStatus.status === 'completed') return;
  const status = t(`status.onboarding.${lastStatus.status}`);
  throw new CliError(EXIT.notCompleted, 'cli-errors.not-completed', { status });
}

function formatEvent(settings: TextSettings, event: OnboardingEvent, lastStatus: StatusEvent | undefined): string {
  if (event.type === 'timeline') return formatTimelineEntry(settings, event.entry);
  if (event.type === 'attempts') return formatAttempts(settings, event.attempts);
  const { status, readiness } = event.status;
  if (status === lastStatus?.status && readiness === lastStatus.readiness) return '';
  const line = `${formatOnboardingStatus(settings, status)} · ${formatReadiness(settings, readiness)}`;
  return `${indentBelowTime(line)}\n`;
}

const formatAttempts = (settings: TextSettings, { steps }: AttemptsEvent): string =>
  steps
    .map(({ id, failedAttempts }) => `${id}: ${describeAttempts(settings, failedAttempts)}`)
    .map((line) => `${indentBelowTime(sanitizeText(line))}\n`)
    .join('');
