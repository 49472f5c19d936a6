import type { Generated } from 'kysely';
import type { Reason } from '../domain/reasons/reason';
import type { DefaultedTimestamp, Json, Timestamp } from './column-types';

export interface WebhooksTable {
  id: string;
  url: string;
  events: string[];
  /** Signs the calls to the webhook. Only API and worker have the key to it. */
  encrypted_secret: string;
  created_by: string;
  created_at: DefaultedTimestamp;
  /** Instant since which nothing is delivered. `pause_reason` is set if this happened without a request by a person. */
  paused_at: Timestamp | null;
  pause_reason: Json<Reason> | null;
}

/** Deliveries to webhooks. Written by a trigger on `onboardings`, except for tests. */
export interface WebhookDeliveriesTable {
  id: Generated<string>;
  webhook_id: string;
  type: string;
  data: Json<Record<string, unknown>>;
  occurred_at: DefaultedTimestamp;
  attempts: Generated<number>;
  /** Null: delivered or abandoned. */
  next_try_at: Timestamp | null;
  delivered_at: Timestamp | null;
  last_status: number | null;
  last_error: Json<Reason> | null;
}
