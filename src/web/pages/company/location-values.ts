import type { Location } from '../../../company/settings';
import type { Locale } from '../../../i18n/locales';
import type { FormError, FormValues } from '../../ui/forms';
import { readCheckedChoices } from '../admin/checkbox-group';
import { formatDaysOff, parseDaysOff } from './days-off-text';
import { readLocalizedText, toLocalizedFields } from './localized-fields';

/** ISO weekdays. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** Defaults of the form of a new location. */
export const NEW_LOCATION_VALUES = { startTime: '09:00', endTime: '17:00' };

export const toLocationValues = (location: Location, locale: Locale): FormValues['values'] => ({
  ...toLocalizedFields('title', location.title),
  ...toLocalizedFields('arrival', location.arrival),
  timeZone: location.timeZone,
  country: location.country,
  state: location.state,
  startTime: location.startTime,
  endTime: location.endTime,
  address: location.address,
  daysOff: formatDaysOff(location.daysOff, locale),
});

/** Builds an unvalidated location from the form; empty fields are omitted. */
export function buildLocation(
  form: unknown,
  fields: FormValues['values'],
  known: Location | undefined,
  locale: Locale,
): Record<string, unknown> {
  const getText = (name: string) => fields[name]?.trim() || undefined;
  return {
    title: readLocalizedText('title', fields),
    timeZone: getText('timeZone'),
    country: getText('country')?.toUpperCase(),
    state: getText('state'),
    workingDays: readCheckedChoices(form, 'workingDays', WEEKDAYS).map(Number),
    startTime: getText('startTime'),
    endTime: getText('endTime'),
    daysOff: parseDaysOff(fields.daysOff ?? '', known?.daysOff ?? [], locale),
    address: getText('address'),
    arrival: readLocalizedText('arrival', fields),
  };
}

/** Maps errors of a location to the fields of its form: `daysOff.2.to` belongs to `daysOff`. */
export const toLocationFieldErrors = (errors: readonly FormError[]): FormError[] =>
  errors.map(({ field, ...error }) => {
    const [name = ''] = field.split('.');
    return { ...error, field: ['title', 'arrival'].includes(name) ? `${name}.en` : name };
  });
