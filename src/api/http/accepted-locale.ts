import type { Request } from 'express';
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../../i18n/locales';

/** Returns the language of the caller by `Accept-Language`, or `fallback` if the header accepts any language, or none of ours. */
export const detectAcceptedLocale = (request: Request, fallback: Locale = DEFAULT_LOCALE): Locale =>
  (request.acceptsLanguages(fallback, ...LOCALES.filter((locale) => locale !== fallback)) || fallback) as Locale;
