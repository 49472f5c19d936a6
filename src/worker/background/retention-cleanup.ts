import { sql } from 'kysely';
import type { Logger } from 'pino';
import { eraseOldAuditEntries } from '../../database/audit-chain';
import type { Database } from '../../database/client';
import { deleteOldSecurityEvents } from '../../database/security-events';
import { IDEMPOTENCY_DAYS } from '../../database/submissions';
import { deleteOldDeliveries } from '../../database/webhook-deliveries';
import { startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';

const CLEANUP_INTERVAL_MS = 3_600_000;

interface RetentionPeriods {
  securityLogDays: number;
  /** Unset: audit entries are kept. */
  auditLogDays?: number;
}

/** Deletes expired idempotency keys, old webhook deliveries, and old entries of the security log and the audit log. */
export const startRetentionCleanup = (
  database: Database,
  { securityLogDays, auditLogDays }: RetentionPeriods,
  logger: Logger,
): BackgroundLoop =>
  startBackgroundLoop('Forgetting what is old', CLEANUP_INTERVAL_MS, logger, async () => {
    await deleteOldDeliveries(database);
    await deleteOldSecurityEvents(database, securityLogDays);
    if (auditLogDays !== undefined) await eraseOldAuditEntries(database, auditLogDays);
    await database
      .deleteFrom('idempotency')
      .where('created_at', '<=', sql<Date>`now() - make_interval(days => ${IDEMPOTENCY_DAYS})`)
      .execute();
  });
