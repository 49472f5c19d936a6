import { NOTIFICATION_KINDS } from '../../../src/domain/onboarding/kinds';
import { locales, MOVED, renderTestEmail } from './support/test-emails';

afterEach(() => locales.clear());

test('each reader has a mail of their own, in their language', async () => {
  const [grace, mary] = ['grace', 'mary'].map((name) => ({ name, email: `${name}@example.com` }));
  locales.set('mary@example.com', 'de');
  const english = await renderTestEmail({ kind: 'rescheduled', reason: MOVED, to: grace && [grace] });
  const german = await renderTestEmail({ kind: 'rescheduled', reason: MOVED, to: mary && [mary] });
  expect([english.locale, german.locale]).toEqual(['en', 'de']);
  expect(german.key).not.toBe(english.key);
  expect(german.subject).toBe('Eintrittsdatum geändert: Ada Lovelace, 01.03.2027');
  expect(german.text).toContain('Guten Tag mary,');
  expect(german.text).toContain('wurde geändert: vom 01.03.2027 auf den 01.04.2027.');
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
  for (const step of [undefined, 'managerApproval', 'shipLaptop', 'claimUsername']) {
    locales.clear();
    const english = await renderTestEmail({ kind, step });
    locales.set('grace@example.com', 'de');
    const german = await renderTestEmail({ kind, step });
    expect([english.kind, german.kind]).toEqual([kind, kind]);
    expect(german.subject).not.toBe(english.subject);
    expect(`${english.subject} ${english.text} ${german.subject} ${german.text}`).not.toMatch(/mails\.|[{}]|undefined/);
  }
});
