import { ROUTE_ACCESS, type RouteName } from '../../src/api/http/route-access';
import { insertSession } from '../../src/database/sessions';
import { generateSecret, hashSecret } from '../../src/auth/secrets';
import type { AccountState } from '../../src/domain/status';
import { ADMIN_TOKEN, getToken, insertTestToken, PEOPLE, TestApi } from './support/test-api';

const FIRST_ADMIN = { token: ADMIN_TOKEN };
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PATH_PARAMETERS: Record<string, string> = { email: 'x@example.com', step: 'managerApproval' };

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

const changeState = (email: string, action: 'suspend' | 'reactivate' | 'remove') =>
  api.call('POST', `/people/${email}/${action}`, { as: FIRST_ADMIN });

/** Calls with the cookie of a new session. */
async function createSession(email: string): Promise<(method: string, path: string) => Promise<number>> {
  const secret = generateSecret();
  await insertSession(api.testDb.database, { hash: hashSecret(secret), email });
  const headers = { Cookie: `firstday=${secret}`, 'Sec-Fetch-Site': 'same-origin' };
  return async (method, path) => (await fetch(`${api.url}/api/v1${path}`, { method, headers })).status;
}

const closedRoutes = (Object.keys(ROUTE_ACCESS) as RouteName[]).filter((route) => ROUTE_ACCESS[route] !== 'public');
function toMethodAndPath(route: RouteName): [method: string, path: string] {
  const [method = '', path = ''] = route.split(' ');
  return [method, path.replace(/\{(\w+)\}/g, (_match, name: string) => PATH_PARAMETERS[name] ?? UNKNOWN_ID)];
}

test.each(['suspended', 'removed'] as const satisfies AccountState[])(
  'a %s account opens no route, by token or session, whatever its roles',
  async (state) => {
    const roles = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
    await insertTestToken(api.testDb.database, 'all-roles', { name: 'Zoe', email: 'zoe@example.com', roles });
    // A session that began before, of which the change knew nothing.
    const callBySession = await createSession('zoe@example.com');
    expect(await callBySession('GET', '/tasks')).toBe(200);
    await api.testDb.database.updateTable('people').set({ state }).where('email', '=', 'zoe@example.com').execute();
    const open: string[] = [];
    for (const route of closedRoutes) {
      const [method, path] = toMethodAndPath(route);
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const { status } = await api.call(method, path, { as: { token: 'all-roles' }, body });
      if (status !== 401 || (await callBySession(method, path)) !== 401) open.push(route);
    }
    expect(open).toEqual([]);
  },
);

test('suspending ends all sessions at once, and reactivating does not bring them back', async () => {
  const callBySession = await createSession(PEOPLE.it.email);
  const response = await changeState(PEOPLE.it.email, 'suspend');
  expect(response).toMatchObject({ status: 200, body: { state: 'suspended', pendingSteps: [] } });
  expect(await callBySession('GET', '/tasks')).toBe(401);
  expect((await api.call('GET', '/tasks', { as: 'it' })).status).toBe(401);
  expect((await changeState(PEOPLE.it.email, 'reactivate')).body).toMatchObject({ state: 'active' });
  expect(await callBySession('GET', '/tasks')).toBe(401);
  expect((await api.call('GET', '/tasks', { as: 'it' })).status).toBe(200);
});

test('removing revokes all tokens, and hides the person from lists', async () => {
  await changeState(PEOPLE.finance.email, 'remove');
  await changeState(PEOPLE.finance.email, 'reactivate');
  expect((await api.call('GET', '/tasks', { as: 'finance' })).status).toBe(401);
  await changeState(PEOPLE.finance.email, 'remove');
  const listEmails = async (query: string) =>
    (await api.call('GET', `/people${query}`)).body.items?.map(({ email }) => email) ?? [];
  expect(await listEmails('')).not.toContain(PEOPLE.finance.email);
  expect(await listEmails('?state=removed')).toEqual([PEOPLE.finance.email]);
});

test('the answer lists what waits for the person', async () => {
  const id = await api.submit('waits@example.org');
  await api.testDb.pool.query(
    `update onboardings set pending_people = array[$2], view = jsonb_set(view, '{steps}', $3::jsonb) where id = $1`,
    [id, PEOPLE.manager.email, JSON.stringify([WAITING_STEP])],
  );
  const { body } = await changeState(PEOPLE.manager.email, 'suspend');
  expect(body.pendingSteps).toEqual([expect.objectContaining({ onboardingId: id, step: 'managerApproval' })]);
  const found = await api.call('GET', `/people/${PEOPLE.manager.email}`);
  expect(found.body).toMatchObject({ state: 'suspended', pendingSteps: body.pendingSteps });
});
const WAITING_STEP = {
  id: 'managerApproval',
  kind: 'approval',
  title: 'Manager approval',
  status: 'waiting',
  after: [],
  people: [PEOPLE.manager],
};

test('only administrators change accounts, and neither their own nor the first administrator’s', async () => {
  expect((await api.call('POST', `/people/${PEOPLE.it.email}/suspend`, { as: 'hr' })).status).toBe(403);
  const own = await api.call('POST', `/people/${PEOPLE.admin.email}/remove`, { as: 'admin' });
  expect(own).toMatchObject({ status: 409, body: { detail: 'You cannot change the state of your own account.' } });
  const first = await api.call('POST', '/people/root@example.com/suspend', { as: 'admin' });
  expect(first).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await changeState('x@example.com', 'suspend')).status).toBe(404);
});

