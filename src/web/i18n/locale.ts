import type { Request, Response } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';

export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const LOCALE_COOKIE = 'language';
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;

/** The words of one page in every language: those of the others must be of the same shape as the English ones. */
export const defineMessages =
  <Words>(languages: Record<Locale, Words>) =>
  (locale: Locale): Words =>
    languages[locale];

/** The language that this person chose, or the one that their browser prefers. */
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
