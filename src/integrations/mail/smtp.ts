import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { Mailer, Message } from './mailer';
import { htmlOf } from './html';
import { explain } from './smtp-errors';

// Together below the shortest lease of an effect: a request is over before anybody else may act.
const TIMEOUTS = { connectionTimeout: 3_000, greetingTimeout: 3_000, dnsTimeout: 3_000, socketTimeout: 5_000 };

/** A mailer whose connections are closed at the end. */
export interface SmtpMailer extends Mailer {
  close(): void;
}

/**
 * Sends by SMTP. `url`: `smtp[s]://[user:password@]host:port`; `from`: the sender, `Name <address>`.
 * Nothing is connected until the first message.
 */
export function smtpMailer({ url, from }: { url: string; from: string }): SmtpMailer {
  // A pooled connection that the server has closed meanwhile is replaced once; more would be repetitions nobody asked for.
  const pool = { pool: true as const, maxConnections: 5, maxRequeues: 1 };
  const transport = nodemailer.createTransport({ url, ...pool, ...TIMEOUTS }, { from });
  return {
    async send(message, signal) {
      const messageId = messageIdOf(message.key, from);
      await transport.sendMail({ ...mailOf(message), messageId, signal }).catch((error: unknown) => {
        throw explain(error);
      });
      return { messageId };
    },
    close: () => transport.close(),
  };
}

/** The same for the same key, and telling nothing of it. */
export function messageIdOf(key: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'firstday.invalid';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

const mailOf = ({ to, subject, text, invitation }: Message) => ({
  to: to.map(({ name, email }) => ({ name, address: email })),
  subject,
  text,
  html: htmlOf(text),
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
  ...(invitation && { icalEvent: { ...invitation, filename: 'invitation.ics' } }),
});
