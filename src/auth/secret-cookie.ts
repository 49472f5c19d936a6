import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** A cookie that no script reads. */
export interface SecretCookie {
  read: (request: Request, publicUrl: string) => string | undefined;
  set: (response: Response, publicUrl: string, value: string) => void;
  clear: (response: Response, publicUrl: string) => void;
}

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/**
 * `__Host-`: only this very host over HTTPS may set it. A browser takes that name over plain HTTP from nobody. `lax`: a link in a
 * mail finds its reader signed in; what changes anything is never done by a link.
 */
export function createSecretCookie(name: string, maxAgeSeconds: number): SecretCookie {
  const getCookieName = (publicUrl: string): string => (isHttps(publicUrl) ? `__Host-${name}` : name);
  const append = (response: Response, publicUrl: string, value: string, maxAge: number): void => {
    const secure = isHttps(publicUrl);
    const options = { httpOnly: true, secure, sameSite: 'lax' as const, path: '/', maxAge };
    response.append('Set-Cookie', stringifySetCookie({ name: getCookieName(publicUrl), value, ...options }));
  };
  return {
    read: (request, publicUrl) => parseCookie(request.headers.cookie ?? '')[getCookieName(publicUrl)],
    set: (response, publicUrl, value) => append(response, publicUrl, value, maxAgeSeconds),
    clear: (response, publicUrl) => append(response, publicUrl, '', 0),
  };
}

/** The secret that the browser of a signed-in person sends. */
export const {
  read: readSessionSecret,
  set: setSessionSecret,
  clear: clearSessionSecret,
} = createSecretCookie('firstday', SESSION_SECONDS);
