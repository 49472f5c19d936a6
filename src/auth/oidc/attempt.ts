import type { Request, Response } from 'express';
import { z } from 'zod';
import { secretCookie } from '../cookie';

const KEPT_SECONDS = 10 * 60;
const LONGEST_NEXT = 1_000;

const attemptSchema = z.object({ state: z.string().min(1), nonce: z.string().min(1), codeVerifier: z.string().min(1) });
const keptSchema = z.object({ attempt: attemptSchema, next: z.string() });

/** What only the browser in which somebody began to sign in knows: an answer that comes in any other is refused. */
export type Attempt = z.infer<typeof attemptSchema>;

const cookie = secretCookie('firstday-sign-in', KEPT_SECONDS);

/** Keeps the attempt in the browser that began it, with the page to go to afterwards. */
export function keepAttempt(response: Response, publicUrl: string, attempt: Attempt, next: string): void {
  const kept = { attempt, next: next.length > LONGEST_NEXT ? '/' : next };
  cookie.set(response, publicUrl, Buffer.from(JSON.stringify(kept)).toString('base64url'));
}

/** The attempt of this browser, which is over with that: it serves once. Undefined where there is none. */
export function takeAttempt(
  request: Request,
  response: Response,
  publicUrl: string,
): z.infer<typeof keptSchema> | undefined {
  const value = cookie.read(request, publicUrl);
  cookie.clear(response, publicUrl);
  return value === undefined ? undefined : keptSchema.safeParse(parsed(value)).data;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString());
  } catch {
    return undefined;
  }
}
