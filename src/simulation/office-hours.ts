import { DateTime } from 'luxon';
import type { DayOne, Instant } from '../domain/plan/resolved-plan';

export interface Calendar {
  isBusinessDay(date: string): boolean;
}

/** Returns the instant after one working hour from `instant`, within office hours like those of day one. */
export function addOneBusinessHour(instant: Instant, { timeZone, startsAt, endsAt }: DayOne, days: Calendar): Instant {
  const [opens, closes] = [startsAt, endsAt].map((time) =>
    DateTime.fromISO(time, { zone: timeZone }).toFormat('HH:mm'),
  );
  let at = DateTime.fromISO(instant, { zone: timeZone });
  for (let left = 60; ; at = at.plus({ days: 1 }).startOf('day')) {
    const date = at.toISODate() ?? '';
    const atTime = (time?: string) => DateTime.fromISO(`${date}T${time ?? ''}`, { zone: timeZone });
    const from = at < atTime(opens) ? atTime(opens) : at;
    const minutes = atTime(closes).diff(from, 'minutes').minutes;
    if (!days.isBusinessDay(date) || minutes <= 0) continue;
    if (minutes >= left) return from.plus({ minutes: left }).toUTC().toISO() ?? '';
    left -= minutes;
  }
}
