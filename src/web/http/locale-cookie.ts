import type { Request, Response } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';
import { detectAcceptedLocale } from '../../api/http/accepted-locale';
import { LOCALES, type Locale } from '../../i18n/locales';

const LOCALE_COOKIE = 'language';
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** Language chosen by cookie, otherwise the preference of the browser. */
export function detectLocale(request: Request): Locale {
  const chosen = parseCookie(request.headers.cookie ?? '')[LOCALE_COOKIE];
  return LOCALES.find((locale) => locale === chosen) ?? detectAcceptedLocale(request);
}

export function setLocaleCookie(response: Response, locale: Locale): void {
  response.append(
    'Set-Cookie',
    stringifySetCookie(LOCALE_COOKIE, locale, { path: '/', maxAge: COOKIE_MAX_AGE_SECONDS, sameSite: 'lax' }),
  );
}
