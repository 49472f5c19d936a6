import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { deleteOldSecurityEvents } from '../../database/security-events';
import { IDEMPOTENCY_DAYS } from '../../database/submissions';
import { deleteOldDeliveries } from '../../database/webhook-deliveries';
import { startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';

const CLEANUP_INTERVAL_MS = 3_600_000;

/** Deletes expired idempotency keys, old webhook deliveries and old events of the security log. */
export const startRetentionCleanup = (database: Database, securityLogDays: number, logger: Logger): BackgroundLoop =>
  startBackgroundLoop('Forgetting what is old', CLEANUP_INTERVAL_MS, logger, async () => {
    await deleteOldDeliveries(database);
    await deleteOldSecurityEvents(database, securityLogDays);
    await database
      .deleteFrom('idempotency')
      .where('created_at', '<=', sql<Date>`now() - make_interval(days => ${IDEMPOTENCY_DAYS})`)
      .execute();
  });
