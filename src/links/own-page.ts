import { sql } from 'kysely';
import { openKeyOf } from '../database/columns';
import { recordAudit } from '../database/audit';
import type { Database } from '../database/database';
import { holderOf } from '../database/submissions';

const ACTION = 'ask-for-own-page';
/** More than this in a quarter of an hour are not sent: somebody else is asking. */
const MOST = 5;
/** So many days after the start the page is still there. */
export const DAYS_AFTER_START = 7;

/**
 * The onboarding of whoever has this private address, to send a new link to: one that is open or has just been completed. Nothing
 * where there is none, and where too many links were asked for.
 */
export async function ownPageFor(database: Database, personalEmail: string, ip?: string): Promise<string | undefined> {
  const id =
    (await holderOf(database, openKeyOf({ employee: { personalEmail } }))) ??
    (await justCompleted(database, personalEmail));
  if (id === undefined || !(await mayAsk(database, id))) return undefined;
  await recordAudit(database, { actor: 'new-hire', action: ACTION, onboardingId: id, ip });
  return id;
}

async function justCompleted(database: Database, personalEmail: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('onboardings')
    .select('id')
    .where('status', '=', 'completed')
    .where(sql<boolean>`start_date >= current_date - ${DAYS_AFTER_START}::int`)
    .where(sql`view #>> '{request,employee,personalEmail}'`, '=', personalEmail)
    .orderBy('submitted_at', 'desc')
    .executeTakeFirst();
  return row?.id;
}

async function mayAsk(database: Database, id: string): Promise<boolean> {
  const { asked } = await database
    .selectFrom('audit')
    .select((select) => select.fn.countAll<string>().as('asked'))
    .where('onboarding_id', '=', id)
    .where('action', '=', ACTION)
    .where('at', '>', sql<Date>`now() - interval '15 minutes'`)
    .executeTakeFirstOrThrow();
  return Number(asked) < MOST;
}
