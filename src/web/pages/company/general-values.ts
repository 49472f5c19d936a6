import { encodeLogo } from '../../../company/logo';
import type { CompanySettings } from '../../../company/settings';
import { DEFAULT_LOCALE, LOCALES } from '../../../i18n/locales';
import type { FormError, FormValues } from '../../ui/forms';
import { readLines } from '../../ui/read-lines';
import { getLocalizedField, readLocalizedText, toLocalizedFields } from './localized-fields';

const RATE_LINE = /^([A-Za-z]+)[\s=:]+(\d+(?:[.,]\d+)?)$/;

export const GENERAL_FIELDS = [
  'name',
  'language',
  'file',
  'colour',
  ...LOCALES.map((locale) => getLocalizedField('signature', locale)),
  'currency',
  'exchangeRates',
  'supportContact',
  'departments',
];

export const toGeneralValues = (settings: CompanySettings): FormValues['values'] => ({
  name: settings.name,
  language: settings.language,
  colour: settings.colour,
  ...toLocalizedFields('signature', settings.signature),
  currency: settings.currency,
  exchangeRates: Object.entries(settings.exchangeRates)
    .map(([currency, rate]) => `${currency} ${String(rate)}`)
    .join('\n'),
  supportContact: settings.supportContact,
  departments: settings.departments.join('\n'),
});

/**
 * Builds unvalidated settings from the form; the rest stays as it is.
 * @param logoFile replaces the logo
 */
export const buildGeneralSettings = (
  settings: CompanySettings,
  fields: FormValues['values'],
  logoFile?: Buffer,
): object => ({
  ...settings,
  name: fields.name?.trim(),
  language: fields.language,
  logo: logoFile ? encodeLogo(logoFile) : fields.removeLogo === 'yes' ? undefined : settings.logo,
  colour: fields.colour,
  signature: readLocalizedText('signature', fields),
  currency: fields.currency?.trim().toUpperCase(),
  exchangeRates: Object.fromEntries(readLines(fields.exchangeRates).map(parseRate)),
  supportContact: fields.supportContact?.trim() || undefined,
  departments: readLines(fields.departments),
  // With another name it is the company’s own.
  isSample: settings.isSample && fields.name?.trim() === settings.name,
});

/** A line that is no rate is returned as a whole, for the API to reject. */
function parseRate(line: string): [currency: string, rate: unknown] {
  const [, currency, rate] = RATE_LINE.exec(line) ?? [];
  return currency === undefined ? [line, line] : [currency.toUpperCase(), Number(rate?.replace(',', '.'))];
}

/** `departments.3` and `exchangeRates.USD` belong to their text area; a profile can only miss its department. */
export const toGeneralErrors = (errors: readonly FormError[]): FormError[] =>
  errors.map((error) => {
    const [name = error.field] = error.field.split('.');
    return { ...error, field: FIELDS_BY_SETTING[name] ?? name };
  });

const FIELDS_BY_SETTING: Record<string, string> = {
  logo: 'file',
  profiles: 'departments',
  signature: getLocalizedField('signature', DEFAULT_LOCALE),
};
