import type { Request, Response } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';

export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const LOCALE_COOKIE = 'language';
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** Messages in every language; all of them must have the same type. */
export const defineMessages =
  <Words>(languages: Record<Locale, Words>) =>
  (locale: Locale): Words =>
    languages[locale];

/** Language chosen by cookie, otherwise the preference of the browser. */
export function detectLocale(request: Request): Locale {
  const chosen = parseCookie(request.headers.cookie ?? '')[LOCALE_COOKIE];
  const preferred = request.acceptsLanguages(...LOCALES) || 'en';
  return LOCALES.find((locale) => locale === chosen) ?? (preferred as Locale);
}

export function setLocaleCookie(response: Response, locale: Locale): void {
  response.append(
    'Set-Cookie',
    stringifySetCookie(LOCALE_COOKIE, locale, { path: '/', maxAge: COOKIE_MAX_AGE_SECONDS, sameSite: 'lax' }),
  );
}
