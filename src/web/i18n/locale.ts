import type { Request, Response } from 'express';
import { parseCookie, stringifySetCookie } from 'cookie';

export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const COOKIE = 'language';
const KEPT_SECONDS = 365 * 24 * 60 * 60;

/** The words of one page in every language: those of the others must be of the same shape as the English ones. */
export const inEveryLanguage =
  <Words>(languages: Record<Locale, Words>) =>
  (locale: Locale): Words =>
    languages[locale];

/** The language that this person chose, or the one that their browser prefers. */
export function localeOf(request: Request): Locale {
  const chosen = parseCookie(request.headers.cookie ?? '')[COOKIE];
  const preferred = request.acceptsLanguages(...LOCALES) || 'en';
  return LOCALES.find((locale) => locale === chosen) ?? (preferred as Locale);
}

export function chooseLocale(response: Response, locale: Locale): void {
  response.append(
    'Set-Cookie',
    stringifySetCookie(COOKIE, locale, { path: '/', maxAge: KEPT_SECONDS, sameSite: 'lax' }),
  );
}
