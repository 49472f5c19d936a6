import type { PlanChangeResponse } from '../api-types';
import { colourStatus, formatLocalTime, type Style, formatTable, TIME_ZONE_NOTE } from './text';

export function formatPlanChange(style: Style, { view, moved = [], redone = [] }: PlanChangeResponse): string {
  const cause = view?.readinessCause ? ` because of ${view.readinessCause}` : '';
  const state = view
    ? `${colourStatus(style, view.status)}, ${colourStatus(style, view.readiness)}${cause}, starts ${view.startDate}.\n`
    : '';
  const heading = ['STEP', '', 'WAS', 'IS'].map((text) => style(text, 'bold'));
  const rows = moved.map(({ step, field, from, to }) => [
    step,
    field === 'startAt' ? 'from' : 'due',
    formatLocalTime(from) || '-',
    formatLocalTime(to) || '-',
  ]);
  const dates = moved.length === 0 ? '' : `\n${formatTable([heading, ...rows])}${style(TIME_ZONE_NOTE, 'gray')}\n`;
  const redoneLine = redone.length === 0 ? '' : `\nDone or asked again: ${redone.join(', ')}\n`;
  return `${state}${dates}${redoneLine}`;
}
