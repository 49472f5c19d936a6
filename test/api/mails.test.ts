import type { Company } from '../../src/company/settings';
import { loadCompany } from '../../src/database/company';
import { listMailFaults } from '../support/mail-faults';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from '../web/support/visitor';
import { PEOPLE, TestApi } from './support/test-api';

const PNG = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64')}`;

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

async function changeSettings(changes: Partial<Company>): Promise<void> {
  const { body, headers } = await api.call('GET', '/company');
  const settings = { ...(body.settings as object), ...changes };
  const saved = await api.call('PUT', '/company', {
    body: { settings },
    headers: { 'If-Match': headers.get('etag') ?? '' },
  });
  expect(saved.status).toBe(200);
}

const waitForMail = (kind: string, count = 1) =>
  waitForValue(() => Promise.resolve(api.mails.filter((mail) => mail.kind === kind)[count - 1]));

/** Sends a mail of each kind that the API and the pages send. */
const SENDERS: Record<string, () => Promise<unknown>> = {
  'sign-in-link': () =>
    new Visitor(api).send('/sign-in', { email: PEOPLE.hr.email, next: `/onboardings/${crypto.randomUUID()}` }),
  'new-hire-link': async () => {
    const id = await api.submit('ada@example.org');
    await api.testDb.database.updateTable('onboardings').set({ status: 'scheduled' }).where('id', '=', id).execute();
    await new Visitor(api).send('/hire', { email: 'ada@example.org' });
  },
  'token-created': () =>
    api.call('POST', '/tokens', { as: 'admin', body: { email: PEOPLE.it.email, roles: ['it'], expiresInDays: 1 } }),
};

test.each(Object.entries(SENDERS))('%s has the look of the company, in its language', async (kind, send) => {
  await changeSettings({ name: 'Acme & Söhne', language: 'de', logo: PNG });
  await send();
  const mail = await waitForMail(kind);
  expect(listMailFaults(mail, await loadCompany(api.testDb.database))).toEqual([]);
  expect(mail.logo?.mediaType).toBe('image/png');
  // Pages and their mails follow the visitor's browser, which prefers English.
  expect(mail.locale).toBe(kind === 'token-created' ? 'de' : 'en');
});

test('changed settings are in the next mail', async () => {
  const send = () => SENDERS['sign-in-link']?.();
  await send();
  const before = await waitForMail('sign-in-link');
  await changeSettings({ name: 'Bolt', colour: '#aa0000', signature: { en: 'The Bolts', de: 'Die Bolts' } });
  await send();
  const after = await waitForMail('sign-in-link', 2);
  expect(before.text).toContain('Example Company');
  expect(after.text).toContain('The Bolts');
  expect(after.html).toContain('background:#aa0000');
  expect(after.text + after.html).not.toContain('Example Company');
});

test('changed settings are on the next page: name, logo and language', async () => {
  const open = () => new Visitor(api).open('/sign-in', { headers: { 'Accept-Language': '' } });
  expect((await open()).page.querySelector('.brand')?.text.trim()).toBe('Example Company');
  await changeSettings({ name: 'Bolt', language: 'de', logo: PNG });
  const { page } = await open();
  expect(page.querySelector('.brand')?.text.trim()).toBe('Bolt');
  expect(page.querySelector('html')?.getAttribute('lang')).toBe('de');
  const path = page.querySelector('.brand img')?.getAttribute('src') ?? '';
  const logo = await fetch(api.url + path);
  expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(logo.headers.get('cache-control')).toContain('immutable');
  await changeSettings({ logo: undefined });
  expect((await open()).page.querySelector('.brand img')).toBeNull();
  expect((await fetch(api.url + path, { headers: { Accept: 'text/html' } })).status).toBe(404);
});
