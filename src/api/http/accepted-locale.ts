import type { Request } from 'express';
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../../i18n/locales';

/** Returns the language of the caller by `Accept-Language`; English by default. */
export const detectAcceptedLocale = (request: Request): Locale =>
  (request.acceptsLanguages(...LOCALES) || DEFAULT_LOCALE) as Locale;
