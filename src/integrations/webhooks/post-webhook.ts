import http, { type OutgoingHttpHeaders } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { createReason, type Reason } from '../../domain/reasons/reason';
import { lookupPublicAddress, type WebhookReach, checkWebhookUrl, NotPublicError } from './webhook-reach';

const TIMEOUT_MS = 10_000;

export interface WebhookCall {
  /** Same for every attempt: the receiver deduplicates by it. */
  id: string;
  url: string;
  /** Standard Webhooks secret, `whsec_…`. */
  secret: string;
  body: string;
}

export type WebhookAttempt = { status: number } | { error: Reason };

/**
 * Sends one request, signed according to Standard Webhooks (https://www.standardwebhooks.com).
 * Follows no redirects; times out after 10 s.
 */
export async function postWebhook(webhook: WebhookCall, reach: WebhookReach): Promise<WebhookAttempt> {
  const target = new URL(webhook.url);
  if (checkWebhookUrl(target, reach) !== undefined) return { error: createReason('webhook.blocked', {}) };
  return sendRequest(target, webhook.body, {
    method: 'POST',
    agent: false,
    lookup: reach === 'public' ? lookupPublicAddress : undefined,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: buildHeaders(webhook, new Date()),
  });
}

const buildHeaders = ({ id, secret, body }: WebhookCall, at: Date): OutgoingHttpHeaders => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'user-agent': 'Firstday',
  'webhook-id': id,
  'webhook-timestamp': Math.floor(at.getTime() / 1000),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});

/** Resolves even if the call fails. */
function sendRequest(target: URL, body: string, options: RequestOptions): Promise<WebhookAttempt> {
  const { request } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const call = request(target, options);
    call.on('response', (response) => {
      // Only the status matters: the body is discarded, even if it ends in an error.
      response.on('error', () => undefined).resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    call.on('error', (error) => resolve({ error: describeConnectionError(error) }));
    call.end(body);
  });
}

function describeConnectionError(error: Error): Reason {
  if (error instanceof NotPublicError) return createReason('webhook.blocked', {});
  if (error.name === 'AbortError') return createReason('webhook.timeout', {});
  return createReason('webhook.unreachable', { error: error.message });
}
