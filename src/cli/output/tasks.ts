import { askedTitle } from '../../domain/onboarding/pending-people';
import type { Task } from '../answers';
import { nextCommands } from './next';
import { localTime, plain, type Style, TIMES } from './text';

/** What waits for the caller: each with what to do, and how to answer. */
export function tasks(style: Style, items: readonly Task[]): string {
  if (items.length === 0) return 'Nothing waits for you.\n';
  return `${items.map((item) => task(style, item)).join('\n')}\n${style(TIMES, 'gray')}\n`;
}

function task(style: Style, { onboardingId, employeeName, startDate, asks, dueAt, step }: Task): string {
  const due = dueAt ? `, due ${localTime(dueAt)}` : '';
  const about = `${asks} for ${plain(employeeName)}, who starts ${startDate}${due}`;
  const lines = [
    `${style(plain(askedTitle(step)), 'bold')}  ${about}`,
    ...(step.error ? [style(plain(step.error.message), 'red')] : []),
    ...(step.instructions ?? '').split('\n').map(plain),
    ...(step.form ?? []).map(({ name, label }) => `${name}: ${plain(label)}`),
    ...nextCommands(onboardingId, step).map((command) => style(command, 'cyan')),
  ];
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, index) => `${index === 0 ? '' : '  '}${line}\n`)
    .join('');
}
