import { rmSync } from 'node:fs';
import { DataDir } from '../../src/embedded/data-dir';
import { allocatePort } from '../support/ports';
import { type Inbox, startInbox } from '../../src/embedded/inbox/inbox';
import type { MessageSummary, StoredMessage } from '../../src/embedded/inbox/inbox-store';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createTemporaryFolder } from '../support/platform-process';

const root = createTemporaryFolder();
const dataDir = DataDir.open(root);
const HOSTILE = '<script>alert(1)</script>';
let inbox: Inbox;

beforeAll(async () => {
  inbox = await startInbox(dataDir, { smtp: await allocatePort(), inbox: await allocatePort() });
});
afterAll(async () => {
  await inbox.stop();
  dataDir.release();
  rmSync(root, { recursive: true });
});

const get = async (where: string): Promise<Response> =>
  fetch(`${inbox.pagesUrl}${where}`, { headers: { Connection: 'close' } });
const list = async (): Promise<MessageSummary[]> =>
  ((await (await get('/messages')).json()) as { messages: MessageSummary[] }).messages;

async function send(key: string, text: string): Promise<void> {
  const mailer = createSmtpMailer({ url: inbox.smtpUrl, from: 'Firstday <firstday@example.com>' });
  const invitation = { method: 'REQUEST' as const, content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' };
  const to = [{ name: 'Ada', email: 'ada@example.org' }];
  await mailer.send({ key, to, subject: `Hello ${HOSTILE}`, text, invitation }).finally(() => mailer.close());
}

test('a message that was accepted is listed, the newest first, and read whole', async () => {
  await send('one', 'first words');
  await send('two', `second words ${HOSTILE}`);
  const [newest, oldest] = await list();
  expect(await list()).toHaveLength(2);
  expect(newest).toMatchObject({ from: ['firstday@example.com'], to: ['ada@example.org'] });
  expect(Date.parse(newest?.receivedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  const message = (await (await get(`/messages/${oldest?.id}`)).json()) as StoredMessage;
  expect(message.text).toContain('first words');
  expect(message.attachments.map(({ content }) => content).join()).toContain('BEGIN:VCALENDAR');
});

test('nothing in a message is ever markup or script on its page', async () => {
  const [newest] = await list();
  for (const where of ['/', `/read/${newest?.id}`]) {
    const page = await get(where);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  }
});

test('a page that a message names is a link, and what follows it is not part of it', async () => {
  await send('three', 'Decide at http://127.0.0.1:1/decide/abc?x=1&y=2, please.');
  const [newest] = await list();
  const html = await (await get(`/read/${newest?.id}`)).text();
  expect(html).toContain('<a href="http://127.0.0.1:1/decide/abc?x=1&amp;y=2" rel="noreferrer">');
});

test('an id that is none, or leads elsewhere, finds nothing', async () => {
  for (const id of ['nothing', '..%2F..%2Ffirstday']) {
    expect((await get(`/messages/${id}`)).status).toBe(404);
    expect((await get(`/messages/${id}/raw`)).status).toBe(404);
  }
});

test('messages are still there after a restart', async () => {
  const before = await list();
  await inbox.stop();
  inbox = await startInbox(dataDir, {});
  expect(await list()).toEqual(before);
});
