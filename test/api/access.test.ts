import { ROUTE_ACCESS, type RouteName } from '../../src/api/http/route-access';
import { hashSecret } from '../../src/auth/secrets';
import { ROLES } from '../../src/domain/status';
import { TestApi } from './support/test-api';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const PLACES: Record<string, string> = {
  id: UNKNOWN,
  step: 'managerApproval',
  name: 'standard',
  email: 'x@example.com',
  code: 'closed',
  tag: 'no-such-item',
  delivery: UNKNOWN,
};
const routes = Object.keys(ROUTE_ACCESS) as RouteName[];
const closed = routes.filter((on) => ROUTE_ACCESS[on] !== 'public');
const mutating = closed.filter((on) => !on.startsWith('GET '));
const rolesOf = (on: RouteName): readonly string[] => (ROUTE_ACCESS[on] === 'public' ? ROLES : ROUTE_ACCESS[on]);

function addressOf(on: RouteName): [method: string, path: string] {
  const [method = '', path = ''] = on.split(' ');
  return [method, path.replace(/\{(\w+)\}/g, (_match, name: string) => PLACES[name] ?? '')];
}

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  const { database } = api.testDb;
  const token = {
    id: UNKNOWN,
    hash: hashSecret('no-roles'),
    email: 'n@example.com',
    name: 'N',
    roles: [],
    created_by: 'test',
  };
  await database.insertInto('tokens').values(token).execute();
});
afterAll(() => api.close());

test.each(closed)('%s without a token is 401', async (on) => {
  const [method, path] = addressOf(on);
  const answer = await api.call(method, path, { as: 'nobody', ...(method === 'GET' ? {} : { body: {} }) });
  expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
});

test.each(closed)('%s is 403 for every role but its own, and for a token without any', async (on) => {
  const [method, path] = addressOf(on);
  const others = ROLES.filter((role) => !rolesOf(on).includes(role));
  for (const as of [...others, { token: 'no-roles' }]) {
    const answer = await api.call(method, path, { as, ...(method === 'GET' ? {} : { body: {} }) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

test.each(closed)('%s is open to its own roles', async (on) => {
  const [method, path] = addressOf(on);
  for (const as of ROLES.filter((role) => rolesOf(on).includes(role))) {
    const { status } = await api.call(method, `${path}?there-is-no-such=parameter`, { as });
    expect([400, 404]).toContain(status);
  }
});

test.each(mutating)('%s with what it does not know is 400, and names it', async (on) => {
  const [method, path] = addressOf(on);
  const [as] = ROLES.filter((role) => rolesOf(on).includes(role));
  const inQuery = await api.call(method, `${path}?nope=1`, { as });
  expect(inQuery).toMatchObject({ status: 400, body: { errors: [{ field: 'nope' }] } });
  if (method === 'DELETE') return;
  const inBody = await api.call(method, path, { as, body: { nope: 1 } });
  expect(inBody.status).toBe(400);
  expect(inBody.body.errors).toContainEqual({ field: 'nope', message: 'is not a known field' });
});

test.each(routes.filter((on) => ROUTE_ACCESS[on] === 'public'))('%s needs no token', async (on) => {
  const [method, path] = addressOf(on);
  const { status } = await api.call(method, `/${path}`, { as: 'nobody' });
  // Not ready, because no Temporal runs here.
  expect(status).toBe(on === 'GET /readyz' ? 503 : 200);
});
