import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const KEPT_SECONDS = 7 * 24 * 60 * 60;

/** `__Host-`: only this very host over HTTPS may set it. A browser takes that name over plain HTTP from nobody. */
const nameOf = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-firstday' : 'firstday');
const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/** The secret that the browser of a signed-in person sends. */
export const secretOf = (request: Request, publicUrl: string): string | undefined =>
  parseCookie(request.headers.cookie ?? '')[nameOf(publicUrl)];

export function setSecret(response: Response, publicUrl: string, secret: string): void {
  append(response, publicUrl, secret, KEPT_SECONDS);
}

export function clearSecret(response: Response, publicUrl: string): void {
  append(response, publicUrl, '', 0);
}

/** `lax`: a link in a mail finds its reader signed in; what changes anything is never done by a link. */
function append(response: Response, publicUrl: string, value: string, maxAge: number): void {
  response.append(
    'Set-Cookie',
    stringifySetCookie({
      name: nameOf(publicUrl),
      value,
      httpOnly: true,
      secure: isSecure(publicUrl),
      sameSite: 'lax',
      path: '/',
      maxAge,
    }),
  );
}
