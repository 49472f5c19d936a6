import type { DayOff } from '../../../company/settings';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { readLines } from '../../ui/read-lines';

const LINE = /^(\S+)(?:\s+(\d{4}-\d{2}-\d{2}))?(?:\s+(\S.*))?$/;

/** Writes one line for each: first day, last day if there are several, title in the language of the reader. */
export const formatDaysOff = (daysOff: readonly DayOff[], locale: Locale): string =>
  daysOff.map((day) => formatDayOff(day, locale)).join('\n');

const formatDayOff = ({ from, to, title }: DayOff, locale: Locale): string =>
  [from, to, title && pickText(title, locale)].filter((part) => part !== undefined).join(' ');

/** Reads such lines. A line that has not changed keeps its title in the other languages. */
export function parseDaysOff(text: string, known: readonly DayOff[], locale: Locale): unknown[] {
  const knownByLine = new Map(known.map((day) => [formatDayOff(day, locale), day]));
  return readLines(text)
    .map((line) => line.replace(/\s+/g, ' '))
    .map((line) => knownByLine.get(line) ?? parseDayOff(line));
}

function parseDayOff(line: string): object {
  const [, from = line, to, title] = LINE.exec(line) ?? [];
  return { from, to, title };
}
