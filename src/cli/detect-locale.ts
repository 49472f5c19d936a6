import { DEFAULT_LOCALE, LOCALES, type Locale } from '../i18n/locales';
import type { Terminal } from './output/terminal';

/** Detects the language as POSIX tools do: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, as `de_DE.UTF-8`. */
export function detectLocale({ LC_ALL, LC_MESSAGES, LANG }: Terminal['env']): Locale {
  const [language] = (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().split(/[^a-z]/);
  return LOCALES.find((locale) => locale === language) ?? DEFAULT_LOCALE;
}
