import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import { type DeliveryRow, listDeliveries, oweAgain, oweTest } from '../../../database/webhook-deliveries';
import {
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  paused,
  resumed,
  updateWebhook,
  type WebhookRow,
} from '../../../database/webhooks';
import { FirstdayError } from '../../../lib/errors';
import { type Reach, whyOutOfReach } from '../../../integrations/webhooks/reach';
import { auditOf } from '../../http/audit-entry';
import type { Answer, Call } from '../../http/route';
import type { deliveryParams, newWebhook, webhookChange, webhookParams } from './schema';

type AboutWebhook<Body = unknown> = Call<z.infer<typeof webhookParams>, unknown, Body>;

/** As Standard Webhooks writes a secret: 192 bits. */
const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

export async function showWebhooks({ context }: Call): Promise<Answer> {
  const rows = await listWebhooks(context.database);
  return { status: 200, body: { items: rows.map(webhookOf) } };
}

/** Adds a webhook and shows its secret, this once. @throws FirstdayError `invalid-request` where it may not be called */
export async function addWebhook(call: Call<unknown, unknown, z.infer<typeof newWebhook>>): Promise<Answer> {
  const { url, events } = call.body;
  refuseOutOfReach(url, call.context.config.webhooksReach);
  const webhook = { id: randomUUID(), url, events, secret: newSecret(), created_by: call.actor.email };
  const row = await audited(call, 'webhook.add', { id: webhook.id, url, events }, (transaction) =>
    insertWebhook(transaction, webhook),
  );
  return { status: 201, body: { ...webhookOf(row), secret: webhook.secret } };
}

/** @throws FirstdayError `not-found`, or `invalid-request` where it may not be called */
export async function changeWebhook(call: AboutWebhook<z.infer<typeof webhookChange>>): Promise<Answer> {
  const { id } = call.params;
  const { url, events, paused: isPaused } = call.body;
  if (url !== undefined) refuseOutOfReach(url, call.context.config.webhooksReach);
  const state = isPaused === undefined ? {} : isPaused ? paused() : resumed;
  const row = await audited(call, 'webhook.change', { id, ...call.body }, (transaction) =>
    updateWebhook(transaction, id, { ...state, url, events }),
  );
  return { status: 200, body: webhookOf(row) };
}

/** @throws FirstdayError `not-found` */
export async function removeWebhook(call: AboutWebhook): Promise<Answer> {
  const { id } = call.params;
  await audited(
    call,
    'webhook.remove',
    { id },
    async (transaction) => (await deleteWebhook(transaction, id)) || undefined,
  );
  return { status: 204 };
}

/** @throws FirstdayError `not-found` */
export async function testWebhook(call: AboutWebhook): Promise<Answer> {
  const { id } = call.params;
  const row = await audited(call, 'webhook.test', { id }, (transaction) => oweTest(transaction, id));
  return { status: 202, body: deliveryOf(row) };
}

/** @throws FirstdayError `not-found` */
export async function showDeliveries({ context: { database }, params: { id } }: AboutWebhook): Promise<Answer> {
  const known = await listWebhooks(database);
  if (!known.some((webhook) => webhook.id === id)) throw new FirstdayError('not-found');
  return { status: 200, body: { items: (await listDeliveries(database, id)).map(deliveryOf) } };
}

/** @throws FirstdayError `not-found` */
export async function repeatDelivery(call: Call<z.infer<typeof deliveryParams>>): Promise<Answer> {
  const { id, delivery } = call.params;
  const row = await audited(call, 'webhook.repeat', { id, delivery }, (transaction) =>
    oweAgain(transaction, id, delivery),
  );
  return { status: 202, body: deliveryOf(row) };
}

/** Does it and writes it down, both or neither. @throws FirstdayError `not-found` where there is nothing to do it to */
async function audited<Row>(
  call: Call,
  action: string,
  detail: Record<string, unknown>,
  change: (transaction: DatabaseTransaction) => Promise<Row | undefined>,
): Promise<Row> {
  return call.context.database.transaction().execute(async (transaction) => {
    const row = await change(transaction);
    if (row === undefined) throw new FirstdayError('not-found');
    await recordAudit(transaction, auditOf(call, { action, detail }));
    return row;
  });
}

function refuseOutOfReach(url: string, reach: Reach): void {
  const message = whyOutOfReach(new URL(url), reach);
  if (message !== undefined) throw new FirstdayError('invalid-request', undefined, [{ field: 'url', message }]);
}

const webhookOf = (row: WebhookRow) => ({
  id: row.id,
  url: row.url,
  events: row.events,
  createdBy: row.created_by,
  createdAt: row.created_at,
  pausedAt: row.paused_at ?? undefined,
  pausedWhy: row.paused_why ?? undefined,
});

const deliveryOf = (row: DeliveryRow) => ({
  id: row.id,
  type: row.type,
  occurredAt: row.occurred_at,
  state: row.delivered_at ? 'delivered' : row.next_try_at ? 'owed' : 'given-up',
  attempts: row.attempts,
  nextTryAt: row.next_try_at ?? undefined,
  deliveredAt: row.delivered_at ?? undefined,
  lastStatus: row.last_status ?? undefined,
  lastError: row.last_error ?? undefined,
});
