import type { Locale } from '../../../i18n/locales';

const HOUR_SECONDS = 3_600;
const UNITS = [
  { unit: 'day', seconds: 24 * HOUR_SECONDS, from: 48 * HOUR_SECONDS },
  { unit: 'hour', seconds: HOUR_SECONDS, from: HOUR_SECONDS },
  { unit: 'minute', seconds: 60, from: 60 },
  { unit: 'second', seconds: 1, from: 0 },
] as const;
const NO_VALUE = '–';

/** Formats a duration in the largest suitable unit, for example 3.5 days. */
export function formatDuration(seconds: number | undefined, locale: Locale): string {
  if (seconds === undefined) return NO_VALUE;
  const { unit, seconds: length } = UNITS.find(({ from }) => seconds >= from) ?? UNITS[3];
  const format = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(seconds / length);
}

export const formatPercent = (part: number, whole: number, locale: Locale): string =>
  whole === 0
    ? NO_VALUE
    : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);
