import type { Change } from '../answers';
import { coloured, localTime, type Style, table, TIMES } from './text';

/** What a moved start date, or an amended request, made different. */
export function change(style: Style, { view, moved = [], redone = [] }: Change): string {
  const blame = view?.readinessCause ? ` because of ${view.readinessCause}` : '';
  const state = view
    ? `${coloured(style, view.status)}, ${coloured(style, view.readiness)}${blame}, starts ${view.startDate}.\n`
    : '';
  const heading = ['STEP', '', 'WAS', 'IS'].map((text) => style(text, 'bold'));
  const rows = moved.map(({ step, what, from, to }) => [
    step,
    what === 'startAt' ? 'from' : 'due',
    localTime(from) || '-',
    localTime(to) || '-',
  ]);
  const instants = moved.length === 0 ? '' : `\n${table([heading, ...rows])}${style(TIMES, 'gray')}\n`;
  const again = redone.length === 0 ? '' : `\nDone or asked again: ${redone.join(', ')}\n`;
  return `${state}${instants}${again}`;
}
