import { type CompanySettings, UNSET_COMPANY } from '../../src/company/settings';
import { insertFirstSampleData, insertSampleData } from '../../src/database/sample-data';
import { getToken, insertTestToken, PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.start();
  await insertSampleData(api.testDb.database, new Date());
});
afterEach(() => api.close());

const ROOT = 'root@example.com';
const MIGUEL = { name: 'Miguel Santos', email: 'miguel@example.com' };

const OWN_PROFILE: CompanySettings['profiles'][string] = {
  title: 'Couriers',
  when: { title: ['Courier'] },
  isAddition: true,
  accounts: [],
  equipment: ['phone'],
  trainings: [],
};

const remove = (body: object = {}, as: Parameters<typeof api.call>[2] = { as: 'admin' }) =>
  api.call('POST', '/company/remove-sample', { ...as, body });

async function getSetup() {
  const { body } = await api.call('GET', '/company/setup');
  const items = body.items as unknown as { code: string; isDone: boolean; count?: number }[];
  return { done: items.filter(({ isDone }) => isDone).map(({ code }) => code), items, isSample: body.isSample };
}

const getCompany = async () =>
  (await api.call('GET', '/company')).body as unknown as { version: number; settings: CompanySettings };

async function change(changes: Partial<CompanySettings>): Promise<void> {
  const { version, settings } = await getCompany();
  const headers = { 'If-Match': `"${String(version)}"` };
  const { status } = await api.call('PUT', '/company', { body: { settings: { ...settings, ...changes } }, headers });
  expect(status).toBe(200);
}

async function countSampleRows(): Promise<number> {
  const { rows } = await api.testDb.pool.query<{ count: number }>(`select (
    (select count(*) from people where sample) + (select count(*) from items where sample) +
    (select count(*) from training_sessions where sample))::int as count`);
  return rows[0]?.count ?? -1;
}

/** Deletes what the support of the tests adds, except the tokens. */
async function deleteOwnRows(): Promise<void> {
  await api.testDb.database.deleteFrom('items').where('sample', '=', false).execute();
  await api.testDb.pool.query('update people set sample = true');
}

const holdItem = (tag: string, id: string) =>
  api.testDb.database
    .updateTable('items')
    .set({ state: 'reserved', onboarding_id: id, effect_key: `${id}/${tag}` })
    .where('tag', '=', tag)
    .execute();

const holdSeat = (session: string, id: string) =>
  api.testDb.database
    .insertInto('seats')
    .values({ session_id: session, onboarding_id: id, effect_key: `${id}/${session}` })
    .execute();

const close = (id: string) =>
  api.testDb.pool.query(`update onboardings set closed_at = now(), status = 'completed' where id = $1`, [id]);

const listSessions = async () =>
  (await api.testDb.database.selectFrom('training_sessions').select('id').where('sample', '=', true).execute()).map(
    ({ id }) => id,
  );

