import { hashSecret } from '../../src/auth/secrets';
import { ERRORS } from '../../src/lib/errors';
import { VALID } from './attempts/attempt';
import { ADDRESSES, BODIES, CALLERS, QUERIES } from './attempts/calls';
import { FIELDS } from './attempts/fields';
import { PEOPLE } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';

const ALL = [...FIELDS, ...BODIES, ...CALLERS, ...ADDRESSES, ...QUERIES];

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  const token = { email: PEOPLE.hr.email, name: 'Hilda', roles: ['hr' as const], created_by: 'test' };
  await platform.api.testDb.database
    .insertInto('tokens')
    .values([
      { ...token, id: crypto.randomUUID(), hash: hashSecret('expired'), expires_at: new Date(Date.now() - 1_000) },
      { ...token, id: crypto.randomUUID(), hash: hashSecret('revoked'), revoked_at: new Date() },
    ])
    .execute();
});
afterAll(() => platform.close());

test('these are at least sixty', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ALL.map(({ what }) => what)).size).toBeGreaterThan(ALL.length - 3);
});

test.each(ALL)('$what is $is', async ({ is, field: name, method = 'POST', path = '/onboardings', ...options }) => {
  const answer = await platform.api.call(method, path, options);
  expect(answer.body).toMatchObject({ code: is, type: `/problems/${is}`, status: ERRORS[is].status });
  expect(answer.status).toBe(ERRORS[is].status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  if (name !== undefined)
    expect(answer.body.errors).toContainEqual({ field: name, message: expect.any(String) as string });
  if (is === 'method-not-allowed') expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  if (is === 'unauthorized') expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
});

test('every invalid field of one request is named', async () => {
  const body = { ...VALID, startDate: 'soon', salary: 1, manager: { name: '', email: 'x' } };
  const { body: problem } = await platform.api.call('POST', '/onboardings', { body });
  const fields = (problem.errors as { field: string }[]).map(({ field: name }) => name).sort();
  expect(fields).toEqual(['manager.email', 'manager.name', 'salary', 'startDate']);
});

test('after all of this there is no onboarding, no workflow, and nothing was asked for', async () => {
  const { rows } = await platform.api.testDb.pool.query('select count(*)::int as n from onboardings');
  expect(rows).toEqual([{ n: 0 }]);
  expect(await platform.temporal.client.workflow.count()).toMatchObject({ count: 0 });
  expect(platform.api.triggeredIds).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  // The uncorrupted request is accepted, so the rejections were due to the corruptions.
  expect((await platform.api.call('POST', '/onboardings', { body: VALID })).status).toBe(202);
});
