import type { RelativeTime } from '../domain/plan/resolved-plan';

/** Business days after (or before, if negative) the start date, at the start of the working day. */
export const businessDays = (count: number): RelativeTime => ({ kind: 'businessDays', count });
/** Calendar days after (or before, if negative) the start date, at the start of the working day. */
export const days = (count: number): RelativeTime => ({ kind: 'days', count });
/** A wall-clock time, `HH:mm`, on the start date. */
export const dayOneAt = (at: string): RelativeTime => ({ kind: 'dayOne', at });
/** Hours after (or before, if negative) the start of work on the start date, at the location. */
export const dayOneStart = (hours = 0): RelativeTime => ({ kind: 'dayOneStart', hours });

/** Default due time of everything that day one needs. */
export const DAY_ONE_START = dayOneStart();

/** Usual start of work, for the comparison of times before the location is known. */
const USUAL_START_HOUR = 9;

/** Counted on the calendar of the location. */
export type Duration = `${number} business day` | `${number} business days`;

/** Returns NaN for text outside the type. */
export const parseBusinessDays = (duration: Duration): number =>
  Number(/^(.+) business days?$/.exec(duration)?.[1] ?? NaN);

/** Approximate days from the start date, to compare times without a calendar: a business day is 7/5 days. */
export function estimateDays(relativeTime: RelativeTime): number {
  if (relativeTime.kind === 'dayOne') return parseHours(relativeTime.at) / 24;
  if (relativeTime.kind === 'dayOneStart') return (USUAL_START_HOUR + relativeTime.hours) / 24;
  const whole = relativeTime.kind === 'days' ? relativeTime.count : (relativeTime.count * 7) / 5;
  return whole + USUAL_START_HOUR / 24;
}

function parseHours(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}
