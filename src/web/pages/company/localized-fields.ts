import type { LocalizedText } from '../../../domain/text/localized-text';
import { LOCALES, type Locale } from '../../../i18n/locales';
import type { FormValues } from '../../ui/forms';

type TextFields = FormValues['values'];

/** Returns the field of a text in one language, such as `title.de`. */
export const getLocalizedField = (name: string, locale: Locale): string => `${name}.${locale}`;

/** Returns the text of each language by field. A text that is the same in every language is only in the first field. */
export function toLocalizedFields(name: string, text: LocalizedText | undefined): Record<string, string | undefined> {
  const [first] = LOCALES;
  if (text === undefined || typeof text === 'string') return { [getLocalizedField(name, first)]: text };
  return Object.fromEntries(LOCALES.map((locale) => [getLocalizedField(name, locale), text[locale]]));
}

/** Reads the text of each language. The first language replaces one that is left empty. */
export function readLocalizedText(name: string, fields: TextFields): LocalizedText | undefined {
  const texts = LOCALES.map((locale) => fields[getLocalizedField(name, locale)]?.trim() ?? '');
  const [first = ''] = texts;
  if (texts.every((text) => text === '' || text === first)) return first === '' ? undefined : first;
  const entries = LOCALES.map((locale, index) => [locale, texts[index] === '' ? first : (texts[index] ?? first)]);
  return Object.fromEntries(entries) as LocalizedText;
}
