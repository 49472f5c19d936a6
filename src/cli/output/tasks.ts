import { getCurrentTitle } from '../../domain/onboarding/pending-people';
import type { TaskListItem } from '../api-types';
import { formatReason } from './explanation';
import { suggestCommands } from './suggested-commands';
import { formatLocalTime, sanitizeText, type Style, TIME_ZONE_NOTE } from './text';

/** Formats each task with its instructions and the commands that answer it. */
export function formatTaskList(style: Style, items: readonly TaskListItem[]): string {
  if (items.length === 0) return 'Nothing waits for you.\n';
  return `${items.map((item) => formatTask(style, item)).join('\n')}\n${style(TIME_ZONE_NOTE, 'gray')}\n`;
}

function formatTask(style: Style, { onboardingId, employeeName, startDate, kind, dueAt, step }: TaskListItem): string {
  const due = dueAt ? `, due ${formatLocalTime(dueAt)}` : '';
  const summary = `${kind} for ${sanitizeText(employeeName)}, who starts ${startDate}${due}`;
  const lines = [
    `${style(sanitizeText(getCurrentTitle(step)), 'bold')}  ${summary}`,
    ...(step.error ? [style(formatReason(step.error), 'red')] : []),
    ...(step.instructions ?? '').split('\n').map(sanitizeText),
    ...(step.form ?? []).map(({ name, label }) => `${name}: ${sanitizeText(label)}`),
    ...suggestCommands(onboardingId, step).map((command) => style(command, 'cyan')),
  ];
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, index) => `${index === 0 ? '' : '  '}${line}\n`)
    .join('');
}