describe('the checklist', () => {
  test('starts with nothing done, and each fact completes its item', async () => {
    await deleteOwnRows();
    expect(await getSetup()).toMatchObject({ done: [], isSample: true });
    const berlin = (await getCompany()).settings.locations.berlin;
    if (berlin === undefined) throw new Error('no Berlin');

    await change({ locations: { ...(await getCompany()).settings.locations, rome: { ...berlin, title: 'Rome' } } });
    expect((await getSetup()).done).toEqual(['locations']);
    await change({ profiles: { ...(await getCompany()).settings.profiles, own: OWN_PROFILE } });
    expect((await getSetup()).done).toEqual(['locations', 'profile']);
    await change({ name: 'Acme', isSample: false });
    expect((await getSetup()).done).toEqual(['company', 'locations', 'systems', 'profile']);
    const person = { email: 'nadia@example.com', name: 'Nadia', roles: ['it'] };
    expect((await api.call('POST', '/people', { as: 'admin', body: person })).status).toBe(201);
    expect((await getSetup()).items.find(({ code }) => code === 'people')).toEqual({
      code: 'people',
      isDone: true,
      count: 1,
    });
    const item = { tag: 'OWN-1', model: 'phone', title: 'Phone', priceCents: 100, currency: 'EUR' };
    await api.call('POST', '/inventory', { as: 'admin', body: item });
    expect((await getSetup()).done).not.toContain('first-hire');
    await api.submit('ada@example.org');
    expect((await getSetup()).done).toEqual([
      'company',
      'people',
      'locations',
      'systems',
      'equipment',
      'profile',
      'first-hire',
    ]);
  });

  test('a hire in the sample company is no first hire, nor is a person without a role enough', async () => {
    await deleteOwnRows();
    await api.submit('ada@example.org');
    await api.call('POST', '/people', { body: { email: 'nadia@example.com', name: 'Nadia' } });
    const { done } = await getSetup();
    expect(done).not.toContain('first-hire');
    expect(done).not.toContain('people');
  });

  test('groups of the identity provider stand for people', async () => {
    await deleteOwnRows();
    api.config.hasGroupRoles = true;
    expect((await getSetup()).done).toEqual(['people']);
  });
});

