import { recordAudit } from '../../src/database/audit';
import { TestApi } from './support/test-api';

let api: TestApi;
const ONBOARDING = '00000000-0000-4000-8000-00000000000a';
beforeAll(async () => {
  api = await TestApi.start();
  const entries = [
    { actor: 'ann@example.com', action: 'inventory.add', detail: { tag: 'X' } },
    { actor: 'ann@example.com', action: 'inventory.retire' },
    { actor: 'bob@example.com', action: 'people.add', ip: '10.0.0.1' },
    { actor: 'b%b@example.com', action: 'cancel', onboardingId: ONBOARDING },
  ];
  for (const entry of entries) await recordAudit(api.testDb.database, entry);
});
afterAll(() => api.close());

const actions = async (query: string) =>
  (await api.call('GET', `/audit?${query}`, { as: 'admin' })).body.items?.map(({ action }) => action);

test('the audit log shows the newest first, page by page', async () => {
  const first = await api.call('GET', '/audit?limit=3', { as: 'admin' });
  expect(first.body.items?.map(({ action }) => action)).toEqual(['cancel', 'people.add', 'inventory.retire']);
  expect(await actions(`limit=3&cursor=${String(first.body.nextCursor)}`)).toEqual(['inventory.add']);
});

test.each([
  ['actor=ANN@', ['inventory.retire', 'inventory.add']],
  ['actor=b%25b', ['cancel']],
  ['action=inventory.', ['inventory.retire', 'inventory.add']],
  [`onboarding=${ONBOARDING}`, ['cancel']],
  ['to=2020-01-01T00:00:00Z', []],
  ['from=2020-01-01T00:00:00Z&action=people', ['people.add']],
])('it is searched: %s', async (query, found) => {
  expect(await actions(query)).toEqual(found);
});

test('a cursor that is none is refused', async () => {
  expect((await api.call('GET', '/audit?cursor=bm9uZQ', { as: 'admin' })).status).toBe(400);
});
