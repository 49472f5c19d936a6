import { sql } from 'kysely';
import type { Role } from '../domain/status';
import type { Database, DatabaseTransaction } from './client';

export interface PendingInvitation {
  email: string;
  name: string;
  roles: Role[];
  invitedBy: string;
  createdAt: Date;
  attempts: number;
}

/** After a claim, and after a failure, nobody else sends the invitation for this long. */
const CLAIM_DURATION = sql`interval '60 seconds'`;
const FIRST_BACKOFF_SECONDS = 30;
const LONGEST_BACKOFF_SECONDS = 3_600;

/** Queues one mail for each person; an earlier invitation of the person is forgotten. */
export async function queueInvitations(
  transaction: DatabaseTransaction,
  emails: readonly string[],
  invitedBy: string,
): Promise<void> {
  if (emails.length === 0) return;
  await sql`
    insert into invitations (email, invited_by) select email, ${invitedBy} from unnest(${emails}::text[]) as email
    on conflict (email) do update set invited_by = excluded.invited_by, created_at = now(), sent_at = null, attempts = 0,
      next_try_at = now(), last_error = null`.execute(transaction);
}

/** Claims one batch. A person without the right to sign in by now is not invited. */
export async function claimInvitations(database: Database, limit: number): Promise<PendingInvitation[]> {
  const { rows } = await sql<PendingInvitation>`
    with due as (
      select invitations.email from invitations join people on people.email = invitations.email
      where sent_at is null and next_try_at <= now() and state = 'active' and cardinality(roles) > 0
      order by next_try_at limit ${limit} for update of invitations skip locked
    )
    update invitations set attempts = attempts + 1, next_try_at = now() + ${CLAIM_DURATION}
    from due, people
    where invitations.email = due.email and people.email = due.email
    returning invitations.email, people.name, people.roles, invited_by as "invitedBy",
      invitations.created_at as "createdAt", attempts`.execute(database);
  return rows;
}

/** Has no effect if the person was invited again meanwhile. */
export async function markInvitationSent(database: Database, { email, createdAt }: PendingInvitation): Promise<void> {
  await database
    .updateTable('invitations')
    .set({ sent_at: sql`now()`, last_error: null })
    .where('email', '=', email)
    .where('created_at', '=', createdAt)
    .execute();
}

/** `isRejected`: the mail server will never accept it. */
export async function postponeInvitation(
  database: Database,
  { email, createdAt, attempts }: PendingInvitation,
  { error, isRejected }: { error: string; isRejected: boolean },
): Promise<void> {
  const seconds = Math.min(FIRST_BACKOFF_SECONDS * 2 ** (attempts - 1), LONGEST_BACKOFF_SECONDS);
  const nextTry = isRejected ? sql<Date>`'infinity'` : sql<Date>`now() + make_interval(secs => ${seconds})`;
  await database
    .updateTable('invitations')
    .set({ next_try_at: nextTry, last_error: error.slice(0, 500) })
    .where('email', '=', email)
    .where('created_at', '=', createdAt)
    .execute();
}
