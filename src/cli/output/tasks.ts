import { getCurrentTitle } from '../../domain/onboarding/pending-people';
import type { TaskList } from '../api-responses';
import { formatReason } from './explanation';
import { suggestCommands } from './suggested-commands';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';
import { formatDue, formatStart, formatTimeZoneNote } from './times';

type Task = TaskList['items'][number];

/** Formats each task with its instructions and the commands that answer it. */
export function formatTaskList(settings: TextSettings, { items }: TaskList): string {
  if (items.length === 0) return `${settings.t('cli-output.tasks.empty')}\n`;
  const tasks = items.map((item) => formatTask(settings, item)).join('\n');
  return `${tasks}\n${settings.style(formatTimeZoneNote(settings), 'gray')}\n`;
}

function formatTask(settings: TextSettings, task: Task): string {
  const { style, t } = settings;
  const { onboardingId, step } = task;
  const lines = [
    `${style(sanitizeText(getCurrentTitle(step)), 'bold')}  ${formatTaskFacts(settings, task)}`,
    ...(step.error ? [style(formatReason(settings, step.error), 'red')] : []),
    ...(step.instructions ?? '').split('\n').map(sanitizeText),
    ...(step.form ?? []).map(({ name, label }) => `${name}: ${sanitizeText(label)}`),
    ...suggestCommands(t, onboardingId, step).map((command) => style(command, 'cyan')),
  ];
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, index) => `${index === 0 ? '' : '  '}${line}\n`)
    .join('');
}

function formatTaskFacts(settings: TextSettings, { kind, employeeName, startDate, dueAt }: Task): string {
  const { t } = settings;
  const facts = [
    t(`cli-output.tasks.${kind}`, { employee: sanitizeText(employeeName) }),
    formatStart(settings, startDate),
    formatDue(settings, dueAt),
  ];
  return facts.filter(Boolean).join(' · ');
}
