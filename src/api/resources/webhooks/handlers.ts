import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import {
  type DeliveryRow,
  listDeliveries,
  requeueDelivery,
  enqueueTestDelivery,
} from '../../../database/webhook-deliveries';
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  buildPauseChanges,
  RESUME_CHANGES,
  updateWebhook,
  type WebhookRow,
} from '../../../database/webhooks';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { type WebhookReach, checkWebhookUrl } from '../../../integrations/webhooks/webhook-reach';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader } from '../../../i18n/render-reason';
import { addMessages } from '../../http/add-messages';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiContext } from '../../http/context';
import { buildPage, creationCursorSchema, decodeCursor, toCreationPosition } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import type {
  deliveryParamsSchema,
  newWebhookSchema,
  webhookChangeSchema,
  webhookParamsSchema,
  webhooksQuerySchema,
} from './schema';

type WebhookCall<Body = unknown> = ApiCall<z.infer<typeof webhookParamsSchema>, unknown, Body>;

/** 192 bits, in the format of Standard Webhooks. */
const createSigningSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

export async function getWebhooks({
  context,
  locale,
  query: { limit, cursor },
}: ApiCall<unknown, z.infer<typeof webhooksQuerySchema>>): Promise<ApiResponse> {
  const after = decodeCursor(cursor, creationCursorSchema);
  const rows = await listWebhooks(context.database, { after, limit: limit + 1 });
  return { status: 200, body: buildPage(rows, limit, (row) => toWebhookView(row, locale), toCreationPosition) };
}

/** @throws FirstdayError `not-found` */
export async function getWebhook({ context, params, locale }: WebhookCall): Promise<ApiResponse> {
  return { status: 200, body: toWebhookView(await requireWebhook(context, params.id), locale) };
}

/** @throws FirstdayError `not-found` */
async function requireWebhook({ database }: ApiContext, id: string): Promise<WebhookRow> {
  const row = await findWebhook(database, id);
  if (row === undefined) throw new FirstdayError('not-found');
  return row;
}

/**
 * Returns the secret this once.
 * @throws FirstdayError `invalid-request` if the URL is not allowed
 */
export async function addWebhook(
  call: ApiCall<unknown, unknown, z.infer<typeof newWebhookSchema>>,
): Promise<ApiResponse> {
  const { url, events } = call.body;
  const { config, secretCipher } = call.context;
  ensureUrlAllowed(url, config.webhooksReach);
  const secret = createSigningSecret();
  const webhook = {
    id: randomUUID(),
    url,
    events,
    encrypted_secret: await secretCipher.encrypt(secret),
    created_by: call.principal.email,
  };
  const row = await changeWithAudit(call, 'webhook.add', { id: webhook.id, url, events }, (transaction) =>
    insertWebhook(transaction, webhook),
  );
  return { status: 201, body: { ...toWebhookView(row, call.locale), secret } };
}

/** @throws FirstdayError `not-found`, or `invalid-request` if the URL is not allowed */
export async function changeWebhook(call: WebhookCall<z.infer<typeof webhookChangeSchema>>): Promise<ApiResponse> {
  const { id } = call.params;
  const { url, events, paused: isPaused } = call.body;
  if (url !== undefined) ensureUrlAllowed(url, call.context.config.webhooksReach);
  const state = isPaused === undefined ? {} : isPaused ? buildPauseChanges() : RESUME_CHANGES;
  const row = await changeWithAudit(call, 'webhook.change', { id, ...call.body }, (transaction) =>
    updateWebhook(transaction, id, { ...state, url, events }),
  );
  return { status: 200, body: toWebhookView(row, call.locale) };
}

/** @throws FirstdayError `not-found` */
export async function removeWebhook(call: WebhookCall): Promise<ApiResponse> {
  const { id } = call.params;
  await changeWithAudit(
    call,
    'webhook.remove',
    { id },
    async (transaction) => (await deleteWebhook(transaction, id)) || undefined,
  );
  return { status: 204 };
}

/** @throws FirstdayError `not-found` */
export async function queueTestDelivery(call: WebhookCall): Promise<ApiResponse> {
  const { id } = call.params;
  const row = await changeWithAudit(call, 'webhook.test', { id }, (transaction) =>
    enqueueTestDelivery(transaction, id),
  );
  return { status: 202, body: toDeliveryView(row, call.locale) };
}

/** @throws FirstdayError `not-found` */
export async function getDeliveries({ context, params: { id }, locale }: WebhookCall): Promise<ApiResponse> {
  await requireWebhook(context, id);
  const rows = await listDeliveries(context.database, id);
  return { status: 200, body: { items: rows.map((row) => toDeliveryView(row, locale)) } };
}

/** @throws FirstdayError `not-found` */
export async function repeatDelivery(call: ApiCall<z.infer<typeof deliveryParamsSchema>>): Promise<ApiResponse> {
  const { id, delivery } = call.params;
  const row = await changeWithAudit(call, 'webhook.repeat', { id, delivery }, (transaction) =>
    requeueDelivery(transaction, id, delivery),
  );
  return { status: 202, body: toDeliveryView(row, call.locale) };
}

/**
 * Applies the change and records the audit entry in one transaction.
 * @throws FirstdayError `not-found` if `change` returns undefined
 */
async function changeWithAudit<Row>(
  call: ApiCall,
  action: string,
  detail: Record<string, unknown>,
  change: (transaction: DatabaseTransaction) => Promise<Row | undefined>,
): Promise<Row> {
  return call.context.database.transaction().execute(async (transaction) => {
    const row = await change(transaction);
    if (row === undefined) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action, detail }));
    return row;
  });
}

function ensureUrlAllowed(url: string, reach: WebhookReach): void {
  const code = checkWebhookUrl(new URL(url), reach);
  if (code !== undefined) throw createInvalidRequestError([createFieldError('url', code, {})]);
}

/** No reason of a webhook has a step or an instant. */
const addWords = <Body>(body: Body, locale: Locale): Body =>
  addMessages(body, createReasonReader({ steps: [], timeZone: 'UTC' }, locale));

const toWebhookView = (row: WebhookRow, locale: Locale) =>
  addWords(
    {
      id: row.id,
      url: row.url,
      events: row.events,
      createdBy: row.created_by,
      createdAt: row.created_at,
      pausedAt: row.paused_at ?? undefined,
      reason: row.pause_reason ?? undefined,
    },
    locale,
  );

const toDeliveryView = (row: DeliveryRow, locale: Locale) =>
  addWords(
    {
      id: row.id,
      type: row.type,
      occurredAt: row.occurred_at,
      state: row.delivered_at ? 'delivered' : row.next_try_at ? 'pending' : 'given-up',
      attempts: row.attempts,
      nextTryAt: row.next_try_at ?? undefined,
      deliveredAt: row.delivered_at ?? undefined,
      lastStatus: row.last_status ?? undefined,
      error: row.last_error ?? undefined,
    },
    locale,
  );
