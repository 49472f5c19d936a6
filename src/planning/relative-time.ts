import type { RelativeTime } from '../domain/plan/resolved-plan';

/** Business days before (negative) or after the start date, at the start of that working day. */
export const businessDays = (count: number): RelativeTime => ({ kind: 'businessDays', count });
/** Calendar days before or after the start date, at the start of the working day. */
export const days = (count: number): RelativeTime => ({ kind: 'days', count });
/** A wall-clock time, `HH:mm`, on the start date. */
export const dayOneAt = (at: string): RelativeTime => ({ kind: 'dayOne', at });

export const WORKDAY_START_TIME = '09:00';
export const WORKDAY_END_TIME = '17:00';

/** When everything that the first day needs must be there. */
export const DAY_ONE_START = dayOneAt(WORKDAY_START_TIME);

/** Counted on the calendar of the location. */
export type Duration = `${number} business day` | `${number} business days`;

/** The business days of a duration; NaN where it is written otherwise than its type says. */
export const parseBusinessDays = (duration: Duration): number =>
  Number(/^(.+) business days?$/.exec(duration)?.[1] ?? NaN);

/**
 * Days from the start date, good enough to compare two moments of one plan before there is a calendar: a business day
 * lasts 7/5 of a day.
 */
export function estimateDays(relativeTime: RelativeTime): number {
  if (relativeTime.kind === 'dayOne') return parseHours(relativeTime.at) / 24;
  const whole = relativeTime.kind === 'days' ? relativeTime.count : (relativeTime.count * 7) / 5;
  return whole + parseHours(WORKDAY_START_TIME) / 24;
}

function parseHours(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}