describe('a token', () => {
  test('loses a role with its owner, from the next call on', async () => {
    expect((await api.call('GET', '/people', { as: 'hr' })).status).toBe(200);
    const setRoles = (roles: string[]) =>
      api.call('PUT', `/people/${PEOPLE.hr.email}`, { as: 'admin', body: { name: 'Hilda', roles } });
    await setRoles(['finance']);
    expect((await api.call('GET', '/people', { as: 'hr' })).status).toBe(403);
    await setRoles(['hr', 'admin']);
    expect((await api.call('GET', '/people', { as: 'hr' })).status).toBe(200);
    // The token was made for the role `hr` alone.
    expect((await api.call('GET', '/audit', { as: 'hr' })).status).toBe(403);
  });

  test('is made only for people with an account and these roles', async () => {
    const create = (body: object) => api.call('POST', '/tokens', { as: 'admin', body });
    expect(await create({ email: 'x@example.com', roles: ['hr'] })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'email', code: 'person.no-account' }] },
    });
    expect(await create({ email: PEOPLE.it.email, roles: ['it', 'finance'] })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'roles', code: 'roles.not-held', message: expect.stringContaining('Finance') }] },
    });
    expect((await create({ email: PEOPLE.it.email, roles: ['it'] })).status).toBe(201);
  });
});

describe('a token made by another person', () => {
  test('acts on their behalf: its owner gets a mail, and its submissions name both', async () => {
    const { body } = await api.call('POST', '/tokens', {
      as: 'admin',
      body: { email: PEOPLE.hr.email, roles: ['hr'], name: 'HRIS' },
    });
    const mail = api.mails.at(-1);
    expect(mail).toMatchObject({ to: [{ email: PEOPLE.hr.email }], subject: 'An access token acts on your behalf' });
    expect(mail?.text).toContain(`${PEOPLE.admin.email} created an access token`);
    const id = await api.submitAs({ token: String(body.token) }, 'on-behalf@example.org');
    const view = await api.call('GET', `/onboardings/${id}`);
    expect(view.body).toMatchObject({ submittedBy: { email: PEOPLE.hr.email }, submittedThrough: PEOPLE.admin.email });
  });

  test('made for oneself names nobody else, and is not announced', async () => {
    const { body } = await api.call('POST', '/tokens', {
      as: 'admin',
      body: { email: PEOPLE.admin.email, roles: ['admin'] },
    });
    expect(api.mails).toEqual([]);
    const id = await api.submitAs({ token: String(body.token) }, 'own@example.org');
    expect((await api.call('GET', `/onboardings/${id}`)).body).not.toHaveProperty('submittedThrough');
  });
});

describe('without a role', () => {
  const nora = { email: 'nora@example.com', name: 'Nora', roles: [] };

  test('a person signs in only while an open onboarding involves them', async () => {
    await api.testDb.database.insertInto('people').values(nora).execute();
    const callBySession = await createSession(nora.email);
    expect(await callBySession('GET', '/tasks')).toBe(401);
    const id = await api.submit('nora-hires@example.org', { manager: { name: 'Nora', email: nora.email } });
    expect(await callBySession('GET', '/tasks')).toBe(200);
    await api.testDb.pool.query(`update onboardings set closed_at = now(), status = 'cancelled' where id = $1`, [id]);
    expect(await callBySession('GET', '/tasks')).toBe(401);
  });
});

describe('sessions', () => {
  test('of another person are listed and ended by administrators alone', async () => {
    const path = `/people/${PEOPLE.hr.email}/sessions`;
    const callBySession = await createSession(PEOPLE.hr.email);
    expect((await api.call('GET', path, { as: 'it' })).status).toBe(403);
    expect((await api.call('DELETE', path, { as: 'it' })).status).toBe(403);
    const { body } = await api.call('GET', path, { as: 'admin' });
    expect(body.items).toEqual([expect.objectContaining({ current: false })]);
    expect((await api.call('DELETE', path, { as: 'admin' })).status).toBe(204);
    expect(await callBySession('GET', '/tasks')).toBe(401);
  });

  test('of one’s own end all but the current one', async () => {
    const [here, elsewhere] = [await createSession(PEOPLE.hr.email), await createSession(PEOPLE.hr.email)];
    expect(await here('DELETE', '/people/me/sessions')).toBe(204);
    expect(await here('GET', '/tasks')).toBe(200);
    expect(await elsewhere('GET', '/tasks')).toBe(401);
  });
});

describe('a stream', () => {
  const openStream = async (credential: Record<string, string>) => {
    const id = await api.submit('streamed@example.org');
    const response = await fetch(`${api.url}/api/v1/onboardings/${id}/events`, { headers: credential });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    // Open once the status arrived.
    const decoder = new TextDecoder();
    for (let text = ''; !text.includes('event: status');) text += decoder.decode((await reader?.read())?.value);
    const wake = () => api.testDb.pool.query(`select pg_notify('onboarding', $1)`, [id]);
    const drain = async () => {
      for (;;) if ((await reader?.read())?.done !== false) return;
    };
    return { id, wake, drain };
  };

  test('ends when the account is suspended', async () => {
    const { wake, drain } = await openStream({ Authorization: `Bearer ${getToken('hr')}` });
    await changeState(PEOPLE.hr.email, 'suspend');
    await wake();
    await drain();
  });

  test('ends when its session is signed out', async () => {
    const secret = generateSecret();
    await insertSession(api.testDb.database, { hash: hashSecret(secret), email: PEOPLE.hr.email });
    const { wake, drain } = await openStream({ Cookie: `firstday=${secret}` });
    await api.call('DELETE', `/people/${PEOPLE.hr.email}/sessions`, { as: 'admin' });
    await wake();
    await drain();
  });
});
