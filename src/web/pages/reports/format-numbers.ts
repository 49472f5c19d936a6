import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';

const NO_VALUE = '–';

export const formatDuration = (seconds: number | undefined, locale: Locale): string =>
  seconds === undefined ? NO_VALUE : getFormatters(locale).formatDuration(seconds);

export const formatPercent = (part: number, whole: number, locale: Locale): string =>
  whole === 0 ? NO_VALUE : getFormatters(locale).formatPercent(part / whole);
