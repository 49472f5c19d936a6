import type { Locale, MessageKey } from '../../i18n/locales';
import { getTranslator, type Translate } from '../../i18n/translate';
import { createStyle, type Style } from './text';

/** Language and colours of the reader. */
export interface TextSettings {
  locale: Locale;
  t: Translate;
  style: Style;
}

export const createTextSettings = (locale: Locale, colour: boolean): TextSettings => ({
  locale,
  t: getTranslator(locale),
  style: createStyle(colour),
});

/** Formats the first row of a table; an empty key leaves a column without a heading. */
export const formatHeadings = ({ locale, t, style }: TextSettings, keys: readonly (MessageKey | '')[]): string[] =>
  keys.map((key) => (key === '' ? '' : style(t(key).toLocaleUpperCase(locale), 'bold')));
