import { DateTime } from 'luxon';
import type { Locale } from './locale';

const LANGUAGE: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

/** Dates, instants and amounts as the reader writes them. */
export interface Formats {
  /** A calendar date, `YYYY-MM-DD`: Mon, 1 March 2027. */
  date: (iso: string) => string;
  /** An instant in the time zone of the place it is about; UTC where none is given. */
  instant: (iso: string, timeZone?: string) => string;
  /** An instant on an axis, short: the day where it is midnight there, else the hour. */
  mark: (iso: string, timeZone: string) => string;
  /** How long ago, or until when: in 3 days. */
  distance: (iso: string, now?: number) => string;
  money: (cents: number, currency: string) => string;
  number: (value: number) => string;
}

const HOUR = { hour: '2-digit', minute: '2-digit' } as const;
const MINUTE_MS = 60_000;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
];

function make(language: string): Formats {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC', weekday: undefined });
  const inZone = new Map<string, Intl.DateTimeFormat>();
  const zoned = (timeZone: string): Intl.DateTimeFormat => {
    const known =
      inZone.get(timeZone) ?? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    inZone.set(timeZone, known);
    return known;
  };
  return {
    date: (iso) => dates.format(new Date(`${iso}T00:00:00Z`)),
    instant: (iso, timeZone = 'UTC') => zoned(timeZone).format(new Date(iso)),
    mark: (iso, timeZone) => {
      const there = DateTime.fromISO(iso, { zone: timeZone, locale: language });
      return there.toLocaleString(+there === +there.startOf('day') ? { day: 'numeric', month: 'short' } : HOUR);
    },
    distance: (iso, now = Date.now()) => {
      const away = Date.parse(iso) - now;
      const [unit, ms] = STEPS.find(([, length]) => Math.abs(away) >= length) ?? ['minute', MINUTE_MS];
      return relative.format(Math.trunc(away / ms), unit);
    },
    money: (cents, currency) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(cents / 100),
    number: (value) => new Intl.NumberFormat(language).format(value),
  };
}

const FORMATS: Record<Locale, Formats> = { en: make(LANGUAGE.en), de: make(LANGUAGE.de) };

export const formatsOf = (locale: Locale): Formats => FORMATS[locale];
