import type { CompanySettings } from '../../../company/settings';
import type { FormError, FormValues } from '../../ui/forms';
import { readLines } from '../../ui/read-lines';

const RATE_LINE = /^([A-Za-z]+)[\s=:]+(\d+(?:[.,]\d+)?)$/;

export const GENERAL_FIELDS = ['name', 'currency', 'exchangeRates', 'supportContact', 'departments'];

export const toGeneralValues = (settings: CompanySettings): FormValues['values'] => ({
  name: settings.name,
  currency: settings.currency,
  exchangeRates: Object.entries(settings.exchangeRates)
    .map(([currency, rate]) => `${currency} ${String(rate)}`)
    .join('\n'),
  supportContact: settings.supportContact,
  departments: settings.departments.join('\n'),
});

/** Builds unvalidated settings from the form; the rest stays as it is. */
export const buildGeneralSettings = (settings: CompanySettings, fields: FormValues['values']): object => ({
  ...settings,
  name: fields.name?.trim(),
  currency: fields.currency?.trim().toUpperCase(),
  exchangeRates: Object.fromEntries(readLines(fields.exchangeRates).map(parseRate)),
  supportContact: fields.supportContact?.trim() || undefined,
  departments: readLines(fields.departments),
});

/** A line that is no rate is returned as a whole, for the API to reject. */
function parseRate(line: string): [currency: string, rate: unknown] {
  const [, currency, rate] = RATE_LINE.exec(line) ?? [];
  return currency === undefined ? [line, line] : [currency.toUpperCase(), Number(rate?.replace(',', '.'))];
}

/** `departments.3` and `exchangeRates.USD` belong to their text area; a profile can only miss its department. */
export const toGeneralErrors = (errors: readonly FormError[]): FormError[] =>
  errors.map((error) => {
    const [name = ''] = error.field.split('.');
    return { ...error, field: name === 'profiles' ? 'departments' : name };
  });
