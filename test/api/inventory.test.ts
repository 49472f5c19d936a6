import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const CSV_HEADER = 'tag,model,title,priceCents,currency';
const buildCsvUpload = (...lines: string[]) => ({
  as: 'it' as const,
  body: [CSV_HEADER, ...lines].join('\n'),
  headers: { 'Content-Type': 'text/csv' },
});
const listTags = async (query: string, as: 'hr' | 'manager' = 'hr') =>
  (await api.call('GET', `/inventory?${query}`, { as })).body.items?.map(({ tag }) => tag);
const findItemState = (tag: string) =>
  api.testDb.database.selectFrom('items').select('state').where('tag', '=', tag).executeTakeFirst();

async function reserveItem(tag: string, onboardingId: string): Promise<void> {
  const reserved = { state: 'reserved' as const, onboarding_id: onboardingId, effect_key: `key of ${tag}` };
  await api.testDb.database.updateTable('items').set(reserved).where('tag', '=', tag).execute();
}

test('a file of items is added as a whole and audited', async () => {
  const response = await api.call(
    'POST',
    '/inventory/import',
    buildCsvUpload('I-1,phone,Phone,59900,EUR', 'I-2,phone,Phone,59900,EUR'),
  );
  expect(response).toMatchObject({ status: 201, body: { added: 2 } });
  expect(await listTags('q=I-')).toEqual(['I-1', 'I-2']);
  const auditEntry = await api.testDb.database
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'inventory.import')
    .executeTakeFirst();
  expect(auditEntry).toMatchObject({ actor: PEOPLE.it.email, detail: { count: 2 } });
});

test('if one row is invalid, all errors are reported and nothing is added', async () => {
  const rows = ['N-1,phone,Phone,100,EUR', 'N-1,phone,Phone,100,EUR', 'L-1,phone,Phone,100,EUR', 'N-2,phone,,1.5,euro'];
  const response = await api.call('POST', '/inventory/import', buildCsvUpload(...rows));
  expect(response).toMatchObject({ status: 422, body: { code: 'invalid-rows', invalidRows: 3, rows: 4 } });
  expect(response.body.errors).toMatchObject([
    { row: 3, field: 'tag', code: 'row.duplicate', params: { row: 2 } },
    { row: 4, field: 'tag', code: 'tag.taken' },
    { row: 5, field: 'title', code: 'required' },
    { row: 5, field: 'priceCents', code: 'type.number' },
    { row: 5, field: 'currency', code: 'format.currency' },
  ]);
  expect(await findItemState('N-1')).toBeUndefined();
});

test('JSON is accepted like CSV, with the same validation', async () => {
  const row = { tag: 'J-1', model: 'phone', title: 'Phone', priceCents: 1, currency: 'EUR' };
  const rejected = await api.call('POST', '/inventory/import', {
    as: 'it',
    body: { rows: [row, { ...row, state: 'free' }] },
  });
  expect(rejected).toMatchObject({ status: 422, body: { errors: [{ row: 2, field: 'state' }] } });
  expect((await api.call('POST', '/inventory/import', { as: 'it', body: { rows: [row] } })).status).toBe(201);
});

test('a free item is retired and restored; a reserved one cannot be retired', async () => {
  const id = await api.submit('holder@example.org');
  const retire = (tag: string) => api.call('POST', `/inventory/${tag}/retire`, { as: 'it' });
  const restore = (tag: string) => api.call('POST', `/inventory/${tag}/restore`, { as: 'it' });
  expect(await retire('L-1')).toMatchObject({ status: 200, body: { state: 'retired' } });
  expect(await retire('L-1')).toMatchObject({
    status: 409,
    body: { reason: { code: 'conflict.item-state', params: { tag: 'L-1', state: 'retired' } } },
  });
  expect(await restore('L-1')).toMatchObject({ status: 200, body: { state: 'free' } });
  expect((await restore('L-1')).status).toBe(409);
  await reserveItem('L-2', id);
  const rejected = await retire('L-2');
  expect(rejected).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(rejected.body.reason).toEqual({ code: 'conflict.item-reserved', params: { tag: 'L-2', onboardingId: id } });
  expect(await findItemState('L-2')).toEqual({ state: 'reserved' });
  expect((await retire('nothing')).status).toBe(404);
});

test('holders of items are visible to HR and IT only, and searchable', async () => {
  await reserveItem('L-2', await api.submit('seeker@example.org'));
  const { body } = await api.call('GET', '/inventory?state=reserved', { as: 'it' });
  expect(body.items).toMatchObject([{ tag: 'L-2', holder: 'Ada Lovelace' }]);
  expect(await listTags('q=lovelace')).toEqual(['L-2']);
  expect(await listTags('q=lovelace', 'manager')).toEqual([]);
  const asManager = await api.call('GET', '/inventory?state=reserved', { as: 'manager' });
  expect(JSON.stringify(asManager.body)).not.toContain('Lovelace');
});
