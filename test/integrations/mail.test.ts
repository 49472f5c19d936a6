import { renderEmailHtml } from '../../src/integrations/mail/html';
import type { EmailMessage } from '../../src/integrations/mail/mailer';
import { withNewHirePageLinks } from '../../src/integrations/mail/new-hire-page-links';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createBarrier } from '../support/activity-test-environment';
import { type Inbox, startInbox } from '../support/inbox';

let inbox: Inbox;
beforeEach(async () => void (inbox = await startInbox()));
afterEach(() => inbox.close());

const mailerTo = (url: string) => createSmtpMailer({ url, from: 'Firstday <firstday@example.com>' });
const message = (changes: Partial<EmailMessage> = {}): EmailMessage => ({
  key: 'onboarding/step/1',
  to: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  subject: 'Welcome',
  text: 'Dear Ada,\n\nwelcome.',
  ...changes,
});
const refusal = (responseCode: number) => Object.assign(new Error('<ada@example.org> no such user'), { responseCode });

async function sending(changes?: Partial<EmailMessage>): Promise<{ messageId: string }> {
  const mailer = mailerTo(inbox.url);
  return mailer.send(message(changes)).finally(() => mailer.close());
}

it('sends the same Message-ID for the same key, one that tells nothing of it', async () => {
  const { messageId } = await sending();
  expect(await sending()).toEqual({ messageId });
  expect((await sending({ key: 'onboarding/step/2' })).messageId).not.toBe(messageId);
  expect(messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
  expect(inbox.mails.map((mail) => mail.messageId).slice(0, 2)).toEqual([messageId, messageId]);
});

it('sends text, the same as HTML with every name escaped, and marks itself as automatic', async () => {
  await sending({ text: 'Dear <b>"Bob" & Co</b>,\n\nwelcome.' });
  const [mail] = inbox.mails;
  expect(mail?.text?.trim()).toBe('Dear <b>"Bob" & Co</b>,\n\nwelcome.');
  expect(mail?.html).toContain('<p>Dear &lt;b&gt;&quot;Bob&quot; &amp; Co&lt;/b&gt;,</p>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(renderEmailHtml('one\ntwo')).toContain('<p>one<br>\ntwo</p>');
});

it('makes links of the addresses of pages, and nothing of what stands around them', () => {
  const text = 'At <https://firstday.test/decide/a?x=1&y=2>, "https://firstday.test/b". (https://firstday.test/c)';
  const html = renderEmailHtml(text);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    'https://firstday.test/decide/a?x=1&amp;y=2',
    'https://firstday.test/b',
    'https://firstday.test/c',
  ]);
  expect(html).toContain('</a>&gt;, &quot;<a');
});

it('lets no name or subject add a header or a recipient', async () => {
  const evil = 'x\r\nBcc: evil@example.net\r\n\r\nbody';
  await sending({ subject: evil, to: [{ name: `${evil}" <evil@example.net>, `, email: 'ada@example.org' }] });
  const [mail] = inbox.mails;
  expect([...(mail?.headers.keys() ?? [])].sort()).toEqual(
    ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'].sort(),
  );
  expect(mail?.to).toMatchObject({ value: [{ address: 'ada@example.org' }] });
});

it.each([
  [550, { type: 'MailRejected', permanent: true }],
  [554, { type: 'MailRejected', permanent: true }],
  [451, { type: 'MailUnavailable', permanent: false }],
])('reads the answer %i, without repeating the words of the server', async (code, expected) => {
  inbox.onMessage = () => Promise.reject(refusal(code));
  const error: unknown = await sending().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'SystemError', ...expected });
  expect((error as Error).message).not.toContain('ada@');
});

it('says MailUnavailable, to be tried again, where no server answers', async () => {
  const mailer = mailerTo('smtp://127.0.0.1:1');
  await expect(mailer.send(message())).rejects.toMatchObject({ type: 'MailUnavailable', permanent: false });
  mailer.close();
});

it('ends a request when it is aborted, and does not claim to know its outcome', async () => {
  const mailer = mailerTo(inbox.url);
  const stalled = createBarrier();
  inbox.onMessage = stalled.pass;
  const controller = new AbortController();
  const send = mailer.send(message(), controller.signal);
  await stalled.reached;
  controller.abort();
  await expect(send).rejects.toMatchObject({ name: 'AbortError' });
  stalled.open();
  mailer.close();
});

it('carries an invitation as text/calendar with its method, which is what mail programs act on', async () => {
  const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR';
  await sending({ invitation: { method: 'REQUEST', content } });
  const parts = inbox.mails[0]?.attachments.map(({ contentType, headers }) => [
    contentType,
    headers.get('content-type'),
  ]);
  expect(parts).toContainEqual([
    'text/calendar',
    expect.objectContaining({ params: expect.objectContaining({ method: 'REQUEST' }) }),
  ]);
});

test('only what goes to a new hire holds the link to their own page', async () => {
  const sent: EmailMessage[] = [];
  const plain = { send: (message: EmailMessage) => Promise.resolve({ messageId: String(sent.push(message)) }) };
  const mailer = withNewHirePageLinks(plain, (id) => Promise.resolve(`https://firstday.example/hire/${id}`));
  await mailer.send(message({ text: 'Hello', newHireOnboardingId: 'an-onboarding' }));
  await mailer.send(message({ text: 'Hello' }));
  expect(sent.map(({ text }) => text)).toEqual([
    'Hello\n\nAll about your first day, on a page of your own:\nhttps://firstday.example/hire/an-onboarding',
    'Hello',
  ]);
});
