import { stripVTControlCharacters, styleText } from 'node:util';
import type { OnboardingStatus, Readiness, StepStatus } from '../../domain/status';

export type Style = (text: string, colour: Colour) => string;
type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray' | 'bold';

/** The style returns text unchanged if `colour` is false. */
export const createStyle =
  (colour: boolean): Style =>
  (text, name) =>
    colour ? styleText(name, text) : text;

/** Puts untrusted text on one line and removes terminal control sequences. */
export const sanitizeText = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

/** Aligns columns by visible width. The last column is not padded. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, measureWidth(cell))));
  const alignRow = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - measureWidth(cell))))
      .join('  ');
  return rows.map((row) => `${alignRow(row).trimEnd()}\n`).join('');
}

const measureWidth = (cell: string) => [...stripVTControlCharacters(cell)].length;

const STATUS_COLOURS: Record<OnboardingStatus | StepStatus | Readiness, Colour> = {
  'awaiting-approval': 'yellow',
  scheduled: 'cyan',
  'in-progress': 'cyan',
  'needs-attention': 'red',
  'rolling-back': 'yellow',
  completed: 'green',
  declined: 'gray',
  cancelled: 'gray',
  'rolled-back': 'gray',
  pending: 'gray',
  waiting: 'yellow',
  running: 'cyan',
  done: 'green',
  skipped: 'gray',
  failed: 'red',
  undoing: 'yellow',
  undone: 'gray',
  'undo-failed': 'red',
  'on-track': 'green',
  'at-risk': 'yellow',
  late: 'red',
};

export const colourStatus = (style: Style, status: keyof typeof STATUS_COLOURS): string =>
  style(status, STATUS_COLOURS[status]);

export const TIME_ZONE_NOTE = `times in ${new Intl.DateTimeFormat().resolvedOptions().timeZone}`;

/** Formats an instant in the local time zone, to the minute; empty if undefined. */
export const formatLocalTime = (instant: string | undefined): string =>
  instant === undefined ? '' : new Date(instant).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
