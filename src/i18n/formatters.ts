import { DateTime } from 'luxon';
import type { Locale } from './locales';

const LANGUAGE_TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

export interface Formatters {
  /** Calendar date, `YYYY-MM-DD`, for example 1 Mar 2027. */
  formatDate: (iso: string) => string;
  /** Instant in the time zone, UTC by default. */
  formatInstant: (iso: string, timeZone?: string) => string;
  /** Instant after the short weekday, for example Mon 1 Mar 2027, 09:00. */
  formatInstantWithWeekday: (iso: string, timeZone: string) => string;
  /** Instant with weekday and zone, for example `Monday, 1 March 2027 at 09:00 (Europe/Berlin)`. */
  formatLongInstant: (iso: string, timeZone: string) => string;
  /** Short label of an instant: the day at midnight in the time zone, otherwise the time of day. */
  formatAxisTick: (iso: string, timeZone: string) => string;
  /**
   * Distance from `now` (ms since the epoch), for example `in 3 days`: hours and minutes within six hours or on the same day,
   * beyond that the days between the calendar dates in the time zone.
   */
  formatRelativeTime: (iso: string, timeZone?: string, now?: number) => string;
  formatMoney: (cents: number, currency: string) => string;
  formatNumber: (value: number) => string;
  /** Ratio as a whole percentage: 0.5 is 50 %. */
  formatPercent: (ratio: number) => string;
  /** Duration in the largest suitable unit, with one decimal: 3.5 days. */
  formatDuration: (seconds: number) => string;
  /** Joins by commas and “and” (`conjunction`) or “or” (`disjunction`). */
  formatList: (values: readonly string[], type: 'conjunction' | 'disjunction') => string;
}

const HOUR_FORMAT = { hour: '2-digit', minute: '2-digit' } as const;
const MINUTE_MS = 60_000;
const RELATIVE_UNITS = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

const HOUR_SECONDS = 3_600;
const DURATION_UNITS = [
  { unit: 'day', length: 24 * HOUR_SECONDS, from: 48 * HOUR_SECONDS },
  { unit: 'hour', length: HOUR_SECONDS, from: HOUR_SECONDS },
  { unit: 'minute', length: 60, from: 60 },
  { unit: 'second', length: 1, from: 0 },
] as const;

/** Counts the whole units that fit into a duration, in the largest unit that fits at least once. */
function toLargestUnit(durationMs: number) {
  const [unit, ms] = RELATIVE_UNITS.find(([, length]) => Math.abs(durationMs) >= length) ?? ['minute', MINUTE_MS];
  return { unit, count: Math.trunc(durationMs / ms) };
}

const CLOCK_TIME_WITHIN_MS = 6 * 60 * MINUTE_MS;

/** Counts the midnights between two instants (ms since the epoch) in the time zone; negative if `to` is earlier. */
function countCalendarDays(from: number, to: number, timeZone: string): number {
  const toDay = (instant: number) => DateTime.fromMillis(instant, { zone: timeZone }).startOf('day');
  return Math.round(toDay(to).diff(toDay(from), 'days').days);
}

/** Parameters of a message about the time since an instant. */
export const measureElapsedTime = (iso: string, now = Date.now()) => toLargestUnit(Math.max(now - Date.parse(iso), 0));

/** Creates each format once: that takes longer than formatting. */
function cacheFormats<Format>(createFormat: (key: string) => Format): (key: string) => Format {
  const formats = new Map<string, Format>();
  return (key) => {
    const format = formats.get(key) ?? createFormat(key);
    formats.set(key, format);
    return format;
  };
}

function createFormatters(language: string): Formatters {
  const relativeFormat = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC', weekday: undefined });
  const listFormats = {
    conjunction: new Intl.ListFormat(language, { type: 'conjunction' }),
    disjunction: new Intl.ListFormat(language, { type: 'disjunction' }),
  };
  const numberFormat = new Intl.NumberFormat(language);
  const percentFormat = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const getUnitFormat = cacheFormats(
    (unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }),
  );
  const getMediumFormat = cacheFormats(
    (timeZone) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  );
  const getFullFormat = cacheFormats(
    (timeZone) => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }),
  );
  const getCurrencyFormat = cacheFormats(
    (currency) => new Intl.NumberFormat(language, { style: 'currency', currency }),
  );
  const formatInstant = (iso: string, timeZone = 'UTC') => getMediumFormat(timeZone).format(new Date(iso));
  return {
    formatDate: (iso) => dateFormat.format(new Date(`${iso}T00:00:00Z`)),
    formatInstant,
    formatInstantWithWeekday: (iso, timeZone) => {
      const { weekdayShort } = DateTime.fromISO(iso, { zone: timeZone, locale: language });
      return `${weekdayShort ?? ''} ${formatInstant(iso, timeZone)}`;
    },
    formatLongInstant: (iso, timeZone) => `${getFullFormat(timeZone).format(new Date(iso))} (${timeZone})`,
    formatAxisTick: (iso, timeZone) => {
      const localTime = DateTime.fromISO(iso, { zone: timeZone, locale: language });
      return localTime.toLocaleString(
        +localTime === +localTime.startOf('day') ? { day: 'numeric', month: 'short' } : HOUR_FORMAT,
      );
    },
    formatRelativeTime: (iso, timeZone = 'UTC', now = Date.now()) => {
      const distance = Date.parse(iso) - now;
      const days = countCalendarDays(now, Date.parse(iso), timeZone);
      if (days !== 0 && Math.abs(distance) >= CLOCK_TIME_WITHIN_MS) return relativeFormat.format(days, 'day');
      const { unit, count } = toLargestUnit(distance);
      return count === 0 ? relativeFormat.format(0, 'second') : relativeFormat.format(count, unit);
    },
    formatMoney: (cents, currency) => getCurrencyFormat(currency).format(cents / 100),
    formatList: (values, type) => listFormats[type].format(values),
    formatNumber: (value) => numberFormat.format(value),
    formatPercent: (ratio) => percentFormat.format(ratio),
    formatDuration: (seconds) => {
      const { unit, length } = DURATION_UNITS.find(({ from }) => seconds >= from) ?? DURATION_UNITS[3];
      return getUnitFormat(unit).format(seconds / length);
    },
  };
}

const FORMATTERS: Record<Locale, Formatters> = {
  en: createFormatters(LANGUAGE_TAGS.en),
  de: createFormatters(LANGUAGE_TAGS.de),
};

export const getFormatters = (locale: Locale): Formatters => FORMATTERS[locale];
