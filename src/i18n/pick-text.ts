import type { InOneLanguage, LocalizedText, Translations } from '../domain/text/localized-text';
import { DEFAULT_LOCALE, LOCALES, type Locale } from './locales';

/** Members with data of people, activities and the company, which stay as they are. */
export const FOREIGN_MEMBERS: ReadonlySet<string> = new Set([
  'request',
  'answers',
  'result',
  'settings',
  'differences',
]);

/** Returns the text in one language. English replaces a language that was added after the text was recorded. */
export function pickText(text: LocalizedText, locale: Locale): string {
  if (typeof text === 'string') return text;
  const translations: Partial<Record<Locale, string>> = text;
  return translations[locale] ?? text[DEFAULT_LOCALE];
}

/** Returns a copy with every localized text in one language, at any depth. */
export function pickTexts<Value>(value: Value, locale: Locale): InOneLanguage<Value> {
  return pickInside(value, locale) as InOneLanguage<Value>;
}

function pickInside(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((item) => pickInside(item, locale));
  if (!isRecord(value)) return value;
  if (isTranslations(value)) return pickText(value, locale);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, FOREIGN_MEMBERS.has(name) ? inner : pickInside(inner, locale)]),
  );
}

/** True for an object of texts by language, English among them, and of nothing else. */
export const isTranslations = (value: unknown): value is Translations =>
  isRecord(value) &&
  DEFAULT_LOCALE in value &&
  Object.entries(value).every(
    ([name, text]) => (LOCALES as readonly string[]).includes(name) && typeof text === 'string',
  );

/** False for dates, which JSON writes as text. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
