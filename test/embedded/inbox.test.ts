import { rmSync } from 'node:fs';
import { get } from 'node:http';
import { DataDir } from '../../src/embedded/data-dir';
import { allocatePort } from '../support/ports';
import { type Inbox, startInbox } from '../../src/embedded/inbox/inbox';
import type { MessageSummary, StoredMessage } from '../../src/embedded/inbox/inbox-store';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createTemporaryFolder } from '../support/platform-process';

const root = createTemporaryFolder();
const dataDir = DataDir.open(root);
const HOSTILE = '<script>alert(1)</script>';
const HTML = `<p>words</p><img src="cid:logo">${HOSTILE}`;
let inbox: Inbox;

beforeAll(async () => {
  inbox = await startInbox(dataDir, { smtp: await allocatePort(), inbox: await allocatePort() });
});
afterAll(async () => {
  await inbox.stop();
  dataDir.release();
  rmSync(root, { recursive: true });
});

const fetchPage = async (path: string): Promise<Response> =>
  fetch(`${inbox.pagesUrl}${path}`, { headers: { Connection: 'close' } });
const listMessages = async (): Promise<MessageSummary[]> =>
  ((await (await fetchPage('/messages')).json()) as { messages: MessageSummary[] }).messages;

async function send(key: string, text: string): Promise<void> {
  const mailer = createSmtpMailer({ url: inbox.smtpUrl, from: 'Firstday <firstday@example.com>' });
  const invitation = { method: 'REQUEST' as const, content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' };
  const to = [{ name: 'Ada', email: 'ada@example.org' }];
  const logo = { mediaType: 'image/png', content: Buffer.from('a picture') };
  await mailer
    .send({
      key,
      kind: 'welcome',
      locale: 'en',
      to,
      subject: `Hello ${HOSTILE}`,
      text,
      html: HTML,
      logo,
      invitation,
      senderName: 'Acme',
    })
    .finally(() => mailer.close());
}

test('messages are listed newest first, and readable in full', async () => {
  await send('one', 'first words');
  await send('two', `second words ${HOSTILE}`);
  const [newest, oldest] = await listMessages();
  expect(await listMessages()).toHaveLength(2);
  expect(newest).toMatchObject({ from: ['firstday@example.com'], to: ['ada@example.org'] });
  expect(Date.parse(newest?.receivedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  const message = (await (await fetchPage(`/messages/${oldest?.id}`)).json()) as StoredMessage;
  expect(message.text).toContain('first words');
  expect(message.attachments.map(({ content }) => content).join()).toContain('BEGIN:VCALENDAR');
});

test('message content is never markup or script', async () => {
  const [newest] = await listMessages();
  for (const path of ['/', `/read/${newest?.id}`]) {
    const page = await fetchPage(path);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  }
});

test('a message is shown as HTML with its pictures, and can neither run nor load anything', async () => {
  const [newest] = await listMessages();
  const page = await fetchPage(`/read/${newest?.id}/html`);
  expect(await page.text()).toContain('<img src="data:image/png;base64,');
  expect(page.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; .*; sandbox/);
  expect(await (await fetchPage(`/read/${newest?.id}`)).text()).toContain(`/read/${newest?.id}/html`);
  expect((await fetchPage('/read/nothing/html')).status).toBe(404);
});

test('URLs in a message become links, without trailing punctuation', async () => {
  await send('three', 'Decide at http://127.0.0.1:1/decide/abc?x=1&y=2, please.');
  const [newest] = await listMessages();
  const html = await (await fetchPage(`/read/${newest?.id}`)).text();
  expect(html).toContain('<a href="http://127.0.0.1:1/decide/abc?x=1&amp;y=2" rel="noreferrer">');
});

test('an unknown or malicious id returns 404', async () => {
  for (const id of ['nothing', '..%2F..%2Ffirstday']) {
    expect((await fetchPage(`/messages/${id}`)).status).toBe(404);
    expect((await fetchPage(`/messages/${id}/raw`)).status).toBe(404);
  }
});

test('messages survive a restart', async () => {
  const before = await listMessages();
  await inbox.stop();
  inbox = await startInbox(dataDir, {});
  expect(await listMessages()).toEqual(before);
});

/** `fetch` sets `Host` itself. */
const requestWithHost = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { Host: host }, agent: false }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    );
  });

test.each(['rebound.example', 'localhost.rebound.example:80', 'notlocalhost'])(
  'another site whose name leads here (%s) reads nothing',
  async (host) => {
    expect(await requestWithHost(`${inbox.pagesUrl}/messages`, host)).toBe(421);
  },
);

test.each(['localhost', 'localhost:8025', '127.0.0.1', '[::1]:8025'])('this machine (%s) reads', async (host) => {
  expect(await requestWithHost(`${inbox.pagesUrl}/messages`, host)).toBe(200);
});

test('without the secret of its address the inbox shows nothing, and its own links have it', async () => {
  const { origin, pathname } = new URL(inbox.pagesUrl);
  expect(pathname.length).toBeGreaterThan(20);
  for (const path of ['/', '/messages', `/messages/${(await listMessages())[0]?.id}`, `/${'x'.repeat(22)}/messages`])
    expect((await fetch(`${origin}${path}`, { headers: { Connection: 'close' } })).status).toBe(404);
  const page = await (await fetchPage('')).text();
  const [link] = /\/[^"]*\/read\/[^"]*/.exec(page) ?? [];
  const message = await (await fetch(`${origin}${link}`, { headers: { Connection: 'close' } })).text();
  for (const [, href] of message.matchAll(/href="(\/[^"]*)"/g))
    expect((await fetch(`${origin}${href}`, { headers: { Connection: 'close' } })).status).toBe(200);
});
