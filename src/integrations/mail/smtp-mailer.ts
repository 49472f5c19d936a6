import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { LOGO_ID, type MailTransport, type RenderedEmail } from './mailer';
import { toMailError } from './smtp-errors';

// In total below the shortest lease of an effect: a request ends before another attempt may act.
const TIMEOUTS_MS = { connectionTimeout: 3_000, greetingTimeout: 3_000, dnsTimeout: 3_000, socketTimeout: 5_000 };

export const KIND_HEADER = 'X-Firstday-Notification';

export interface SmtpMailer extends MailTransport {
  close(): void;
}

/**
 * Creates a pooled SMTP mailer that connects on the first message.
 * `url`: `smtp[s]://[user:password@]host:port`; `from`: an address, or `Name <address>`; `requiresTls`: sends nothing to a server that
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
  const transport = nodemailer.createTransport({ url, requireTLS: requiresTls, ...pool, ...TIMEOUTS_MS });
  return {
    async send(message, signal) {
      const messageId = deriveMessageId(message.key, from);
      const sender = from.includes('<') ? from : { name: message.senderName, address: from };
      await transport
        .sendMail({ ...toNodemailerMail(message), from: sender, messageId, signal })
        .catch((error: unknown) => {
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

const toNodemailerMail = ({ kind, locale, to, subject, text, html, logo, invitation }: RenderedEmail) => ({
  to: to.map(({ name, email }) => ({ name, address: email })),
  subject,
  text,
  html,
  attachments: logo && [buildLogoPart(logo)],
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale, [KIND_HEADER]: kind },
  disableFileAccess: true,
  disableUrlAccess: true,
  ...(invitation && { icalEvent: { ...invitation, filename: 'invitation.ics' } }),
});

/** Attached, because mail programs load no pictures from elsewhere, and do not show `data:` URLs. */
const buildLogoPart = ({ mediaType, content }: NonNullable<RenderedEmail['logo']>) => ({
  cid: LOGO_ID,
  filename: `logo.${mediaType === 'image/png' ? 'png' : 'jpg'}`,
  content,
  contentType: mediaType,
  contentDisposition: 'inline' as const,
});
