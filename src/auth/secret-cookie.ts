import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** A cookie that scripts cannot read. */
export interface SecretCookie {
  read: (request: Request, publicUrl: string) => string | undefined;
  set: (response: Response, publicUrl: string, value: string) => void;
  clear: (response: Response, publicUrl: string) => void;
}

const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/**
 * Over HTTPS the name starts with `__Host-`, which only this exact host can set. Browsers reject that prefix over plain
 * HTTP. `SameSite=Lax` keeps readers signed in when they follow a link from an e-mail. Links never change data.
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

export const {
  read: readSessionSecret,
  set: setSessionSecret,
  clear: clearSessionSecret,
} = createSecretCookie('firstday', SESSION_SECONDS);
