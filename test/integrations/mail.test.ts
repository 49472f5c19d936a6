import { linkifyHtml } from '../../src/integrations/mail/html';
import type { RenderedEmail } from '../../src/integrations/mail/mailer';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createBarrier } from '../support/activity-test-environment';
import { type Inbox, startInbox } from '../support/inbox';

let inbox: Inbox;
beforeEach(async () => void (inbox = await startInbox()));
afterEach(() => inbox.close());

const createMailer = (url: string) => createSmtpMailer({ url, from: 'Firstday <firstday@example.com>' });
const createMessage = (changes: Partial<RenderedEmail> = {}): RenderedEmail => ({
  key: 'onboarding/step/1',
  kind: 'welcome',
  locale: 'en',
  to: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  subject: 'Welcome',
  text: 'Dear Ada,\n\nwelcome.',
  senderName: 'Acme',
  html: '<p>Dear Ada,</p><p>welcome.</p>',
  ...changes,
});
const createSmtpError = (responseCode: number) =>
  Object.assign(new Error('<ada@example.org> no such user'), { responseCode });

async function sendMessage(changes?: Partial<RenderedEmail>): Promise<{ messageId: string }> {
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

it('sends text and HTML, marked as automatic', async () => {
  await sendMessage({ text: 'Dear <b>"Bob" & Co</b>,\n\nwelcome.' });
  const [mail] = inbox.mails;
  expect(mail?.text?.trim()).toBe('Dear <b>"Bob" & Co</b>,\n\nwelcome.');
  expect(mail?.html).toContain('<p>welcome.</p>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
});

it.each(['image/png', 'image/jpeg'])(
  'attaches a logo of type %s to the HTML, beside an invitation',
  async (mediaType) => {
    const content = Buffer.from('a picture');
    await sendMessage({
      html: '<img src="cid:logo">',
      logo: { mediaType, content },
      invitation: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR' },
    });
    const [mail] = inbox.mails;
    expect(mail?.html).toContain(`<img src="data:${mediaType};base64,${content.toString('base64')}"`);
    const logo = mail?.attachments.find(({ related }) => related);
    expect(logo).toMatchObject({ contentType: mediaType, contentDisposition: 'inline', cid: 'logo' });
    expect(mail?.attachments.map(({ contentType }) => contentType)).toContain('text/calendar');
  },
);

it('links URLs without the surrounding punctuation', () => {
  const text = 'At <https://firstday.test/decide/a?x=1&y=2>, "https://firstday.test/b". (https://firstday.test/c)';
  const html = linkifyHtml(text);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    'https://firstday.test/decide/a?x=1&amp;y=2',
    'https://firstday.test/b',
    'https://firstday.test/c',
  ]);
  expect(html).toContain('</a>&gt;, &quot;<a');
});

it.each([
  ['firstday@example.com', 'Acme "& Co"'],
  ['Onboarding <firstday@example.com>', 'Onboarding'],
])('from %s has the sender %s', async (from, name) => {
  const mailer = createSmtpMailer({ url: inbox.url, from });
  await mailer.send(createMessage({ senderName: 'Acme "& Co"' })).finally(() => mailer.close());
  expect(inbox.mails[0]?.from?.value).toEqual([{ name, address: 'firstday@example.com' }]);
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
});
