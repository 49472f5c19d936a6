import { IntlMessageFormat } from 'intl-messageformat';
import { DEFAULT_LOCALE, findMessageText, type Locale, type MessageKey } from './locales';

export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Text without these characters stays as it is, which spares its parsing. */
const ICU_SYNTAX = /[{}<>']/;

const formatsByLocaleAndKey = new Map<string, IntlMessageFormat>();

/**
 * Returns the message in the reader's language.
 * @throws if a value of the message is missing. `npm run check` compares calls and messages.
 */
export const translate = (locale: Locale, key: MessageKey, values?: MessageValues): string =>
  findMessage(locale, key, values) ?? key;

/** Returns the message of a key built from data, or undefined if there is none. */
export function findMessage(locale: Locale, key: string, values: MessageValues = {}): string | undefined {
  const text = findMessageText(locale, key) ?? findMessageText(DEFAULT_LOCALE, key);
  if (text === undefined || !ICU_SYNTAX.test(text)) return text;
  const cacheKey = `${locale} ${key}`;
  const format = formatsByLocaleAndKey.get(cacheKey) ?? new IntlMessageFormat(text, locale);
  formatsByLocaleAndKey.set(cacheKey, format);
  return String(format.format({ ...values }));
}

export const getTranslator =
  (locale: Locale): Translate =>
  (key, values) =>
    translate(locale, key, values);
