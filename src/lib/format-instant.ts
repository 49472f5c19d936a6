import { DateTime } from 'luxon';

/** Formats an instant as `Monday, 1 December 2025 at 09:00 (Europe/Berlin)`. */
export const formatInstant = (instant: string, timeZone: string): string =>
  DateTime.fromISO(instant, { zone: timeZone, locale: 'en' }).toFormat(`cccc, d LLLL yyyy 'at' HH:mm '(${timeZone})'`);
