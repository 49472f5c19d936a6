import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { Mailer, EmailMessage } from './mailer';
import { renderEmailHtml } from './html';
import { toMailError } from './smtp-errors';

// In total below the shortest lease of an effect: a request ends before another attempt may act.
const TIMEOUTS_MS = { connectionTimeout: 3_000, greetingTimeout: 3_000, dnsTimeout: 3_000, socketTimeout: 5_000 };

export const KIND_HEADER = 'X-Firstday-Notification';

export interface SmtpMailer extends Mailer {
  close(): void;
}

/**
 * Creates a pooled SMTP mailer that connects on the first message.
 * `url`: `smtp[s]://[user:password@]host:port`; `from`: `Name <address>`; `requiresTls`: sends nothing to a server that
 * offers no TLS.
 */
export function createSmtpMailer({
  url,
  from,
  requiresTls = false,
}: {
  url: string;
  from: string;
  requiresTls?: boolean;
}): SmtpMailer {
  // One requeue replaces a pooled connection that the server has closed. More would be retries beyond the caller's.
  const pool = { pool: true as const, maxConnections: 5, maxRequeues: 1 };
  const transport = nodemailer.createTransport({ url, requireTLS: requiresTls, ...pool, ...TIMEOUTS_MS }, { from });
  return {
    async send(message, signal) {
      const messageId = deriveMessageId(message.key, from);
      await transport.sendMail({ ...toNodemailerMail(message), messageId, signal }).catch((error: unknown) => {
        throw toMailError(error);
      });
      return { messageId };
    },
    close: () => transport.close(),
  };
}

/** Derives a stable Message-ID that does not disclose the key. */
export function deriveMessageId(key: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'firstday.invalid';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

const toNodemailerMail = ({ kind, locale, to, subject, text, invitation }: EmailMessage) => ({
  to: to.map(({ name, email }) => ({ name, address: email })),
  subject,
  text,
  html: renderEmailHtml(text, locale),
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale, [KIND_HEADER]: kind },
  disableFileAccess: true,
  disableUrlAccess: true,
  ...(invitation && { icalEvent: { ...invitation, filename: 'invitation.ics' } }),
});
