import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import type { Links } from '../../auth/signed-links';
import { allOf, faultOf, repeat, type Repetition } from '../../lib/background-loop';
import { SystemError } from '../../integrations/error';
import type { Mailer } from '../../integrations/mail/mailer';
import type { OwedNotice } from '../notifications/fragments';
import { lettersOf } from '../notifications/render';
import { tellFromOutside } from '../../database/append-timeline-entry';

const EVERY_MS = 2_000;
const BATCH = 10;
const SEND_TIMEOUT_MS = 30_000;
/** A notice that was claimed is another sender's to take after so long: its sender died, or does not know how it went. */
const CLAIM = sql`interval '60 seconds'`;
const FIRST_BACKOFF_SECONDS = 2;
const LONGEST_BACKOFF_SECONDS = 900;

export interface OutboxDeps {
  database: Database;
  mailer: Mailer;
  publicUrl: string;
  links: Links;
  logger: Logger;
  /** How often it looks by itself, where nothing wakes it; default 2 s. */
  everyMs?: number;
}

type Claimed = OwedNotice & { id: string; attempts: number };

/**
 * Sends the notices that workflows owe: at once when woken, else at its next look, again and again until the mail
 * server takes them or refuses for good. Several senders may run side by side.
 */
export function startOutbox(deps: OutboxDeps): Repetition {
  return repeat('Sending notices', deps.everyMs ?? EVERY_MS, deps.logger, async (stopping) => {
    let claimed: Claimed[];
    do {
      claimed = await claim(deps.database);
      await allOf(claimed.map((owed) => deliver(deps, owed)));
    } while (claimed.length === BATCH && !stopping.aborted);
  });
}

/** Takes some of what is due. No transaction stays open while mail is sent: the claim runs out by itself. */
async function claim(database: Database): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select id from outbox where sent_at is null and next_try_at <= now()
      order by next_try_at limit ${BATCH} for update skip locked
    )
    update outbox set attempts = attempts + 1, next_try_at = now() + ${CLAIM}
    from due, onboardings
    where outbox.id = due.id and onboardings.id = outbox.onboarding_id
    returning outbox.id, attempts, notice, onboarding_id as "onboardingId", view, 
      coalesce(view -> 'cost', input #> '{plan,cost}') as cost`.execute(database);
  return rows;
}

async function deliver({ database, mailer, publicUrl, links, logger }: OutboxDeps, owed: Claimed): Promise<void> {
  const log = logger.child({ onboarding: owed.onboardingId, notice: owed.notice.kind, attempt: owed.attempts });
  try {
    const inTime = AbortSignal.timeout(SEND_TIMEOUT_MS);
    for (const message of await lettersOf(owed, publicUrl, links)) await mailer.send(message, inTime);
  } catch (error) {
    const refused = error instanceof SystemError && error.permanent;
    if (refused || owed.attempts === 1) log.warn({ fault: faultOf(error), refused }, 'A notice was not sent');
    return refused ? refuse(database, owed, error) : postpone(database, owed, error);
  }
  await database
    .updateTable('outbox')
    .set({ sent_at: sql`now()`, last_error: null })
    .where('id', '=', owed.id)
    .execute();
}

async function postpone(database: Database, { id, attempts }: Claimed, error: unknown): Promise<void> {
  const seconds = Math.min(FIRST_BACKOFF_SECONDS * 2 ** (attempts - 1), LONGEST_BACKOFF_SECONDS);
  await database
    .updateTable('outbox')
    .set({ next_try_at: sql`now() + make_interval(secs => ${seconds})`, last_error: messageOf(error) })
    .where('id', '=', id)
    .execute();
}

/** The mail server will never take it: a person has to be told another way. */
async function refuse(database: Database, { id, onboardingId, notice }: Claimed, error: SystemError): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { kind, step } = notice;
    await tellFromOutside(transaction, onboardingId, {
      kind: 'notice-refused',
      step,
      note: `${kind}: ${error.message}`,
    });
    await transaction
      .updateTable('outbox')
      .set({ next_try_at: sql`'infinity'`, last_error: error.message })
      .where('id', '=', id)
      .execute();
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);
