import { sql } from 'kysely';
import { openKeyOf } from '../database/columns';
import { recordAudit } from '../database/audit';
import type { Database, DatabaseTransaction } from '../database/client';

const ACTION = 'ask-for-own-page';
/** More than this in a quarter of an hour are not sent: somebody else is asking. */
const MOST = 5;
/** So many days after the start the page is still there. */
export const DAYS_AFTER_START = 7;

/**
 * The onboarding of whoever has this private address, to send a new link to: one whose page is still there, completed, or open
 * and approved.
 * Nothing where there is none, and where too many links were asked for.
 */
export function ownPageFor(database: Database, personalEmail: string, ip?: string): Promise<string | undefined> {
  return database.transaction().execute(async (transaction) => {
    // One at a time for each address, so that each sees those before it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${personalEmail}, 0))`.execute(transaction);
    const id = (await openFor(transaction, personalEmail)) ?? (await completedFor(transaction, personalEmail));
    if (id === undefined || !(await mayAsk(transaction, id))) return undefined;
    await recordAudit(transaction, { actor: 'new-hire', action: ACTION, onboardingId: id, ip });
    return id;
  });
}

const stillThere = (database: DatabaseTransaction) =>
  database
    .selectFrom('onboardings')
    .select('id')
    .where(sql<boolean>`start_date >= current_date - ${DAYS_AFTER_START}::int`)
    .orderBy('submitted_at', 'desc');

async function openFor(database: DatabaseTransaction, personalEmail: string): Promise<string | undefined> {
  const row = await stillThere(database)
    .where('open_key', '=', openKeyOf({ employee: { personalEmail } }))
    .where('status', '<>', 'awaiting-approval')
    .executeTakeFirst();
  return row?.id;
}

async function completedFor(database: DatabaseTransaction, personalEmail: string): Promise<string | undefined> {
  const row = await stillThere(database)
    .where('status', '=', 'completed')
    .where(sql`view #>> '{request,employee,personalEmail}'`, '=', personalEmail)
    .executeTakeFirst();
  return row?.id;
}

async function mayAsk(database: DatabaseTransaction, id: string): Promise<boolean> {
  const { asked } = await database
    .selectFrom('audit')
    .select((select) => select.fn.countAll<string>().as('asked'))
    .where('onboarding_id', '=', id)
    .where('action', '=', ACTION)
    .where('at', '>', sql<Date>`now() - interval '15 minutes'`)
    .executeTakeFirstOrThrow();
  return Number(asked) < MOST;
}
