import type { RelativeTime } from '../domain/plan/resolved-plan';

/** Business days after (or before, if negative) the start date, at the start of the working day. */
export const businessDays = (count: number): RelativeTime => ({ kind: 'businessDays', count });
/** Calendar days after (or before, if negative) the start date, at the start of the working day. */
export const days = (count: number): RelativeTime => ({ kind: 'days', count });
/** A wall-clock time, `HH:mm`, on the start date. */
export const dayOneAt = (at: string): RelativeTime => ({ kind: 'dayOne', at });

export const WORKDAY_START_TIME = '09:00';
export const WORKDAY_END_TIME = '17:00';

/** Default due time of everything that day one needs. */
export const DAY_ONE_START = dayOneAt(WORKDAY_START_TIME);

/** Counted on the calendar of the location. */
export type Duration = `${number} business day` | `${number} business days`;

/** Returns NaN for text outside the type. */
export const parseBusinessDays = (duration: Duration): number =>
  Number(/^(.+) business days?$/.exec(duration)?.[1] ?? NaN);

/** Approximate days from the start date, to compare times without a calendar: a business day is 7/5 days. */
export function estimateDays(relativeTime: RelativeTime): number {
  if (relativeTime.kind === 'dayOne') return parseHours(relativeTime.at) / 24;
  const whole = relativeTime.kind === 'days' ? relativeTime.count : (relativeTime.count * 7) / 5;
  return whole + parseHours(WORKDAY_START_TIME) / 24;
}

function parseHours(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}
