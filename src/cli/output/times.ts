import type { Person } from '../../domain/request';
import type { Locale } from '../../i18n/locales';
import { getFormatters } from '../../i18n/formatters';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';

export const LOCAL_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Formats an instant in the local time zone, to the minute; empty if undefined. */
export const formatLocalTime = (locale: Locale, instant: string | undefined): string =>
  instant === undefined ? '' : getFormatters(locale).formatInstant(instant, LOCAL_TIME_ZONE);

export const formatTimeZoneNote = ({ t }: TextSettings): string =>
  t('cli-output.time-zone', { timeZone: LOCAL_TIME_ZONE });

export const formatStart = ({ t, locale }: TextSettings, date: string): string =>
  t('cli-output.starts', { date: getFormatters(locale).formatDate(date) });

/** Empty if there is no due time. */
export const formatDue = ({ t, locale }: TextSettings, instant: string | undefined): string =>
  instant === undefined ? '' : t('cli-output.due', { when: formatLocalTime(locale, instant) });

export const formatSubmission = (
  { t, locale }: TextSettings,
  { submittedAt, submittedBy }: { submittedAt: string; submittedBy: Person },
): string =>
  t('cli-output.submitted-by', {
    when: formatLocalTime(locale, submittedAt),
    person: sanitizeText(submittedBy.name),
  });
