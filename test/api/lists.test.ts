import { PEOPLE, createRequestFor, FUTURE_MONDAY, TestApi } from './support/test-api';

let api: TestApi;
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await TestApi.start();
  const { job } = createRequestFor('x@example.org');
  const names: Record<string, Parameters<TestApi['submit']>[1]> = {
    one: {},
    two: { manager: PEOPLE.it },
    three: { job: { ...job, department: 'Sales', location: 'london' } },
    four: { employee: { givenName: '100%', familyName: 'Sure_Thing', personalEmail: 'four@example.org' } },
    five: {},
  };
  for (const [name, changes] of Object.entries(names)) ids[name] = await api.submit(`${name}@example.org`, changes);
  await api.testDb.database
    .updateTable('onboardings')
    .set({ status: 'completed', readiness: 'late', start_date: '2020-01-06', closed_at: new Date(), open_key: null })
    .where('id', '=', ids.five ?? '')
    .execute();
});
afterAll(() => api.close());

const listNames = async (query: string, as: 'hr' | 'manager' | 'it' | 'finance' = 'hr') => {
  const { body } = await api.call('GET', `/onboardings${query}`, { as });
  return (body.items ?? []).map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0]);
};

test('the list shows the newest first, with the time of the last update', async () => {
  expect(await listNames('')).toEqual(['five', 'four', 'three', 'two', 'one']);
  const { body } = await api.call('GET', '/onboardings?limit=1');
  expect(body.items).toEqual([
    expect.objectContaining({
      id: ids.five,
      employeeName: 'Ada Lovelace',
      asOf: expect.stringMatching(/Z$/) as string,
    }),
  ]);
});

test.each([
  ['status=completed', ['five']],
  ['status=completed,awaiting-approval', ['five', 'four', 'three', 'two', 'one']],
  ['status=declined', []],
  ['readiness=late', ['five']],
  ['department=Sales', ['three']],
  ['location=london', ['three']],
  [`manager=${PEOPLE.it.email.toUpperCase()}`, ['two']],
  ['startsTo=2020-12-31', ['five']],
  [`startsFrom=${FUTURE_MONDAY}`, ['four', 'three', 'two', 'one']],
  [`startsFrom=2020-01-06&startsTo=2020-01-06`, ['five']],
  ['q=lovel', ['five', 'three', 'two', 'one']],
  ['q=100%25', ['four']],
  ['q=e_t', ['four']],
  ['q=%25', ['four']],
])('the filter %s finds %j', async (query, names) => {
  expect(await listNames(`?${query}`)).toEqual(names);
});

test('pages have no gaps or duplicates, also after an insertion', async () => {
  const seen: unknown[] = [];
  let next = '';
  do {
    const { body } = await api.call('GET', `/onboardings?limit=2${next}`);
    seen.push(...(body.items ?? []).map(({ id }) => id));
    if (seen.length === 2) await api.submit('late@example.org');
    next = typeof body.nextCursor === 'string' ? `&cursor=${body.nextCursor}` : '';
  } while (next !== '');
  expect(seen).toEqual([ids.five, ids.four, ids.three, ids.two, ids.one]);
});

test.each(['newest', 'attention', 'start', 'name'])(
  'pages in the order %s have no gaps or duplicates',
  async (sort) => {
    const whole = await listNames(`?sort=${sort}`);
    const seen: unknown[] = [];
    let next = '';
    do {
      const { body } = await api.call('GET', `/onboardings?sort=${sort}&limit=2${next}`);
      seen.push(...(body.items ?? []).map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0]));
      next = typeof body.nextCursor === 'string' ? `&cursor=${body.nextCursor}` : '';
    } while (next !== '');
    expect(seen).toEqual(whole);
    expect(seen.length).toBeGreaterThan(4);
  },
);

test('sorts by attention, then by start date, then closed ones', async () => {
  const { database } = api.testDb;
  const updateOnboarding = (name: string, values: object) =>
    database
      .updateTable('onboardings')
      .set(values)
      .where('id', '=', ids[name] ?? '')
      .execute();
  await updateOnboarding('two', { status: 'needs-attention' });
  await updateOnboarding('three', { start_date: '2025-01-06' });
  const order = await listNames('?sort=attention');
  expect(order.filter(Boolean).slice(0, 2)).toEqual(['two', 'three']);
  expect(order.at(-1)).toBe('five');
  expect((await listNames('?sort=name')).filter(Boolean)[0]).toBe('four');
  await updateOnboarding('two', { status: 'awaiting-approval' });
  await updateOnboarding('three', { start_date: FUTURE_MONDAY });
});

