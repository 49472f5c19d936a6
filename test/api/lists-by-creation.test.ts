import { randomUUID } from 'node:crypto';
import { Visitor } from '../web/support/visitor';
import { TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  const { database } = api.testDb;
  for (let number = 0; number < ROWS; number += 1) {
    // Several rows of one instant, as a script creates them.
    const created_at = new Date(Date.UTC(2027, 0, 4, 8, 0, Math.floor(number / 4)));
    const row = { id: randomUUID(), created_by: 'alan@example.com', created_at };
    await database
      .insertInto('tokens')
      .values({ ...row, hash: row.id, email: 'hilda@example.com', name: `Token ${number}`, roles: ['hr'] })
      .execute();
    await database
      .insertInto('webhooks')
      .values({
        ...row,
        url: `https://hooks.example.com/${number}`,
        events: ['onboarding.completed'],
        encrypted_secret: 's',
      })
      .execute();
  }
});
afterAll(() => api.close());

/** More than fit on one page of a list. */
const ROWS = 60;
const LISTS = ['/tokens', '/webhooks'] as const;

interface Page {
  items?: Record<string, unknown>[];
  nextCursor?: string;
}

const list = async (path: string): Promise<Page> => (await api.call('GET', path, { as: 'admin' })).body;

async function listAllIds(path: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ;) {
    const { items = [], nextCursor }: Page = await list(`${path}?limit=${limit}${cursor}`);
    expect(items.length).toBeLessThanOrEqual(limit);
    ids.push(...items.map(({ id }) => String(id)));
    if (nextCursor === undefined) return ids;
    cursor = `&cursor=${nextCursor}`;
  }
}

test.each(LISTS)('%s has a first page of fifty, and pages that together have each row once', async (path) => {
  const first = await list(path);
  expect(first.items).toHaveLength(50);
  const ids = await listAllIds(path, 7);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(ROWS);
  expect(await listAllIds(path, 200)).toEqual(ids);
  const instants = (await list(`${path}?limit=200`)).items?.map(({ createdAt }) => String(createdAt)) ?? [];
  const sorted = [...instants].sort();
  expect(instants).toEqual(path === '/tokens' ? sorted.reverse() : sorted);
});

test.each(LISTS)('a page of %s goes on behind a row that was created or deleted meanwhile', async (path) => {
  const before = await listAllIds(path, 200);
  const { nextCursor } = await list(`${path}?limit=5`);
  const table = path === '/tokens' ? 'tokens' : 'webhooks';
  await api.testDb.database
    .deleteFrom(table)
    .where('id', '=', before[4] ?? '')
    .execute();
  const { items = [] } = await list(`${path}?limit=5&cursor=${nextCursor}`);
  expect(items.map(({ id }) => id)).toEqual(before.slice(5, 10));
});

test.each(LISTS)('%s refuses a cursor of another list, and unknown parameters', async (path) => {
  const { nextCursor } = (await api.call('GET', '/people?limit=1')).body;
  for (const query of [`cursor=${String(nextCursor)}`, 'cursor=x', 'limit=201'])
    expect(await api.call('GET', `${path}?${query}`, { as: 'admin' })).toMatchObject({ status: 400 });
});

test.each(LISTS)('the page of %s leads to the next one, which has the others', async (path) => {
  const alan = await Visitor.signIn(api, 'admin');
  const countRows = (page: Awaited<ReturnType<Visitor['open']>>['page']) => page.querySelectorAll('tbody tr').length;
  const first = await alan.open(`/admin${path}`);
  expect(countRows(first.page)).toBe(50);
  const next = first.page.querySelector('a[rel=next]')?.getAttribute('href') ?? '';
  const second = await alan.open(next);
  expect(countRows(second.page)).toBe((await listAllIds(path, 200)).length - 50);
  expect(second.page.querySelector('a[rel=next]')).toBeNull();
});

test('a webhook behind the first page can be read, opened and tried', async () => {
  const id = (await listAllIds('/webhooks', 200)).at(-1) ?? '';
  expect(await api.call('GET', `/webhooks/${id}`, { as: 'admin' })).toMatchObject({ status: 200, body: { id } });
  expect((await api.call('GET', `/webhooks/${id}/deliveries`, { as: 'admin' })).status).toBe(200);
  const alan = await Visitor.signIn(api, 'admin');
  expect((await alan.open(`/admin/webhooks/${id}`)).page.querySelector('h1')?.text).toContain('hooks.example.com');
  expect(await api.call('GET', `/webhooks/${randomUUID()}`, { as: 'admin' })).toMatchObject({ status: 404 });
});
