import { createHash } from 'node:crypto';
import { ADMIN_TOKEN, PEOPLE, FUTURE_MONDAY, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const findLastAudit = async (action: string) =>
  (await api.testDb.database.selectFrom('audit').selectAll().where('action', '=', action).execute()).at(-1);

describe('inventory', () => {
  const item = { tag: 'L-9', model: 'laptop-16', title: 'Big laptop', priceCents: 250_000, currency: 'EUR' };

  test('accepts an item once, and records who added it', async () => {
    const added = await api.call('POST', '/inventory', { as: 'it', body: item });
    expect(added).toMatchObject({ status: 201, body: { ...item, state: 'free', sample: false } });
    expect(await api.call('POST', '/inventory', { as: 'it', body: item })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await findLastAudit('inventory.add')).toMatchObject({ actor: PEOPLE.it.email, detail: { tag: 'L-9' } });
  });

  test('filters by model and state, with pages', async () => {
    const listTags = async (query: string) =>
      (await api.call('GET', `/inventory?${query}`)).body.items?.map(({ tag }) => tag);
    expect(await listTags('model=laptop-14')).toEqual(['L-1', 'L-2']);
    expect(await listTags('state=reserved')).toEqual([]);
    const { body } = await api.call('GET', '/inventory?limit=1&model=laptop-14');
    expect(await listTags(`limit=1&model=laptop-14&cursor=${String(body.nextCursor)}`)).toEqual(['L-2']);
  });

  test('lists models with their highest price and free items', async () => {
    const dock = { ...item, tag: 'D-1', model: 'dock', title: 'Dock 100%', priceCents: 20_000 };
    await api.call('POST', '/inventory', { as: 'it', body: dock });
    await api.call('POST', '/inventory', { as: 'it', body: { ...dock, tag: 'D-2', priceCents: 30_000 } });
    await api.testDb.database.updateTable('items').set({ state: 'retired' }).where('tag', '=', 'D-1').execute();
    const listModels = async (query: string) => (await api.call('GET', `/inventory/models?${query}`)).body.items;
    const found = { model: 'dock', title: 'Dock 100%', priceCents: 30_000, currency: 'EUR', free: 1, reserved: 0 };
    expect(await listModels('q=DOCK')).toEqual([found]);
    expect(await listModels('q=100%25')).toEqual([found]);
    expect(await listModels('q=_%25')).toEqual([]);
    expect((await listModels(''))?.map(({ model }) => model)).toEqual(expect.arrayContaining(['dock', 'laptop-14']));
  });

  test.each([
    ['priceCents', { ...item, priceCents: -1 }],
    ['priceCents', { ...item, priceCents: 1.5 }],
    ['priceCents', { ...item, priceCents: 3e9 }],
    ['currency', { ...item, currency: 'euro' }],
    ['tag', { ...item, tag: '../L' }],
    ['state', { ...item, state: 'reserved' }],
  ])('rejects an invalid %s', async (field, body) => {
    const response = await api.call('POST', '/inventory', { as: 'it', body });
    expect(response).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe('trainings', () => {
  const session = {
    course: 'first-aid',
    title: 'First aid',
    startsAt: `${FUTURE_MONDAY}T09:00:00+01:00`,
    endsAt: `${FUTURE_MONDAY}T12:00:00+01:00`,
    timeZone: 'Europe/Berlin',
    place: 'Room 1',
    capacity: 2,
  };

  test('accepts a session and shows its free seats', async () => {
    const added = await api.call('POST', '/trainings', { body: session });
    expect(added).toMatchObject({
      status: 201,
      body: { course: 'first-aid', seatsFree: 2, startsAt: `${FUTURE_MONDAY}T08:00:00.000Z` },
    });
    await api.testDb.database
      .insertInto('seats')
      .values({ session_id: String(added.body.id), onboarding_id: crypto.randomUUID(), effect_key: 'x' })
      .execute();
    const { body } = await api.call('GET', '/trainings?course=first-aid');
    expect(body.items).toMatchObject([{ seatsFree: 1, capacity: 2 }]);
    expect(await findLastAudit('training.add')).toMatchObject({ actor: PEOPLE.hr.email });
  });

  test('lists each course once', async () => {
    const found = await api.call('GET', '/trainings/courses?q=AID');
    expect(found.body.items).toEqual([{ course: 'first-aid', title: 'First aid' }]);
  });

  test('are paged', async () => {
    const { body } = await api.call('GET', '/trainings?limit=1');
    const next = await api.call('GET', `/trainings?limit=1&cursor=${String(body.nextCursor)}`);
    expect(next.body.items).toHaveLength(1);
    expect(next.body.items?.[0]?.id).not.toBe(body.items?.[0]?.id);
  });

  test.each([
    ['endsAt', { ...session, endsAt: session.startsAt }],
    ['startsAt', { ...session, startsAt: '2020-01-01T09:00:00Z', endsAt: '2020-01-01T10:00:00Z' }],
    ['startsAt', { ...session, startsAt: '2027-03-01T09:00' }],
    ['timeZone', { ...session, timeZone: 'Mars/Olympus' }],
    ['capacity', { ...session, capacity: -1 }],
  ])('rejects an invalid %s', async (field, body) => {
    const response = await api.call('POST', '/trainings', { body });
    expect(response.status).toBe(400);
    expect(response.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});

test('locations are listed by code', async () => {
  const { body } = await api.call('GET', '/locations', { as: 'manager' });
  expect(body.items).toContainEqual({ code: 'berlin', title: 'Berlin', timeZone: 'Europe/Berlin' });
});

describe('people', () => {
  test('are added, searched and replaced; addresses are normalised', async () => {
    const added = await api.call('POST', '/people', {
      body: { email: 'New@Example.com', name: 'Nora New', managerEmail: PEOPLE.manager.email },
    });
    expect(added).toMatchObject({ status: 201, body: { email: 'new@example.com', roles: [] } });
    expect((await api.call('POST', '/people', { body: { email: 'new@example.com', name: 'N' } })).status).toBe(409);
    expect((await api.call('GET', '/people?q=nora')).body.items).toMatchObject([{ name: 'Nora New' }]);
    const replaced = await api.call('PUT', '/people/NEW@example.com', { body: { name: 'Nora Old' } });
    expect(replaced).toMatchObject({ status: 200, body: { name: 'Nora Old' } });
    expect(replaced.body.managerEmail).toBeUndefined();
    expect((await api.call('PUT', '/people/nobody@example.com', { body: { name: 'N' } })).status).toBe(404);
    expect(await findLastAudit('people.replace')).toMatchObject({
      actor: PEOPLE.hr.email,
      detail: { email: 'new@example.com' },
    });
  });

  test('set their own language; HR sets anybody’s', async () => {
    const { email } = PEOPLE.manager;
    const setLanguage = (as: 'manager' | 'hr', person: string, language: unknown) =>
      api.call('PATCH', `/people/${person}`, { as, body: { language } });
    expect(await setLanguage('manager', 'me', 'de')).toMatchObject({ status: 200, body: { email, language: 'de' } });
    expect(await findLastAudit('people.patch')).toMatchObject({ actor: email, detail: { email, language: 'de' } });
    expect((await setLanguage('manager', PEOPLE.it.email, 'de')).status).toBe(403);
    expect((await setLanguage('hr', 'nobody@example.com', 'de')).status).toBe(404);
    expect((await setLanguage('hr', email, 'fr')).status).toBe(400);
    const { name } = PEOPLE.manager;
    const kept = await api.call('PUT', `/people/${email}`, { as: 'admin', body: { name, roles: ['manager'] } });
    expect(kept.body.language).toBe('de');
    expect((await setLanguage('hr', email, null)).body.language).toBeUndefined();
  });

  test('get roles only from administrators; HR keeps existing roles', async () => {
    const { email, name } = PEOPLE.finance;
    expect((await api.call('PUT', `/people/${email}`, { body: { name, roles: [] } })).status).toBe(403);
    expect((await api.call('PUT', `/people/${email}`, { body: { name, roles: ['finance'] } })).status).toBe(200);
    expect(
      (await api.call('POST', '/people', { body: { email: 'f2@example.com', name, roles: ['finance'] } })).status,
    ).toBe(403);
    expect(
      (await api.call('POST', '/people', { as: 'admin', body: { email: 'f2@example.com', name, roles: ['finance'] } }))
        .status,
    ).toBe(201);
    const { body } = await api.call('GET', '/people?role=finance');
    expect(body.items?.map((person) => person.email)).toEqual(['f2@example.com', email]);
  });
});

describe('tokens', () => {
  test('are shown once, stored as a hash and valid until revoked', async () => {
    const created = await api.call('POST', '/tokens', {
      as: 'admin',
      body: { email: PEOPLE.hr.email, roles: ['hr'], expiresInDays: 1 },
    });
    expect(created).toMatchObject({ status: 201, body: { name: PEOPLE.hr.name, createdBy: PEOPLE.admin.email } });
    expect(created.headers.get('cache-control')).toBe('no-store');
    const token = String(created.body.token);
    expect(token).toMatch(/^fd_[\w-]{43}$/);

    const row = await api.testDb.database
      .selectFrom('tokens')
      .selectAll()
      .where('id', '=', String(created.body.id))
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row.hash).toBe(createHash('sha256').update(token).digest('hex'));
    const listed = await api.call('GET', '/tokens', { as: 'admin' });
    expect(JSON.stringify(listed.body)).not.toMatch(new RegExp(`${token}|${row.hash}`));

    expect((await api.call('GET', '/onboardings', { as: { token } })).status).toBe(200);
    expect((await api.call('DELETE', `/tokens/${row.id}`, { as: 'admin' })).status).toBe(204);
    expect((await api.call('GET', '/onboardings', { as: { token } })).status).toBe(401);
    expect((await api.call('DELETE', `/tokens/${row.id}`, { as: 'admin' })).status).toBe(204);
    expect((await api.call('DELETE', `/tokens/${crypto.randomUUID()}`, { as: 'admin' })).status).toBe(404);
  });

  test('expire', async () => {
    const { body } = await api.call('POST', '/tokens', {
      as: 'admin',
      body: { email: PEOPLE.hr.email, roles: ['hr'] },
    });
    await api.testDb.database
      .updateTable('tokens')
      .set({ expires_at: new Date() })
      .where('id', '=', String(body.id))
      .execute();
    expect((await api.call('GET', '/onboardings', { as: { token: String(body.token) } })).status).toBe(401);
  });

  test('ADMIN_TOKEN belongs to the first administrator', async () => {
    expect((await api.call('GET', '/tokens', { as: { token: ADMIN_TOKEN } })).status).toBe(200);
    expect((await api.call('GET', '/tokens', { as: { token: `${ADMIN_TOKEN} ` } })).status).toBe(200);
    expect((await api.call('GET', '/tokens', { as: { token: ADMIN_TOKEN.slice(1) } })).status).toBe(401);
  });
});

test('plans are described in words', async () => {
  const { body } = await api.call('GET', '/plans', { as: 'manager' });
  expect(body.items).toContainEqual(expect.objectContaining({ name: 'standard' }));
  expect(await api.call('GET', '/plans/standard')).toMatchObject({ status: 200, body: { name: 'standard' } });
  expect((await api.call('GET', '/plans/nope')).status).toBe(404);
});
