import http from 'node:http';
import https from 'node:https';
import { Webhook } from 'standardwebhooks';
import { lookupPublicAddress, type WebhookReach, checkWebhookUrl } from './webhook-reach';

const TIMEOUT_MS = 10_000;

export interface WebhookCall {
  /** The same for every attempt: by it the receiver knows that it heard this already. */
  id: string;
  url: string;
  /** `whsec_…`. */
  secret: string;
  body: string;
}

/** What came of one attempt: an HTTP status, or why there is none. */
export type WebhookAttempt = { status: number } | { error: string };

/**
 * Calls a webhook once, signed as Standard Webhooks has it (https://www.standardwebhooks.com). Follows no redirect, and waits
 * ten seconds for an answer.
 */
export async function postWebhook(
  { id, url, secret, body }: WebhookCall,
  reach: WebhookReach,
): Promise<WebhookAttempt> {
  const target = new URL(url);
  const blockedReason = checkWebhookUrl(target, reach);
  if (blockedReason !== undefined) return { error: blockedReason };
  const at = new Date();
  const { request } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const call = request(target, {
      method: 'POST',
      agent: false,
      lookup: reach === 'public' ? lookupPublicAddress : undefined,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Firstday',
        'webhook-id': id,
        'webhook-timestamp': Math.floor(at.getTime() / 1000),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
    });
    call.on('response', (response) => {
      // What else the answer says does not matter, nor whether it comes to its end.
      response.on('error', () => undefined).resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    call.on('error', (error) => resolve({ error: describeCallError(error) }));
    call.end(body);
  });
}

const describeCallError = (error: Error): string =>
  error.name === 'AbortError' ? 'no answer within 10 seconds' : error.message;
