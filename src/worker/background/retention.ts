import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { IDEMPOTENCY_DAYS } from '../../database/idempotent-submissions';
import { forgetDeliveries } from '../../database/webhook-deliveries';
import { repeat, type Repetition } from '../../lib/background-loop';

const HOURLY_MS = 3_600_000;

/** Forgets idempotency keys that are too old to count, and what webhooks were told long ago. */
export const startRetention = (database: Database, logger: Logger): Repetition =>
  repeat('Forgetting what is old', HOURLY_MS, logger, async () => {
    await forgetDeliveries(database);
    await database
      .deleteFrom('idempotency')
      .where('created_at', '<=', sql<Date>`now() - make_interval(days => ${IDEMPOTENCY_DAYS})`)
      .execute();
  });