test('rejects a cursor of another sort order', async () => {
  const { body } = await api.call('GET', '/onboardings?limit=1&sort=name');
  const other = await api.call('GET', `/onboardings?limit=1&cursor=${String(body.nextCursor)}`);
  expect(other).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
});

test('each item has its progress and its next pending step', async () => {
  const { body } = await api.call('GET', '/onboardings?q=Sure');
  expect(body.items).toMatchObject([
    {
      progress: { completed: 0, total: expect.any(Number) as number },
      nextPending: {
        step: 'managerApproval',
        status: 'waiting',
        people: [PEOPLE.manager],
        since: expect.stringMatching(/Z$/) as string,
      },
    },
  ]);
  const closed = await api.call('GET', '/onboardings?status=completed');
  expect(closed.body.items).toHaveLength(1);
  expect(closed.body.items?.[0]).not.toHaveProperty('nextPending');
});

test('items show incidents, and no pending step if the workflow is unreachable', async () => {
  const { pool } = api.testDb;
  for (const [kind, isReachable] of [
    ['orphaned', false],
    ['not-started', false],
    ['stuck', true],
  ] as const) {
    const incident = JSON.stringify({ incident: { kind } });
    await pool.query('update onboardings set view = view || $1 where id = $2', [incident, ids.four]);
    const { body } = await api.call('GET', '/onboardings?q=Sure');
    expect(body.items).toMatchObject([{ incident: kind }]);
    expect([kind, Object.hasOwn(body.items?.[0] ?? {}, 'nextPending')]).toEqual([kind, isReachable]);
  }
  await pool.query(`update onboardings set view = view - 'incident' where id = $1`, [ids.four]);
  const { body } = await api.call('GET', '/onboardings?q=Sure');
  expect(body.items?.[0]).not.toHaveProperty('incident');
});

test('counts include only open and visible onboardings', async () => {
  const all = (await api.call('GET', '/onboardings/counts')).body as { byStatus: Record<string, number> };
  expect(all.byStatus.completed).toBeUndefined();
  expect(all.byStatus['awaiting-approval']).toBeGreaterThanOrEqual(4);
  const { body } = await api.call('GET', '/onboardings/counts', { as: 'it' });
  expect(body).toEqual({ byStatus: { 'awaiting-approval': 1 }, byReadiness: { 'on-track': 1 } });
});

test('a manager sees only their own onboardings', async () => {
  expect(await listNames('', 'it')).toEqual(['two']);
  expect(await listNames('?q=lovelace', 'it')).toEqual(['two']);
  expect(await listNames('', 'finance')).toEqual([]);
  expect((await api.call('GET', `/onboardings/${ids.one}`, { as: 'it' })).status).toBe(404);
  expect((await api.call('GET', `/onboardings/${ids.two}`, { as: 'it' })).status).toBe(200);
});

test('one onboarding is returned with its ordered timeline', async () => {
  const row = {
    onboarding_id: ids.one ?? '',
    at: new Date(),
    step: null,
    by: null,
    via: null,
    reason: null,
    comment: null,
    decision_id: null,
  };
  await api.testDb.database
    .insertInto('timeline')
    .values([
      { ...row, seq: 1, kind: 'submitted', via: 'api' },
      { ...row, seq: 2, kind: 'approval-requested', step: 'managerApproval' },
    ])
    .execute();
  const { body } = await api.call('GET', `/onboardings/${ids.one}`);
  expect(body).toMatchObject({ id: ids.one, status: 'awaiting-approval', asOf: expect.any(String) as string });
  expect(body.timeline).toMatchObject([
    { seq: 1, kind: 'submitted', via: 'api' },
    { seq: 2, step: 'managerApproval' },
  ]);
});

test('tasks are the open approvals of the caller', async () => {
  const { body } = await api.call('GET', '/tasks?assignee=me', { as: 'it' });
  expect(body.items).toMatchObject([
    { onboardingId: ids.two, employeeName: 'Ada Lovelace', step: { id: 'managerApproval', status: 'waiting' } },
  ]);
  expect((await api.call('GET', '/tasks', { as: 'finance' })).body.items).toEqual([]);
  expect((await api.call('GET', '/tasks?assignee=grace@example.com')).status).toBe(400);
});
