import type { Logger } from 'pino';
import { createInvitationLink } from '../../auth/sign-in-links';
import type { Database } from '../../database/client';
import {
  claimInvitations,
  markInvitationSent,
  type PendingInvitation,
  postponeInvitation,
} from '../../database/invitations';
import { findReaderLanguages } from '../../database/people';
import type { Mailer } from '../../integrations/mail/mailer';
import { SystemError } from '../../integrations/system-error';
import { type BackgroundLoop, describeError, handleBatches, startBackgroundLoop } from '../../lib/background-loop';
import { renderInvitation } from '../notifications/invitation-template';

const POLL_INTERVAL_MS = 2_000;
const BATCH_SIZE = 10;
const SEND_TIMEOUT_MS = 30_000;

export interface InvitationDeps {
  database: Database;
  mailer: Mailer;
  publicUrl: string;
  /** True if a link by mail signs in. */
  hasMailSignIn: boolean;
  logger: Logger;
  /** In ms; default 2 s. */
  intervalMs?: number;
}

/** Invites the added people. Retries until the mail server accepts or permanently rejects the mail. */
export const startInvitations = (deps: InvitationDeps): BackgroundLoop =>
  startBackgroundLoop('Inviting people', deps.intervalMs ?? POLL_INTERVAL_MS, deps.logger, (stopSignal) =>
    handleBatches(
      { batchSize: BATCH_SIZE, stopSignal },
      (limit) => claimInvitations(deps.database, limit),
      (invitation) => sendInvitation(deps, invitation),
    ),
  );

async function sendInvitation(deps: InvitationDeps, invitation: PendingInvitation): Promise<void> {
  const { database, mailer, publicUrl, hasMailSignIn, logger } = deps;
  const { email, name, roles, invitedBy, createdAt, attempts: attempt } = invitation;
  try {
    const secret = hasMailSignIn ? await createInvitationLink(database, email) : undefined;
    const message = renderInvitation(
      {
        key: `invitation/${email}/${createdAt.toISOString()}`,
        to: { name, email },
        roles,
        invitedBy,
        signInUrl: `${publicUrl}/sign-in`,
        link: secret && `${publicUrl}/sign-in/${secret}`,
      },
      (await findReaderLanguages(database, [email]))(email),
    );
    await mailer.send(message, AbortSignal.timeout(SEND_TIMEOUT_MS));
  } catch (error) {
    const isRejected = error instanceof SystemError && error.permanent;
    if (isRejected || attempt === 1)
      logger.warn({ attempt, error: describeError(error), rejected: isRejected }, 'An invitation was not sent');
    return postponeInvitation(database, invitation, { error: describeError(error), isRejected });
  }
  await markInvitationSent(database, invitation);
}
