import { ROUTE_ACCESS, type RouteName } from '../../src/api/http/route-access';
import { hashSecret } from '../../src/auth/secrets';
import { ROLES } from '../../src/domain/status';
import { PEOPLE, TestApi } from './support/test-api';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PATH_PARAMETERS: Record<string, string> = {
  id: UNKNOWN_ID,
  step: 'managerApproval',
  name: 'standard',
  version: '1',
  email: 'x@example.com',
  code: 'closed',
  tag: 'no-such-item',
  delivery: UNKNOWN_ID,
};
const routes = Object.keys(ROUTE_ACCESS) as RouteName[];
const closedRoutes = routes.filter((route) => ROUTE_ACCESS[route] !== 'public');
const mutatingRoutes = closedRoutes.filter((route) => !route.startsWith('GET '));
const listAllowedRoles = (route: RouteName): readonly string[] =>
  ROUTE_ACCESS[route] === 'public' ? ROLES : ROUTE_ACCESS[route];

function toMethodAndPath(route: RouteName): [method: string, path: string] {
  const [method = '', path = ''] = route.split(' ');
  return [method, path.replace(/\{(\w+)\}/g, (_match, name: string) => PATH_PARAMETERS[name] ?? '')];
}

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  const { database } = api.testDb;
  const token = {
    id: UNKNOWN_ID,
    hash: hashSecret('no-roles'),
    email: PEOPLE.it.email,
    name: 'N',
    roles: [],
    created_by: 'test',
  };
  await database.insertInto('tokens').values(token).execute();
});
afterAll(() => api.close());

test.each(closedRoutes)('%s without a token returns 401', async (route) => {
  const [method, path] = toMethodAndPath(route);
  const response = await api.call(method, path, { as: 'nobody', ...(method === 'GET' ? {} : { body: {} }) });
  expect(response).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
});

test.each(closedRoutes)('%s returns 403 for every other role, and for a token without roles', async (route) => {
  const [method, path] = toMethodAndPath(route);
  const others = ROLES.filter((role) => !listAllowedRoles(route).includes(role));
  for (const as of [...others, { token: 'no-roles' }]) {
    const response = await api.call(method, path, { as, ...(method === 'GET' ? {} : { body: {} }) });
    expect(response).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

test.each(closedRoutes)('%s is open to its roles', async (route) => {
  const [method, path] = toMethodAndPath(route);
  for (const as of ROLES.filter((role) => listAllowedRoles(route).includes(role))) {
    const { status } = await api.call(method, `${path}?there-is-no-such=parameter`, { as });
    expect([400, 404]).toContain(status);
  }
});

test.each(mutatingRoutes)('%s returns 400 for an unknown field or parameter, and names it', async (route) => {
  const [method, path] = toMethodAndPath(route);
  const [as] = ROLES.filter((role) => listAllowedRoles(route).includes(role));
  const inQuery = await api.call(method, `${path}?nope=1`, { as });
  expect(inQuery).toMatchObject({ status: 400, body: { errors: [{ field: 'nope' }] } });
  if (method === 'DELETE') return;
  const inBody = await api.call(method, path, { as, body: { nope: 1 } });
  expect(inBody.status).toBe(400);
  expect(inBody.body.errors).toContainEqual(expect.objectContaining({ field: 'nope', code: 'unknown-field' }));
});

test.each(routes.filter((route) => ROUTE_ACCESS[route] === 'public'))('%s needs no token', async (route) => {
  const [method, path] = toMethodAndPath(route);
  const { status } = await api.call(method, `/${path}`, { as: 'nobody' });
  // Not ready, because no Temporal runs here.
  expect(status).toBe(route === 'GET /readyz' ? 503 : 200);
});