describe('the removal of the sample', () => {
  test('removes settings and marked rows, keeps the company’s own, and is audited; again it does nothing', async () => {
    await api.testDb.pool.query(`update people set manager_email = $1 where email = $2`, [
      MIGUEL.email,
      PEOPLE.it.email,
    ]);
    const removed = await remove();
    expect(removed).toMatchObject({
      status: 200,
      body: { version: 2, removed: { people: 5, equipment: 40, trainings: 1300 } },
    });
    expect((await getCompany()).settings).toMatchObject({
      name: UNSET_COMPANY.name,
      isSample: false,
      locations: {},
      profiles: {},
      systems: {},
      departments: [],
    });
    expect(await countSampleRows()).toBe(0);
    const { items: people = [] } = (await api.call('GET', '/people')).body;
    expect(people.map(({ email }) => email).sort()).toEqual(
      Object.values(PEOPLE)
        .map(({ email }) => email)
        .sort(),
    );
    expect(people.find(({ email }) => email === PEOPLE.it.email)).not.toHaveProperty('managerEmail');
    expect((await getSetup()).isSample).toBe(false);
    expect(await remove()).toMatchObject({
      status: 200,
      body: { version: 2, removed: { people: 0, equipment: 0, trainings: 0 } },
    });
    const audit = await api.call('GET', '/audit?action=company.remove-sample', { as: 'admin' });
    expect(audit.body.items).toMatchObject([{ actor: PEOPLE.admin.email }]);
  });

  test('ends the access of the people that it removes', async () => {
    const token = 'fd_miguel';
    await insertTestToken(api.testDb.database, token, { ...MIGUEL, roles: ['manager'] });
    expect((await api.call('GET', '/tasks', { as: { token } })).status).toBe(200);
    await remove();
    expect((await api.call('GET', '/tasks', { as: { token } })).status).toBe(401);
  });

  test('keeps the caller and the first administrator, even if the sample brought them', async () => {
    const { database } = api.testDb;
    const token = 'fd_carla';
    await database
      .updateTable('people')
      .set({ roles: ['admin'] })
      .where('email', '=', 'carla@example.com')
      .execute();
    await insertTestToken(database, token, { name: 'Carla', email: 'carla@example.com', roles: ['admin'] });
    const { body: sample } = await api.call('GET', '/company/sample', { as: { token } });
    expect(sample.keptAccounts).toEqual(['carla@example.com', ROOT]);
    expect(await remove({}, { as: { token } })).toMatchObject({ status: 200, body: { removed: { people: 4 } } });
    expect((await api.call('GET', '/tokens', { as: { token } })).status).toBe(200);
    expect(await countSampleRows()).toBe(0);
  });

  test('is refused while onboardings of the sample are open, and names them', async () => {
    const id = await api.submit('ada@example.org');
    expect(await remove()).toMatchObject({
      status: 409,
      body: {
        code: 'conflict',
        reason: { code: 'conflict.sample-open', params: { onboardings: 1 } },
        onboardings: [{ id, employeeName: 'Ada Lovelace', status: 'awaiting-approval' }],
      },
    });
    expect((await getCompany()).version).toBe(1);
    expect((await api.call('GET', '/company/sample', { as: 'admin' })).body.onboardings).toMatchObject([{ id }]);
    await close(id);
    expect((await remove()).status).toBe(200);
    expect((await api.call('GET', `/onboardings/${id}`)).status).toBe(200);
  });

  test('takes what ended onboardings of the sample hold, and leaves what the company’s own hold', async () => {
    const [session = '', ownSession = ''] = await listSessions();
    const sampleId = await api.submit('ada@example.org');
    await holdItem('L14-001', sampleId);
    await holdSeat(session, sampleId);
    await close(sampleId);
    await change({ name: 'Acme', isSample: false });
    const ownId = await api.submit('bo@example.org');
    await holdItem('L14-002', ownId);
    await holdSeat(ownSession, ownId);
    expect(await remove()).toMatchObject({ status: 200, body: { removed: { equipment: 39, trainings: 1299 } } });
    const items = await api.testDb.database.selectFrom('items').select(['tag', 'sample']).orderBy('tag').execute();
    expect(items).toEqual([
      { tag: 'L-1', sample: false },
      { tag: 'L-2', sample: false },
      { tag: 'L14-002', sample: false },
    ]);
    expect(await api.testDb.database.selectFrom('seats').select('session_id').execute()).toEqual([
      { session_id: ownSession },
    ]);
  });

  test('leaves settings that were made the company’s own, and is refused while they wait for a person of the sample', async () => {
    await change({ name: 'Acme', isSample: false });
    const id = await api.submit('ada@example.org', { manager: MIGUEL });
    expect(await remove({ cancelOpen: true })).toMatchObject({
      status: 409,
      body: { reason: { code: 'conflict.sample-people' }, onboardings: [{ id }] },
    });
    await close(id);
    expect(await remove()).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await getCompany()).settings).toMatchObject({ name: 'Acme', locations: { berlin: {} } });
    expect(await countSampleRows()).toBe(0);
  });

  test('is for administrators, with a fresh sign-in where one is required', async () => {
    expect((await remove({}, { as: 'hr' })).status).toBe(403);
    api.config.stepUp = { maxAgeMs: 60_000, costCents: 0 };
    expect(await remove({}, { as: { token: getToken('admin') } })).toMatchObject({
      status: 403,
      body: { code: 'step-up-required' },
    });
  });

  test('two at once remove it once', async () => {
    const responses = await Promise.all([remove(), remove(), remove()]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    const people = responses.map(({ body }) => (body.removed as { people: number }).people);
    expect(people.sort()).toEqual([0, 0, 5]);
  });

  test('a restart does not bring it back, neither after a removal nor after own settings', async () => {
    await remove();
    await insertFirstSampleData(api.testDb.database, new Date());
    expect(await countSampleRows()).toBe(0);
    expect(await getCompany()).toMatchObject({ version: 2, settings: { locations: {} } });
  });
});

test('an empty database gets the sample on its first start only', async () => {
  const { pool, database } = api.testDb;
  await pool.query('alter table company_versions disable trigger all; delete from company_versions');
  await pool.query('delete from items where sample');
  await insertFirstSampleData(database, new Date());
  expect(await getCompany()).toMatchObject({ version: 1, settings: { isSample: true } });
  await pool.query('delete from items where sample');
  await insertFirstSampleData(database, new Date());
  const { items: models = [] } = (await api.call('GET', '/inventory/models')).body;
  expect(models.map(({ model }) => model)).toEqual(['laptop-14']);
});
