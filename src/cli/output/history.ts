import type { History } from '../api-responses';
import { formatTable, sanitizeText } from './text';
import { formatHeadings, type TextSettings } from './text-settings';

/** Formats each event as a row, with what it carries as JSON below it. Times are UTC, as Temporal's tools can show them. */
export function formatHistory(settings: TextSettings, { items }: History): string {
  const headings = formatHeadings(settings, [
    'cli-output.heading.event-number',
    'cli-output.heading.time',
    'cli-output.heading.event',
    'cli-output.heading.name',
    'cli-output.heading.step',
  ]);
  const rows = items.map(({ id, at, type, name = '', step = '' }) => [
    String(id),
    at,
    type,
    sanitizeText(name),
    sanitizeText(step),
  ]);
  const [headingLine = '', ...lines] = formatTable([headings, ...rows]).split('\n');
  const eventLines = items.flatMap((event, index) => [lines[index] ?? '', ...formatContent(settings, event)]);
  return `${[headingLine, ...eventLines].join('\n')}\n`;
}

function formatContent({ style }: TextSettings, { values, failure }: History['items'][number]): string[] {
  const contents = [...values.map((value) => JSON.stringify(value)), ...(failure ? [describeFailure(failure)] : [])];
  return contents.map((content) => `    ${style(sanitizeText(content), 'gray')}`);
}

const describeFailure = ({ type, message }: NonNullable<History['items'][number]['failure']>): string =>
  type === undefined ? message : `${type}: ${message}`;
