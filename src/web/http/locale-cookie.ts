import type { Request, Response } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';
import { detectAcceptedLocale } from '../../api/http/accepted-locale';
import { LOCALES, type Locale } from '../../i18n/locales';
import { getPrincipal } from '../../api/http/route-access';

const LOCALE_COOKIE = 'language';
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** Setting of the signed-in person, else the choice in this browser, else the browser's preference, else the company's. */
export function detectLocale(request: Request, response: Response, companyLanguage: Locale): Locale {
  const chosen = parseCookie(request.headers.cookie ?? '')[LOCALE_COOKIE];
  return (
    getPrincipal(response)?.language ??
    LOCALES.find((locale) => locale === chosen) ??
    detectAcceptedLocale(request, companyLanguage)
  );
}

export function setLocaleCookie(response: Response, locale: Locale): void {
  response.append(
    'Set-Cookie',
    stringifySetCookie(LOCALE_COOKIE, locale, { path: '/', maxAge: COOKIE_MAX_AGE_SECONDS, sameSite: 'lax' }),
  );
}
