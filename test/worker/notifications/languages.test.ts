import { NOTIFICATION_KINDS } from '../../../src/domain/onboarding/kinds';
import { locales, MOVED, renderTestEmail, renderTestEmails } from './support/test-emails';

afterEach(() => locales.clear());

test('readers of one language share a mail, with a key that no other language has', async () => {
  const [grace, mary, hanna] = ['grace', 'mary', 'hanna'].map((name) => ({ name, email: `${name}@example.com` }));
  const to = [grace, mary, hanna].filter((person) => person !== undefined);
  locales.set('mary@example.com', 'de');
  const emails = await renderTestEmails({ kind: 'rescheduled', reason: MOVED, to });
  expect(emails.map((email) => [email.locale, email.key.split('/').slice(2).join('/'), email.to])).toEqual([
    ['en', 'key/en', [grace, hanna]],
    ['de', 'key/de', [mary]],
  ]);
  expect(emails[1]?.subject).toBe('Eintrittsdatum geändert: Ada Lovelace, 01.03.2027');
  expect(emails[1]?.text).toContain('Guten Tag mary,');
  expect(emails[1]?.text).toContain('wurde geändert: vom 01.03.2027 auf den 01.04.2027.');
});

test('a mail to one person has the same key in every language', async () => {
  const english = await renderTestEmail({ kind: 'amended' });
  locales.set('grace@example.com', 'de');
  const german = await renderTestEmail({ kind: 'amended' });
  expect(german.key).toBe(english.key);
  expect(german.text).not.toBe(english.text);
  expect(german.text).toContain('1.234,50\u00a0€');
});

test.each(NOTIFICATION_KINDS)('%s has its kind and own words in every language', async (kind) => {
  for (const step of [undefined, 'managerApproval', 'shipLaptop', 'createAccounts']) {
    locales.clear();
    const english = await renderTestEmail({ kind, step });
    locales.set('grace@example.com', 'de');
    const german = await renderTestEmail({ kind, step });
    expect([english.kind, german.kind]).toEqual([kind, kind]);
    expect(german.subject).not.toBe(english.subject);
    expect(`${english.subject} ${english.text} ${german.subject} ${german.text}`).not.toMatch(/mails\.|[{}]|undefined/);
  }
});
