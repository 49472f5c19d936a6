import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Inbox {
  url: string;
  /** In order of arrival; a repetition is there twice. */
  mails: ParsedMail[];
  /** What happens to a message once it has arrived whole: an error refuses it, a pending promise keeps the sender waiting. */
  onMessage: (mail: ParsedMail) => Promise<void> | void;
  close(): Promise<void>;
}

/** A real SMTP server on a free port that keeps what it accepts. */
export async function startInbox(): Promise<Inbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, answer) => {
      void simpleParser(stream)
        .then(async (mail) => {
          await inbox.onMessage(mail);
          inbox.mails.push(mail);
        })
        .then(() => answer(), answer);
    },
  });
  // A sender that hangs up in the middle is its own affair.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const inbox: Inbox = { url: `smtp://127.0.0.1:${port}`, mails: [], onMessage: () => undefined, close };
  return inbox;
}
