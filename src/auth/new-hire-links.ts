import { sql } from 'kysely';
import { computeOpenKey } from '../database/onboarding-columns';
import { recordAudit } from '../database/audit';
import type { Database, DatabaseTransaction } from '../database/client';

const AUDIT_ACTION = 'new-hire-link.request';
/** Limit per onboarding in 15 minutes. Above it, the requests probably come from another person. */
const MAX_LINKS_PER_PERIOD = 5;
/** The new hire's page stays available for this many days after the start date. */
export const PAGE_DAYS_AFTER_START = 7;

/**
 * Returns the onboarding to send a new page link for: one with this private address whose page is still available,
 * either open and approved, or completed. Audits the request.
 * @returns undefined if there is none, or the rate limit is reached
 */
export function requestNewHireLink(
  database: Database,
  personalEmail: string,
  ip?: string,
): Promise<string | undefined> {
  return database.transaction().execute(async (transaction) => {
    // Serialises requests per address, so that each sees the audit rows of earlier ones.
    await sql`select pg_advisory_xact_lock(hashtextextended(${personalEmail}, 0))`.execute(transaction);
    const id =
      (await findApprovedOnboardingId(transaction, personalEmail)) ??
      (await findCompletedOnboardingId(transaction, personalEmail));
    if (id === undefined || !(await canRequestLink(transaction, id))) return undefined;
    await recordAudit(transaction, { actor: 'new-hire', action: AUDIT_ACTION, onboardingId: id, ip });
    return id;
  });
}

const selectOnboardingsWithPage = (database: DatabaseTransaction) =>
  database
    .selectFrom('onboardings')
    .select('id')
    .where(sql<boolean>`start_date >= current_date - ${PAGE_DAYS_AFTER_START}::int`)
    .orderBy('submitted_at', 'desc');

async function findApprovedOnboardingId(
  database: DatabaseTransaction,
  personalEmail: string,
): Promise<string | undefined> {
  const row = await selectOnboardingsWithPage(database)
    .where('open_key', '=', computeOpenKey({ employee: { personalEmail } }))
    .where('status', '<>', 'awaiting-approval')
    .executeTakeFirst();
  return row?.id;
}

async function findCompletedOnboardingId(
  database: DatabaseTransaction,
  personalEmail: string,
): Promise<string | undefined> {
  const row = await selectOnboardingsWithPage(database)
    .where('status', '=', 'completed')
    .where(sql`view #>> '{request,employee,personalEmail}'`, '=', personalEmail)
    .executeTakeFirst();
  return row?.id;
}

async function canRequestLink(database: DatabaseTransaction, id: string): Promise<boolean> {
  const { count } = await database
    .selectFrom('audit')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('onboarding_id', '=', id)
    .where('action', '=', AUDIT_ACTION)
    .where('at', '>', sql<Date>`now() - interval '15 minutes'`)
    .executeTakeFirstOrThrow();
  return Number(count) < MAX_LINKS_PER_PERIOD;
}
