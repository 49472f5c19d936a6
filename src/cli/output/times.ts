import type { Locale } from '../../i18n/locales';
import { getFormatters } from '../../i18n/formatters';
import type { TextSettings } from './text-settings';

export const LOCAL_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Formats an instant in the local time zone, to the minute; empty if undefined. */
export const formatLocalTime = (locale: Locale, instant: string | undefined): string =>
  instant === undefined ? '' : getFormatters(locale).formatInstant(instant, LOCAL_TIME_ZONE);

export const formatTimeZoneNote = ({ t }: TextSettings): string =>
  t('cli-output.time-zone', { timeZone: LOCAL_TIME_ZONE });
