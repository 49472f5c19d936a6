import { type Selectable, sql } from 'kysely';
import { WEBHOOK_TEST_EVENT } from '../domain/webhook-events';
import type { Reason } from '../domain/reasons/reason';
import type { Database, DatabaseTransaction } from './client';
import type { WebhookDeliveriesTable } from './webhook-tables';

export type DeliveryRow = Selectable<WebhookDeliveriesTable>;

/** A due delivery with its destination. */
export type PendingDelivery = Pick<DeliveryRow, 'id' | 'webhook_id' | 'type' | 'data' | 'occurred_at' | 'attempts'> & {
  url: string;
  encrypted_secret: string;
};

/** Claims per webhook at a time, so that a slow one does not hold up others. */
const MAX_CLAIMS_PER_WEBHOOK = 4;
/** After this time the sender of a claimed delivery is considered dead, and another one may claim it. */
const CLAIM_DURATION = sql`interval '60 seconds'`;
const MAX_LISTED_DELIVERIES = 50;
const RETENTION_DAYS = 30;

interface ClaimScope {
  /** Only this webhook. */
  webhookId?: string;
  /** Not these. */
  except?: readonly string[];
  limitPerWebhook?: number;
}

/** Claims due deliveries. No transaction stays open during the calls: the claim expires by itself. */
export async function claimDeliveries(
  database: Database,
  { webhookId, except = [], limitPerWebhook = MAX_CLAIMS_PER_WEBHOOK }: ClaimScope = {},
): Promise<PendingDelivery[]> {
  const { rows } = await sql<PendingDelivery>`
    with due as materialized (
      select delivery.id, url, encrypted_secret from webhooks, lateral (
        select id from webhook_deliveries where webhook_id = webhooks.id and next_try_at <= now()
        order by next_try_at limit ${limitPerWebhook} for update skip locked
      ) delivery
      where paused_at is null and webhooks.id = coalesce(${webhookId ?? null}::uuid, webhooks.id)
        and webhooks.id <> all(${except}::uuid[])
    )
    update webhook_deliveries claimed set attempts = attempts + 1, next_try_at = now() + ${CLAIM_DURATION}
    from due where claimed.id = due.id
    returning claimed.id, webhook_id, type, data, occurred_at, attempts, url, encrypted_secret`.execute(database);
  return rows;
}

/** Records the result of an attempt. `retryInSeconds`: seconds until the next attempt; none follows if undefined. */
export async function recordDeliveryAttempt(
  database: Database,
  id: string,
  { status, error, retryInSeconds }: { status?: number; error?: Reason; retryInSeconds?: number },
): Promise<void> {
  const next = retryInSeconds === undefined ? null : sql<Date>`now() + make_interval(secs => ${retryInSeconds})`;
  await database
    .updateTable('webhook_deliveries')
    .set({ last_status: status ?? null, last_error: error ? JSON.stringify(error) : null, next_try_at: next })
    .set({ delivered_at: error === undefined ? sql<Date>`now()` : null })
    .where('id', '=', id)
    .execute();
}

/** Returns only the latest deliveries, newest first. */
export const listDeliveries = (database: Database, webhookId: string): Promise<DeliveryRow[]> =>
  database
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('occurred_at', 'desc')
    .limit(MAX_LISTED_DELIVERIES)
    .execute();

/** @returns undefined if there is no such webhook */
export async function enqueueTestDelivery(
  transaction: DatabaseTransaction,
  webhookId: string,
): Promise<DeliveryRow | undefined> {
  return transaction
    .insertInto('webhook_deliveries')
    .columns(['webhook_id', 'type', 'data'])
    .expression((select) =>
      select
        .selectFrom('webhooks')
        .select(['id', sql.lit(WEBHOOK_TEST_EVENT).as('type'), sql`'{}'::jsonb`.as('data')])
        .where('id', '=', webhookId),
    )
    .returningAll()
    .executeTakeFirst();
}

/**
 * Sends a delivered or abandoned delivery once more, under the same id.
 * @returns undefined if there is no such delivery
 */
export const requeueDelivery = (
  transaction: DatabaseTransaction,
  webhookId: string,
  id: string,
): Promise<DeliveryRow | undefined> =>
  transaction
    .updateTable('webhook_deliveries')
    .set({ attempts: 0, next_try_at: sql<Date>`now()`, delivered_at: null })
    .where('webhook_id', '=', webhookId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

/** Deletes deliveries older than the retention period, delivered or not. */
export async function deleteOldDeliveries(database: Database): Promise<void> {
  await database
    .deleteFrom('webhook_deliveries')
    .where('occurred_at', '<=', sql<Date>`now() - make_interval(days => ${RETENTION_DAYS})`)
    .execute();
}
