import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { claimDeliveries, type OwedDelivery, recordAttempt } from '../../database/webhook-deliveries';
import { paused, updateWebhook } from '../../database/webhooks';
import { allOf, repeat, type Repetition } from '../../lib/background-loop';
import type { Reach } from '../../integrations/webhooks/reach';
import { callWebhook } from '../../integrations/webhooks/send';

const SWEEP_MS = 2_000;
/** Between one attempt and the next, in seconds: over a day in all, as Standard Webhooks advises. Then it is given up. */
const PAUSES = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400];
const GONE = 410;

export interface WebhookDeps {
  database: Database;
  publicUrl: string;
  reach: Reach;
  logger: Logger;
}

/** Tells webhooks what they are owed, within two seconds, again and again until they take it. Several may run side by side. */
export const startWebhooks = (deps: WebhookDeps): Repetition =>
  repeat('Calling webhooks', SWEEP_MS, deps.logger, async (stopping) => {
    let claimed: OwedDelivery[];
    do {
      claimed = await claimDeliveries(deps.database);
      await allOf(claimed.map((owed) => deliver(deps, owed)));
    } while (claimed.length > 0 && !stopping.aborted);
  });

async function deliver({ database, publicUrl, reach, logger }: WebhookDeps, owed: OwedDelivery): Promise<void> {
  const { id, webhook_id: webhook, url, secret, attempts, type } = owed;
  const attempt = await callWebhook({ id, url, secret, body: bodyOf(owed, publicUrl) }, reach);
  const status = 'status' in attempt ? attempt.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return recordAttempt(database, id, { status });
  const error = 'error' in attempt ? attempt.error : `answered ${String(status)}`;
  if (attempts === 1) logger.warn({ webhook, delivery: id, type, status }, 'A webhook did not take what it was told');
  if (status === GONE) await updateWebhook(database, webhook, paused('It answered 410: it is gone.'));
  await recordAttempt(database, id, { status, error, again: status === GONE ? undefined : PAUSES[attempts - 1] });
}

/** No personal data: whoever receives it asks the API for more, with a token of its own. */
function bodyOf({ type, occurred_at: at, data }: OwedDelivery, publicUrl: string): string {
  const about = 'id' in data ? { ...data, url: `${publicUrl}/api/v1/onboardings/${String(data.id)}` } : data;
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: about });
}
