import { hashSecret } from '../../src/auth/secrets';
import { ERRORS } from '../../src/lib/errors';
import { VALID_REQUEST } from './attempts/attempt';
import { PATH_REQUESTS, BODY_REQUESTS, UNAUTHORIZED_REQUESTS, QUERY_REQUESTS } from './attempts/calls';
import { FIELD_REQUESTS } from './attempts/fields';
import { PEOPLE } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';

const HOSTILE_REQUESTS = [
  ...FIELD_REQUESTS,
  ...BODY_REQUESTS,
  ...UNAUTHORIZED_REQUESTS,
  ...PATH_REQUESTS,
  ...QUERY_REQUESTS,
];

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  const token = { email: PEOPLE.hr.email, name: 'Hilda', roles: ['hr' as const], created_by: PEOPLE.hr.email };
  await platform.api.testDb.database
    .insertInto('tokens')
    .values([
      { ...token, id: crypto.randomUUID(), hash: hashSecret('expired'), expires_at: new Date(Date.now() - 1_000) },
      { ...token, id: crypto.randomUUID(), hash: hashSecret('revoked'), revoked_at: new Date() },
    ])
    .execute();
});
afterAll(() => platform.close());

test('there are at least sixty hostile requests', () => {
  expect(HOSTILE_REQUESTS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(HOSTILE_REQUESTS.map(({ description }) => description)).size).toBeGreaterThan(
    HOSTILE_REQUESTS.length - 3,
  );
});

test.each(HOSTILE_REQUESTS)(
  '$description returns $expectedCode',
  async ({ expectedCode, field: name, method = 'POST', path = '/onboardings', ...options }) => {
    const response = await platform.api.call(method, path, options);
    expect(response.body).toMatchObject({
      code: expectedCode,
      type: `/problems/${expectedCode}`,
      status: ERRORS[expectedCode].status,
    });
    expect(response.status).toBe(ERRORS[expectedCode].status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    if (name !== undefined)
      expect(response.body.errors).toContainEqual(
        expect.objectContaining({ field: name, code: expect.any(String) as string }),
      );
    if (expectedCode === 'method-not-allowed') expect(response.headers.get('allow')).toMatch(/GET|POST/);
    if (expectedCode === 'unauthorized') expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(JSON.stringify(response.body).length).toBeLessThan(20_000);
  },
);

test('all invalid fields of a request are named', async () => {
  const body = { ...VALID_REQUEST, startDate: 'soon', salary: 1, manager: { name: '', email: 'x' } };
  const { body: problem } = await platform.api.call('POST', '/onboardings', { body });
  const fields = (problem.errors as { field: string }[]).map(({ field: name }) => name).sort();
  expect(fields).toEqual(['manager.email', 'manager.name', 'salary', 'startDate']);
});

test('no onboarding, workflow or delivery results from these requests', async () => {
  const { rows } = await platform.api.testDb.pool.query('select count(*)::int as n from onboardings');
  expect(rows).toEqual([{ n: 0 }]);
  expect(await platform.temporal.client.workflow.count()).toMatchObject({ count: 0 });
  expect(platform.api.triggeredIds).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  // The uncorrupted request is accepted, so the rejections were due to the corruptions.
  expect((await platform.api.call('POST', '/onboardings', { body: VALID_REQUEST })).status).toBe(202);
});
