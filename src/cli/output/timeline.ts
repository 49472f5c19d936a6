import { findMessage } from '../../i18n/translate';
import type { TimelineEntry } from '../../domain/onboarding/view';
import { formatAuthor } from './author';
import { formatExplanation } from './explanation';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';
import { formatLocalTime } from './times';

/** Width of the longest formatted instant, such as `30 Sept 2026, 09:00`. */
const TIME_WIDTH = 19;

export const formatEventKind = ({ locale }: TextSettings, kind: string): string =>
  findMessage(locale, `timeline.${kind}`) ?? kind;

/** Formats one line, aligned with the lines of other entries. */
export function formatTimelineEntry(settings: TextSettings, entry: TimelineEntry): string {
  const { style, locale } = settings;
  const { at, kind, step, by, via, agent, ...details } = entry;
  const summary = [
    step === undefined ? formatEventKind(settings, kind) : `${step}: ${formatEventKind(settings, kind)}`,
    formatAuthor(settings, { by, via, agent }),
  ];
  const explanation = formatExplanation(settings, details);
  const time = style(formatLocalTime(locale, at).padEnd(TIME_WIDTH), 'gray');
  const text = sanitizeText(summary.filter(Boolean).join(' '));
  return `${time}  ${text}${explanation ? style(`  ${explanation}`, 'gray') : ''}\n`;
}

export const indentBelowTime = (line: string): string => `${' '.repeat(TIME_WIDTH)}  ${line}`;
