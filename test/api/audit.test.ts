import { recordAudit } from '../../src/database/audit';
import { TestApi } from './support/test-api';

let api: TestApi;
const ONBOARDING_ID = '00000000-0000-4000-8000-00000000000a';
beforeAll(async () => {
  api = await TestApi.start();
  const entries = [
    { actor: 'ann@example.com', action: 'inventory.add', detail: { tag: 'X' } },
    { actor: 'ann@example.com', action: 'inventory.retire' },
    { actor: 'bob@example.com', action: 'people.add', ip: '10.0.0.1' },
    { actor: 'b%b@example.com', action: 'cancel', onboardingId: ONBOARDING_ID },
  ];
  for (const entry of entries) await recordAudit(api.testDb.database, entry);
});
afterAll(() => api.close());

const listActions = async (query: string) =>
  (await api.call('GET', `/audit?${query}`, { as: 'admin' })).body.items?.map(({ action }) => action);

test('the audit log is paged, newest first', async () => {
  const first = await api.call('GET', '/audit?limit=3', { as: 'admin' });
  expect(first.body.items?.map(({ action }) => action)).toEqual(['cancel', 'people.add', 'inventory.retire']);
  expect(await listActions(`limit=3&cursor=${String(first.body.nextCursor)}`)).toEqual(['inventory.add']);
});

test.each([
  ['actor=ANN@', ['inventory.retire', 'inventory.add']],
  ['actor=b%25b', ['cancel']],
  ['action=inventory.', ['inventory.retire', 'inventory.add']],
  [`onboarding=${ONBOARDING_ID}`, ['cancel']],
  ['to=2020-01-01T00:00:00Z', []],
  ['from=2020-01-01T00:00:00Z&action=people', ['people.add']],
])('filter: %s', async (query, expected) => {
  expect(await listActions(query)).toEqual(expected);
});

test('rejects a malformed cursor', async () => {
  expect((await api.call('GET', '/audit?cursor=bm9uZQ', { as: 'admin' })).status).toBe(400);
});
