import type { Request, Response } from 'express';
import pino from 'pino';
import { SecurityLog } from '../../src/api/http/security-log';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from '../web/support/visitor';
import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start({ config: { rateLimitPerMinute: 1_000 } })));
afterEach(() => api.close());

const listEvents = async (query = '') =>
  (await api.call('GET', `/security-events?${query}`, { as: 'admin' })).body.items ?? [];

/** Events are written once a second. */
const waitForEvent = (query: string) => waitForValue(async () => (await listEvents(query))[0]);

test('a call without a valid token, and one without the role, leave a trace', async () => {
  await api.call('GET', '/audit', { as: { token: 'guessed' }, headers: { 'User-Agent': 'guesser/1.0' } });
  await api.call('GET', '/audit', { as: 'it' });
  expect(await waitForEvent('event=unauthorized')).toMatchObject({
    ip: expect.stringContaining('127.0.0.1'),
    userAgent: 'guesser/1.0',
    count: 1,
  });
  expect(await waitForEvent('event=forbidden&actor=ivan')).toMatchObject({
    actor: PEOPLE.it.email,
    tokenId: expect.any(String),
  });
});

test('so do pages, bad links and failed sign-ins', async () => {
  const ivan = await Visitor.signIn(api, 'it');
  await ivan.open('/admin/tokens');
  expect(await waitForEvent('event=forbidden')).toMatchObject({ route: 'GET /admin/tokens', actor: PEOPLE.it.email });
  await ivan.open('/decide/forged');
  expect(await waitForEvent('event=link-expired')).toMatchObject({ route: 'GET /decide/{token}' });
  await new Visitor(api).send('/sign-in', { email: 'stranger@example.com', next: '/' });
  expect(await waitForEvent('event=sign-in-failed')).toMatchObject({ actor: 'stranger@example.com' });
  await ivan.send('/absences', {}, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(await waitForEvent('event=cross-site')).toMatchObject({ route: 'POST /absences' });
});

test('a read of an onboarding is recorded once an hour, for each reader', async () => {
  const id = await api.submit('read@example.org');
  for (const as of ['hr', 'hr', 'manager', 'it'] as const) await api.call('GET', `/onboardings/${id}`, { as });
  const reads = await listEvents(`event=read&onboarding=${id}`);
  const readers = reads.map(({ actor }) => actor).sort();
  // IT may not see it, and what is refused is not a read.
  expect(readers).toEqual([PEOPLE.hr.email, PEOPLE.manager.email].sort());
});

test('a flood is not written row by row, and what is left out is counted', async () => {
  const log = new SecurityLog(api.testDb.database, pino({ level: 'silent' }));
  const request = { ip: '10.0.0.1', get: () => undefined } as unknown as Request;
  for (let call = 0; call < 500; call += 1) log.recordRefusal(request, { locals: {} } as Response, 'unauthorized');
  await log.close();
  const events = await api.testDb.database
    .selectFrom('security_events')
    .select(['event', 'count'])
    .where('ip', 'is', null)
    .execute();
  expect(events).toEqual([{ event: 'dropped', count: 300 }]);
});

test('only administrators read it, page by page', async () => {
  for (const as of ['hr', 'it', 'finance', 'manager'] as const)
    expect((await api.call('GET', '/security-events', { as })).status).toBe(403);
  await waitForValue(async () => (await listEvents('event=forbidden'))[3]);
  const first = await api.call('GET', '/security-events?limit=1', { as: 'admin' });
  expect(first.body.items).toHaveLength(1);
  const second = await api.call('GET', `/security-events?limit=1&cursor=${String(first.body.nextCursor)}`, {
    as: 'admin',
  });
  expect(Number(second.body.items?.[0]?.id)).toBeLessThan(Number(first.body.items?.[0]?.id));
  const alan = await Visitor.signIn(api, 'admin');
  const { page } = await alan.open('/admin/security?event=forbidden');
  expect(page.querySelectorAll('main table tbody tr').length).toBeGreaterThanOrEqual(4);
});
