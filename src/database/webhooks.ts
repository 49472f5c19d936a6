import { type Insertable, type Selectable, sql, type UpdateObject } from 'kysely';
import type { Reason } from '../domain/reasons/reason';
import type { Database, DatabaseTransaction } from './client';
import type { Schema } from './schema';
import type { WebhooksTable } from './webhook-tables';

export type WebhookRow = Omit<Selectable<WebhooksTable>, 'encrypted_secret'>;
export type WebhookChanges = UpdateObject<Schema, 'webhooks'>;

const COLUMNS = ['id', 'url', 'events', 'created_by', 'created_at', 'paused_at', 'pause_reason'] as const;

/** One page, oldest first. */
export const listWebhooks = (
  database: Database,
  { after, limit }: { after?: { createdAt: string; id: string }; limit: number },
): Promise<WebhookRow[]> =>
  database
    .selectFrom('webhooks')
    .select(COLUMNS)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) > (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();

export const findWebhook = (database: Database, id: string): Promise<WebhookRow | undefined> =>
  database.selectFrom('webhooks').select(COLUMNS).where('id', '=', id).executeTakeFirst();

export const insertWebhook = (
  transaction: DatabaseTransaction,
  webhook: Insertable<WebhooksTable>,
): Promise<WebhookRow> =>
  transaction.insertInto('webhooks').values(webhook).returning(COLUMNS).executeTakeFirstOrThrow();

export const updateWebhook = (
  database: Database,
  id: string,
  changes: WebhookChanges,
): Promise<WebhookRow | undefined> =>
  database.updateTable('webhooks').set(changes).where('id', '=', id).returning(COLUMNS).executeTakeFirst();

/**
 * Deletes the webhook and its deliveries.
 * @returns false if there was none
 */
export async function deleteWebhook(transaction: DatabaseTransaction, id: string): Promise<boolean> {
  const deleted = await transaction.deleteFrom('webhooks').where('id', '=', id).returning('id').executeTakeFirst();
  return deleted !== undefined;
}

/** Adds no deliveries and holds back pending ones. A webhook already paused keeps its first instant and reason. */
export function buildPauseChanges(reason?: Reason): WebhookChanges {
  const stored = reason ? JSON.stringify(reason) : null;
  return {
    paused_at: sql<Date>`coalesce(paused_at, now())`,
    pause_reason: sql<string | null>`case when paused_at is null then ${stored}::jsonb else pause_reason end`,
  };
}

export const RESUME_CHANGES: WebhookChanges = { paused_at: null, pause_reason: null };
