import type { Generated } from 'kysely';
import type { DefaultedTimestamp, Json, Timestamp } from './column-types';

export interface WebhooksTable {
  id: string;
  url: string;
  events: string[];
  /** What its calls are signed with. */
  secret: string;
  created_by: string;
  created_at: DefaultedTimestamp;
  /** Since when it is told nothing, and why where nobody asked for that. */
  paused_at: Timestamp | null;
  paused_why: string | null;
}

/** What a webhook is told; a trigger on `onboardings` writes it. */
export interface WebhookDeliveriesTable {
  id: Generated<string>;
  webhook_id: string;
  type: string;
  data: Json<Record<string, unknown>>;
  occurred_at: DefaultedTimestamp;
  attempts: Generated<number>;
  /** Null: it was delivered, or given up. */
  next_try_at: Timestamp | null;
  delivered_at: Timestamp | null;
  last_status: number | null;
  last_error: string | null;
}
