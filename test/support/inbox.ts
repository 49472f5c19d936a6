import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Inbox {
  url: string;
  /** In order of arrival, duplicates included. */
  mails: ParsedMail[];
  /** Called with each complete message. An error rejects it; a pending promise keeps the sender waiting. */
  onMessage: (mail: ParsedMail) => Promise<void> | void;
  close(): Promise<void>;
}

/** Starts a real SMTP server on a free port that keeps accepted messages. */
export async function startInbox(): Promise<Inbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      void simpleParser(stream)
        .then(async (mail) => {
          await inbox.onMessage(mail);
          inbox.mails.push(mail);
        })
        .then(() => done(), done);
    },
  });
  // Ignores senders that disconnect in the middle.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const inbox: Inbox = { url: `smtp://127.0.0.1:${port}`, mails: [], onMessage: () => undefined, close };
  return inbox;
}
