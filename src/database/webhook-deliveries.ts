import { type Selectable, sql } from 'kysely';
import { WEBHOOK_TEST_EVENT } from '../domain/webhook-events';
import type { Database, DatabaseTransaction } from './client';
import type { WebhookDeliveriesTable } from './webhook-tables';

export type DeliveryRow = Selectable<WebhookDeliveriesTable>;

/** What is due, and where it goes. */
export type PendingDelivery = Pick<DeliveryRow, 'id' | 'webhook_id' | 'type' | 'data' | 'occurred_at' | 'attempts'> & {
  url: string;
  secret: string;
};

/** Of each webhook at a time, so that one that is slow does not stand in the way of others. */
const MAX_CLAIMS_PER_WEBHOOK = 4;
/** A delivery that was claimed is another sender's to take after so long: its sender died. */
const CLAIM_DURATION = sql`interval '60 seconds'`;
const MAX_LISTED = 50;
const RETENTION_DAYS = 30;

/** Takes some of what is due. No transaction stays open while somebody is called: the claim runs out by itself. */
export async function claimDeliveries(database: Database): Promise<PendingDelivery[]> {
  const { rows } = await sql<PendingDelivery>`
    with due as (
      select delivery.id, url, secret from webhooks, lateral (
        select id from webhook_deliveries where webhook_id = webhooks.id and next_try_at <= now()
        order by next_try_at limit ${MAX_CLAIMS_PER_WEBHOOK} for update skip locked
      ) delivery
      where paused_at is null
    )
    update webhook_deliveries owed set attempts = attempts + 1, next_try_at = now() + ${CLAIM_DURATION}
    from due where owed.id = due.id
    returning owed.id, webhook_id, type, data, occurred_at, attempts, url, secret`.execute(database);
  return rows;
}

/** Writes down what came of an attempt. `again`: in so many seconds; without it, there is no other attempt. */
export async function recordDeliveryAttempt(
  database: Database,
  id: string,
  { status, error, again: retryInSeconds }: { status?: number; error?: string; again?: number },
): Promise<void> {
  const next = retryInSeconds === undefined ? null : sql<Date>`now() + make_interval(secs => ${retryInSeconds})`;
  await database
    .updateTable('webhook_deliveries')
    .set({ last_status: status ?? null, last_error: error ?? null, next_try_at: next })
    .set({ delivered_at: error === undefined ? sql<Date>`now()` : null })
    .where('id', '=', id)
    .execute();
}

/** The newest of a webhook. */
export const listDeliveries = (database: Database, webhookId: string): Promise<DeliveryRow[]> =>
  database
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('occurred_at', 'desc')
    .limit(MAX_LISTED)
    .execute();

/** Owes a webhook a test. @returns undefined where there is no such webhook */
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

/** Owes once more what was delivered or given up, under the same id. @returns undefined where there is no such delivery */
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

/** Forgets what is too old to look at, delivered or not. */
export async function deleteOldDeliveries(database: Database): Promise<void> {
  await database
    .deleteFrom('webhook_deliveries')
    .where('occurred_at', '<=', sql<Date>`now() - make_interval(days => ${RETENTION_DAYS})`)
    .execute();
}
