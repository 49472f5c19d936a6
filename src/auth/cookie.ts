import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** A cookie that no script reads. */
export interface SecretCookie {
  read: (request: Request, publicUrl: string) => string | undefined;
  set: (response: Response, publicUrl: string, value: string) => void;
  clear: (response: Response, publicUrl: string) => void;
}

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/**
 * `__Host-`: only this very host over HTTPS may set it. A browser takes that name over plain HTTP from nobody. `lax`: a link in a
 * mail finds its reader signed in; what changes anything is never done by a link.
 */
export function secretCookie(name: string, keptSeconds: number): SecretCookie {
  const nameOf = (publicUrl: string): string => (isSecure(publicUrl) ? `__Host-${name}` : name);
  const append = (response: Response, publicUrl: string, value: string, maxAge: number): void => {
    const secure = isSecure(publicUrl);
    const options = { httpOnly: true, secure, sameSite: 'lax' as const, path: '/', maxAge };
    response.append('Set-Cookie', stringifySetCookie({ name: nameOf(publicUrl), value, ...options }));
  };
  return {
    read: (request, publicUrl) => parseCookie(request.headers.cookie ?? '')[nameOf(publicUrl)],
    set: (response, publicUrl, value) => append(response, publicUrl, value, keptSeconds),
    clear: (response, publicUrl) => append(response, publicUrl, '', 0),
  };
}

/** The secret that the browser of a signed-in person sends. */
export const { read: secretOf, set: setSecret, clear: clearSecret } = secretCookie('firstday', SESSION_SECONDS);
