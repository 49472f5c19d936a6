import type { Logger } from 'pino';
import type { SecretCipher } from '../../auth/secret-cipher';
import type { Database } from '../../database/client';
import { claimDeliveries, type PendingDelivery, recordDeliveryAttempt } from '../../database/webhook-deliveries';
import { buildPauseChanges, updateWebhook } from '../../database/webhooks';
import { createReason, type Reason } from '../../domain/reasons/reason';
import { describeError, startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';
import type { WebhookReach } from '../../integrations/webhooks/webhook-reach';
import { postWebhook, type WebhookAttempt } from '../../integrations/webhooks/post-webhook';

const POLL_INTERVAL_MS = 2_000;
/** Delays between attempts: over a day in total, as Standard Webhooks advises. Then the delivery is abandoned. */
const RETRY_DELAYS_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400];
const HTTP_GONE = 410;

export interface WebhookDeliveryDeps {
  database: Database;
  publicUrl: string;
  secretCipher: SecretCipher;
  reach: WebhookReach;
  logger: Logger;
}

/** Polls every two seconds and delivers pending events, with retries. Several instances may run concurrently. */
export function startWebhookDeliveries(deps: WebhookDeliveryDeps): BackgroundLoop {
  const lanes = new DeliveryLanes(deps);
  const loop = startBackgroundLoop('Calling webhooks', POLL_INTERVAL_MS, deps.logger, () => lanes.fill());
  return {
    trigger: () => loop.trigger(),
    stop: async () => {
      await loop.stop();
      await lanes.stop();
    },
  };
}

/** One lane for each webhook with pending deliveries: one that does not respond holds up no other. */
class DeliveryLanes {
  private readonly lanes = new Map<string, Promise<void>>();
  private isStopped = false;

  constructor(private readonly deps: WebhookDeliveryDeps) {}

  /** Opens lanes for webhooks that have none. */
  async fill(): Promise<void> {
    const claimed = await claimDeliveries(this.deps.database, { except: [...this.lanes.keys()] });
    for (const id of new Set(claimed.map((delivery) => delivery.webhook_id))) {
      const lane = this.run(
        id,
        claimed.filter((delivery) => delivery.webhook_id === id),
      );
      this.lanes.set(
        id,
        lane.finally(() => this.lanes.delete(id)),
      );
    }
  }

  /** Finishes the calls in progress. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.lanes.values());
  }

  /** Delivers until nothing is due. After a failure of all, only one is tried at a time until one succeeds. */
  private async run(webhookId: string, claimed: readonly PendingDelivery[]): Promise<void> {
    try {
      for (let batch = claimed; batch.length > 0;) {
        const successes = await Promise.all(batch.map((delivery) => attemptDelivery(this.deps, delivery)));
        if (this.isStopped) return;
        const limitPerWebhook = successes.includes(true) ? undefined : 1;
        batch = await claimDeliveries(this.deps.database, { webhookId, limitPerWebhook });
      }
    } catch (error) {
      // The claims expire, and the next poll opens the lane again.
      this.deps.logger.warn({ webhook: webhookId, error: describeError(error) }, 'The deliveries of a webhook paused');
    }
  }
}

/** Returns true if the receiver accepted the event. */
async function attemptDelivery(deps: WebhookDeliveryDeps, delivery: PendingDelivery): Promise<boolean> {
  const { database, logger } = deps;
  const { id, webhook_id: webhookId, attempts, type } = delivery;
  const attempt = await callReceiver(deps, delivery);
  const status = 'status' in attempt ? attempt.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) {
    await recordDeliveryAttempt(database, id, { status });
    return true;
  }
  const error = 'error' in attempt ? attempt.error : describeStatus(attempt.status);
  if (attempts === 1)
    logger.warn({ webhook: webhookId, delivery: id, type, status }, 'A webhook did not accept the event');
  if (status === HTTP_GONE) await updateWebhook(database, webhookId, buildPauseChanges(error));
  await recordDeliveryAttempt(database, id, {
    status,
    error,
    retryInSeconds: status === HTTP_GONE ? undefined : RETRY_DELAYS_SECONDS[attempts - 1],
  });
  return false;
}

async function callReceiver(
  { publicUrl, secretCipher, reach }: WebhookDeliveryDeps,
  delivery: PendingDelivery,
): Promise<WebhookAttempt> {
  const { id, url, encrypted_secret: encryptedSecret } = delivery;
  const secret = await secretCipher.decrypt(encryptedSecret);
  if (secret === undefined) return { error: createReason('webhook.secret-unreadable', {}) };
  return postWebhook({ id, url, secret, body: buildWebhookBody(delivery, publicUrl) }, reach);
}

const describeStatus = (status: number): Reason =>
  status === HTTP_GONE ? createReason('webhook.gone', {}) : createReason('webhook.status', { status });

/** Contains no personal data: receivers fetch details from the API with their own token. */
function buildWebhookBody({ type, occurred_at: at, data }: PendingDelivery, publicUrl: string): string {
  const dataWithUrl = 'id' in data ? { ...data, url: `${publicUrl}/api/v1/onboardings/${String(data.id)}` } : data;
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: dataWithUrl });
}
