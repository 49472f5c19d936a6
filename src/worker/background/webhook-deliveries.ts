import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { claimDeliveries, type PendingDelivery, recordDeliveryAttempt } from '../../database/webhook-deliveries';
import { buildPauseChanges, updateWebhook } from '../../database/webhooks';
import { createReason, type Reason } from '../../domain/reasons/reason';
import { allSettledOrThrow, startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';
import type { WebhookReach } from '../../integrations/webhooks/webhook-reach';
import { postWebhook } from '../../integrations/webhooks/post-webhook';

const POLL_INTERVAL_MS = 2_000;
/** Delays between attempts: over a day in total, as Standard Webhooks advises. Then the delivery is abandoned. */
const RETRY_DELAYS_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400];
const HTTP_GONE = 410;

export interface WebhookDeliveryDeps {
  database: Database;
  publicUrl: string;
  reach: WebhookReach;
  logger: Logger;
}

/** Polls every two seconds and delivers pending events, with retries. Several instances may run concurrently. */
export const startWebhookDeliveries = (deps: WebhookDeliveryDeps): BackgroundLoop =>
  startBackgroundLoop('Calling webhooks', POLL_INTERVAL_MS, deps.logger, async (stopSignal) => {
    let claimed: PendingDelivery[];
    do {
      claimed = await claimDeliveries(deps.database);
      await allSettledOrThrow(claimed.map((delivery) => attemptDelivery(deps, delivery)));
    } while (claimed.length > 0 && !stopSignal.aborted);
  });

async function attemptDelivery(
  { database, publicUrl, reach, logger }: WebhookDeliveryDeps,
  delivery: PendingDelivery,
): Promise<void> {
  const { id, webhook_id: webhookId, url, secret, attempts, type } = delivery;
  const attempt = await postWebhook({ id, url, secret, body: buildWebhookBody(delivery, publicUrl) }, reach);
  const status = 'status' in attempt ? attempt.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return recordDeliveryAttempt(database, id, { status });
  const error = 'error' in attempt ? attempt.error : describeStatus(attempt.status);
  if (attempts === 1)
    logger.warn({ webhook: webhookId, delivery: id, type, status }, 'A webhook did not accept the event');
  if (status === HTTP_GONE) await updateWebhook(database, webhookId, buildPauseChanges(error));
  await recordDeliveryAttempt(database, id, {
    status,
    error,
    retryInSeconds: status === HTTP_GONE ? undefined : RETRY_DELAYS_SECONDS[attempts - 1],
  });
}

const describeStatus = (status: number): Reason =>
  status === HTTP_GONE ? createReason('webhook.gone', {}) : createReason('webhook.status', { status });

/** Contains no personal data: receivers fetch details from the API with their own token. */
function buildWebhookBody({ type, occurred_at: at, data }: PendingDelivery, publicUrl: string): string {
  const dataWithUrl = 'id' in data ? { ...data, url: `${publicUrl}/api/v1/onboardings/${String(data.id)}` } : data;
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: dataWithUrl });
}
