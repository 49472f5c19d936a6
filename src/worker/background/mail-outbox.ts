import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { createReason, describeReason, type Reason } from '../../domain/reasons/reason';
import type { SignedLinks } from '../../auth/signed-links';
import { describeError, handleBatches, startBackgroundLoop, type BackgroundLoop } from '../../lib/background-loop';
import { SystemError } from '../../integrations/system-error';
import type { Mailer } from '../../integrations/mail/mailer';
import type { Holdings, PendingNotification } from '../notifications/email-fragments';
import { renderNotification } from '../notifications/render-notification';
import { loadHoldings } from '../../database/holdings';
import { findReaderLanguages } from '../../database/people';
import { appendTimelineEntry } from '../../database/append-timeline-entry';
import { queueNotification } from '../../database/outbox';
import { dedupePeople } from '../../domain/people';
import type { Notification } from '../../domain/onboarding/snapshot';
import type { Person } from '../../domain/request';

const POLL_INTERVAL_MS = 2_000;
const BATCH_SIZE = 10;
const SEND_TIMEOUT_MS = 30_000;
/** Afterwards another sender may claim the notification: the first one died, or does not know the outcome. */
const CLAIM_DURATION = sql`interval '60 seconds'`;
const FIRST_BACKOFF_SECONDS = 2;
const LONGEST_BACKOFF_SECONDS = 900;

export interface MailOutboxDeps {
  database: Database;
  mailer: Mailer;
  publicUrl: string;
  links: SignedLinks;
  logger: Logger;
  /** Poll interval without a trigger, in ms; default 2 s. */
  intervalMs?: number;
}

type ClaimedNotification = PendingNotification & {
  id: string;
  attempts: number;
  recipient: string;
  /** Recipients of the message that a mail could not be delivered. */
  contacts: Person[];
};

/**
 * Sends pending notifications, at once when triggered, otherwise at the next poll. Retries until the mail server
 * accepts or permanently rejects them. Several senders may run concurrently.
 */
export function startMailOutbox(deps: MailOutboxDeps): BackgroundLoop {
  return startBackgroundLoop('Sending notices', deps.intervalMs ?? POLL_INTERVAL_MS, deps.logger, (stopSignal) =>
    handleBatches(
      { batchSize: BATCH_SIZE, stopSignal },
      (limit) => claimDueNotifications(deps.database, limit),
      (notification) => sendEmail(deps, notification),
    ),
  );
}

/** Claims one batch. No transaction stays open while mail is sent: the claim expires by itself. */
async function claimDueNotifications(database: Database, limit: number): Promise<ClaimedNotification[]> {
  const { rows } = await sql<ClaimedNotification>`
    with due as (
      select id from outbox where sent_at is null and next_try_at <= now()
      order by next_try_at limit ${limit} for update skip locked
    )
    update outbox set attempts = attempts + 1, next_try_at = now() + ${CLAIM_DURATION}
    from due, onboardings
    where outbox.id = due.id and onboardings.id = outbox.onboarding_id
    returning outbox.id, attempts, recipient, notification, onboarding_id as "onboardingId", view,
      coalesce(replanned_input, input) #> '{plan,escalationContacts}' as contacts,
      coalesce(view -> 'cost', input #> '{plan,cost}') as cost,
      input #> '{plan,dayOne,location}' as location`.execute(database);
  return rows;
}

async function sendEmail(deps: MailOutboxDeps, claimed: ClaimedNotification): Promise<void> {
  try {
    const { database, mailer, publicUrl, links } = deps;
    const { recipient } = claimed;
    const getLocale = await findReaderLanguages(database, [recipient]);
    const message = await renderNotification(
      { ...claimed, holdings: await loadRemains(database, claimed) },
      { publicUrl, links, locale: getLocale(recipient) },
    );
    await mailer.send(message, AbortSignal.timeout(SEND_TIMEOUT_MS));
  } catch (error) {
    return handleSendFailure(deps, claimed, error);
  }
  await markSent(deps.database, claimed);
}

const CLOSING_KINDS: readonly Notification['kind'][] = ['declined', 'cancelled', 'rolled-back'];

/** Loads the holdings after the end, so that the mail does not claim more than was undone. */
async function loadRemains(
  database: Database,
  { notification, onboardingId }: ClaimedNotification,
): Promise<Holdings | undefined> {
  if (!CLOSING_KINDS.includes(notification.kind)) return undefined;
  return loadHoldings(database, onboardingId);
}

/** Logs only the first failure, and a rejection, of a notification. */
function handleSendFailure(
  { database, logger }: MailOutboxDeps,
  claimed: ClaimedNotification,
  error: unknown,
): Promise<void> {
  const { onboardingId: onboarding, notification, attempts: attempt } = claimed;
  const rejection = error instanceof SystemError && error.permanent ? error.reason : undefined;
  const isRejected = rejection !== undefined;
  if (isRejected || attempt === 1)
    logger.warn(
      { onboarding, notification: notification.kind, attempt, error: describeError(error), rejected: isRejected },
      'A notice was not sent',
    );
  return isRejected ? markUndeliverable(database, claimed, rejection) : postponeNotification(database, claimed, error);
}

async function markSent(database: Database, { id }: ClaimedNotification): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ sent_at: sql`now()`, last_error: null })
    .where('id', '=', id)
    .execute();
}

async function postponeNotification(
  database: Database,
  { id, attempts }: ClaimedNotification,
  error: unknown,
): Promise<void> {
  const seconds = Math.min(FIRST_BACKOFF_SECONDS * 2 ** (attempts - 1), LONGEST_BACKOFF_SECONDS);
  await database
    .updateTable('outbox')
    .set({ next_try_at: sql`now() + make_interval(secs => ${seconds})`, last_error: formatLastError(error) })
    .where('id', '=', id)
    .execute();
}

/** Stops retrying, records it on the timeline, and notifies HR: the recipient has to be reached another way. */
async function markUndeliverable(database: Database, claimed: ClaimedNotification, rejection: Reason): Promise<void> {
  const { id, onboardingId, notification, recipient, view, contacts } = claimed;
  const { kind, step, to } = notification;
  const reason = createReason('notification-rejected', { kind, recipient: to[0]?.name ?? recipient, cause: rejection });
  // A mail about an undeliverable mail is not followed by another.
  const readers = kind === 'undeliverable' ? [] : dedupePeople([view.submittedBy, ...contacts]);
  await database.transaction().execute(async (transaction) => {
    await appendTimelineEntry(transaction, onboardingId, { kind: 'notification-rejected', step, reason });
    await queueNotification(transaction, onboardingId, {
      key: `undeliverable/${id}`,
      kind: 'undeliverable',
      step,
      reason,
      to: readers.filter(({ email }) => email !== recipient),
    });
    await transaction
      .updateTable('outbox')
      .set({ next_try_at: sql`'infinity'`, last_error: describeReason(rejection) })
      .where('id', '=', id)
      .execute();
  });
}

const formatLastError = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);
