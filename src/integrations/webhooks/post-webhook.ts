import http from 'node:http';
import https from 'node:https';
import { Webhook } from 'standardwebhooks';
import { lookupPublicAddress, type WebhookReach, checkWebhookUrl } from './webhook-reach';

const TIMEOUT_MS = 10_000;

export interface WebhookCall {
  /** Same for every attempt: the receiver deduplicates by it. */
  id: string;
  url: string;
  /** Standard Webhooks secret, `whsec_…`. */
  secret: string;
  body: string;
}

export type WebhookAttempt = { status: number } | { error: string };

/**
 * Sends one request, signed according to Standard Webhooks (https://www.standardwebhooks.com).
 * Follows no redirects; times out after 10 s.
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
      // Only the status matters: the body is discarded, even if it ends in an error.
      response.on('error', () => undefined).resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    call.on('error', (error) => resolve({ error: describeCallError(error) }));
    call.end(body);
  });
}

const describeCallError = (error: Error): string =>
  error.name === 'AbortError' ? 'no answer within 10 seconds' : error.message;
