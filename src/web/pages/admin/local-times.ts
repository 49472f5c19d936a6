import { DateTime } from 'luxon';

/** Converts the text of a date and time field. Returns other text unchanged, for the API to refuse. */
export const toUtcInstant = (local: string | undefined, timeZone: string | undefined): string | undefined =>
  DateTime.fromISO(local ?? '', { zone: timeZone })
    .toUTC()
    .toISO() ?? local;

/** Converts an instant to the text of a date and time field. */
export const toLocalFieldText = (instant: string, timeZone: string): string =>
  DateTime.fromISO(instant, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm");
