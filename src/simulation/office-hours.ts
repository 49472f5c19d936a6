import { DateTime } from 'luxon';
import type { DayOne, Instant } from '../domain/plan/resolved-plan';

export interface Calendar {
  isBusinessDay(date: string): boolean;
}

/** Returns the instant after one working hour from `instant`, within office hours like those of day one. */
export function addOneBusinessHour(
  instant: Instant,
  { timeZone, startsAt, endsAt }: DayOne,
  calendar: Calendar,
): Instant {
  const [openingTime, closingTime] = [startsAt, endsAt].map((time) =>
    DateTime.fromISO(time, { zone: timeZone }).toFormat('HH:mm'),
  );
  let at = DateTime.fromISO(instant, { zone: timeZone });
  for (let remainingMinutes = 60; ; at = at.plus({ days: 1 }).startOf('day')) {
    const date = at.toISODate() ?? '';
    const toLocalDateTime = (time?: string) => DateTime.fromISO(`${date}T${time ?? ''}`, { zone: timeZone });
    const from = at < toLocalDateTime(openingTime) ? toLocalDateTime(openingTime) : at;
    const minutes = toLocalDateTime(closingTime).diff(from, 'minutes').minutes;
    if (!calendar.isBusinessDay(date) || minutes <= 0) continue;
    if (minutes >= remainingMinutes) return from.plus({ minutes: remainingMinutes }).toUTC().toISO() ?? '';
    remainingMinutes -= minutes;
  }
}
