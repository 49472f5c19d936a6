import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { DataDir, DataDirState, Ports } from '../data-dir';
import { LOOPBACK } from '../free-ports';
import { choosePort } from '../ports';
import { createInboxPages } from './inbox-pages';
import { InboxStore } from './inbox-store';

const PATH_SECRET_LENGTH = 22;
const LARGEST_MESSAGE_BYTES = 10 * 1024 * 1024;

export interface Inbox {
  smtpUrl: string;
  pagesUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a mail server for development, which stores and displays every message and delivers none.
 * @throws StartupError when a port is taken
 */
export async function startInbox(dataDir: DataDir, ports: Ports): Promise<Inbox> {
  const store = new InboxStore(dataDir.resolvePath('inbox'));
  const smtpPort = await choosePort('smtp', ports, dataDir);
  const pagesPort = await choosePort('inbox', ports, dataDir);
  const smtp = createMailServer(store);
  const path = getInboxPath(dataDir.state.secrets);
  const pages = createServer(createInboxPages(store, path));
  await Promise.all([listen(smtp.server, smtpPort), listen(pages, pagesPort)]);
  const stop = async () => {
    pages.closeAllConnections();
    await Promise.all([new Promise<void>((done) => smtp.close(done)), new Promise((done) => pages.close(done))]);
  };
  return { smtpUrl: `smtp://${LOOPBACK}:${smtpPort}`, pagesUrl: `http://${LOOPBACK}:${pagesPort}${path}`, stop };
}

/**
 * Returns the path of the pages, which contains a secret: mails have sign-in links, and every user of this machine can
 * reach the port. Stable for the lifetime of a data folder.
 */
export const getInboxPath = ({ sealingKey }: Pick<DataDirState['secrets'], 'sealingKey'>): string =>
  `/${createHmac('sha256', sealingKey).update('inbox').digest('base64url').slice(0, PATH_SECRET_LENGTH)}`;

function createMailServer(store: InboxStore): SMTPServer {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: LARGEST_MESSAGE_BYTES,
    // Acknowledges a message only once it is stored.
    onData: (stream, _session, acknowledge) => {
      buffer(stream)
        .then((raw) => (stream.sizeExceeded ? Promise.reject(createTooLargeError()) : store.add(raw)))
        .then(() => acknowledge(), acknowledge);
    },
  });
  // Broken client connections are expected. Without a listener the event would end the process.
  smtp.on('error', () => undefined);
  return smtp;
}

const createTooLargeError = (): Error => Object.assign(new Error('The message is too large.'), { responseCode: 552 });

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve());
  });
}
