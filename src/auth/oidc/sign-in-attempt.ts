import type { Request, Response } from 'express';
import { z } from 'zod';
import { createSecretCookie } from '../secret-cookie';

const ATTEMPT_VALID_SECONDS = 10 * 60;
const MAX_NEXT_LENGTH = 1_000;

const attemptSchema = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  codeVerifier: z.string().min(1),
  /** Age of the sign-in that the provider was asked for, in seconds. */
  maxAge: z.int().optional(),
});
const attemptCookieSchema = z.object({ attempt: attemptSchema, next: z.string() });

/** Secrets kept only in the browser that started the sign-in. A callback in any other browser is rejected. */
export type SignInAttempt = z.infer<typeof attemptSchema>;

const cookie = createSecretCookie('firstday-sign-in', ATTEMPT_VALID_SECONDS);

/** Stores the attempt in a cookie, with the page to open after the sign-in (`/` if its path is too long). */
export function storeAttempt(response: Response, publicUrl: string, attempt: SignInAttempt, next: string): void {
  const cookieContent = { attempt, next: next.length > MAX_NEXT_LENGTH ? '/' : next };
  cookie.set(response, publicUrl, Buffer.from(JSON.stringify(cookieContent)).toString('base64url'));
}

/** Returns the browser's attempt and clears its cookie, since an attempt is valid once. Undefined if there is none. */
export function consumeAttempt(
  request: Request,
  response: Response,
  publicUrl: string,
): z.infer<typeof attemptCookieSchema> | undefined {
  const value = cookie.read(request, publicUrl);
  cookie.clear(response, publicUrl);
  return value === undefined ? undefined : attemptCookieSchema.safeParse(parseCookieValue(value)).data;
}

function parseCookieValue(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString());
  } catch {
    return undefined;
  }
}
