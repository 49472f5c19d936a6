import { renderEmailHtml } from '../../src/integrations/mail/html';
import type { EmailMessage } from '../../src/integrations/mail/mailer';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createBarrier } from '../support/activity-test-environment';
import { type Inbox, startInbox } from '../support/inbox';

let inbox: Inbox;
beforeEach(async () => void (inbox = await startInbox()));
afterEach(() => inbox.close());

const createMailer = (url: string) => createSmtpMailer({ url, from: 'Firstday <firstday@example.com>' });
const createMessage = (changes: Partial<EmailMessage> = {}): EmailMessage => ({
  key: 'onboarding/step/1',
  kind: 'welcome',
  locale: 'en',
  to: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  subject: 'Welcome',
  text: 'Dear Ada,\n\nwelcome.',
  ...changes,
});
const createSmtpError = (responseCode: number) =>
  Object.assign(new Error('<ada@example.org> no such user'), { responseCode });

async function sendMessage(changes?: Partial<EmailMessage>): Promise<{ messageId: string }> {
  const mailer = createMailer(inbox.url);
  return mailer.send(createMessage(changes)).finally(() => mailer.close());
}

it('sends the same Message-ID for the same key, without revealing it', async () => {
  const { messageId } = await sendMessage();
  expect(await sendMessage()).toEqual({ messageId });
  expect((await sendMessage({ key: 'onboarding/step/2' })).messageId).not.toBe(messageId);
  expect(messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
  expect(inbox.mails.map((mail) => mail.messageId).slice(0, 2)).toEqual([messageId, messageId]);
});

it('sends text and escaped HTML, marked as automatic', async () => {
  await sendMessage({ text: 'Dear <b>"Bob" & Co</b>,\n\nwelcome.' });
  const [mail] = inbox.mails;
  expect(mail?.text?.trim()).toBe('Dear <b>"Bob" & Co</b>,\n\nwelcome.');
  expect(mail?.html).toContain('<p>Dear &lt;b&gt;&quot;Bob&quot; &amp; Co&lt;/b&gt;,</p>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(renderEmailHtml('one\ntwo', 'en')).toContain('<p>one<br>\ntwo</p>');
});

it('links URLs without the surrounding punctuation', () => {
  const text = 'At <https://firstday.test/decide/a?x=1&y=2>, "https://firstday.test/b". (https://firstday.test/c)';
  const html = renderEmailHtml(text, 'en');
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    'https://firstday.test/decide/a?x=1&amp;y=2',
    'https://firstday.test/b',
    'https://firstday.test/c',
  ]);
  expect(html).toContain('</a>&gt;, &quot;<a');
});

it('names and subjects cannot inject headers or recipients', async () => {
  const evil = 'x\r\nBcc: evil@example.net\r\n\r\nbody';
  await sendMessage({ subject: evil, to: [{ name: `${evil}" <evil@example.net>, `, email: 'ada@example.org' }] });
  const [mail] = inbox.mails;
  expect([...(mail?.headers.keys() ?? [])].sort()).toEqual(
    [
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-firstday-notification',
    ].sort(),
  );
  expect(mail?.to).toMatchObject({ value: [{ address: 'ada@example.org' }] });
});

it.each([
  [550, { type: 'MailRejected', permanent: true }],
  [554, { type: 'MailRejected', permanent: true }],
  [451, { type: 'MailUnavailable', permanent: false }],
])('maps the response %i, without the server’s text', async (code, expected) => {
  inbox.onMessage = () => Promise.reject(createSmtpError(code));
  const error: unknown = await sendMessage().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'SystemError', ...expected });
  expect((error as Error).message).not.toContain('ada@');
});

it('reports MailUnavailable if no server responds', async () => {
  const mailer = createMailer('smtp://127.0.0.1:1');
  await expect(mailer.send(createMessage())).rejects.toMatchObject({ type: 'MailUnavailable', permanent: false });
  mailer.close();
});

it('an aborted request ends with an unknown outcome', async () => {
  const mailer = createMailer(inbox.url);
  const barrier = createBarrier();
  inbox.onMessage = barrier.pass;
  const controller = new AbortController();
  const send = mailer.send(createMessage(), controller.signal);
  await barrier.reached;
  controller.abort();
  await expect(send).rejects.toMatchObject({ name: 'AbortError' });
  barrier.open();
  mailer.close();
});

it('attaches an invitation as text/calendar with its method', async () => {
  const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR';
  await sendMessage({ invitation: { method: 'REQUEST', content } });
  const parts = inbox.mails[0]?.attachments.map(({ contentType, headers }) => [
    contentType,
    headers.get('content-type'),
  ]);
  expect(parts).toContainEqual([
    'text/calendar',
    expect.objectContaining({ params: expect.objectContaining({ method: 'REQUEST' }) }),
  ]);
});

it('declares its kind and language to programs', async () => {
  await sendMessage({ kind: 'needs-attention', locale: 'de' });
  const [mail] = inbox.mails;
  expect(mail?.headers.get('x-firstday-notification')).toBe('needs-attention');
  expect(mail?.headers.get('content-language')).toBe('de');
  expect(mail?.html).toContain('<html lang="de">');
});
