import { randomUUID } from 'node:crypto';
import { WEBHOOK_EVENTS } from '../../src/domain/webhook-events';
import { PEOPLE, TestApi } from './support/test-api';

const URL = 'https://hooks.example.com/firstday';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const call = (method: string, path: string, body?: object) => api.call(method, path, { as: 'admin', body });

async function added(body: object = { url: URL }): Promise<{ id: string; secret: string }> {
  const answer = await call('POST', '/webhooks', body);
  expect(answer.status).toBe(201);
  return { id: String(answer.body.id), secret: String(answer.body.secret) };
}

const deliveries = async (id: string) => (await call('GET', `/webhooks/${id}/deliveries`)).body.items ?? [];

test('a webhook shows its secret once; who added it is written down, its secret is not', async () => {
  const { id, secret } = await added();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  const { body } = await call('GET', '/webhooks');
  expect(body.items).toContainEqual(
    expect.objectContaining({ id, url: URL, events: WEBHOOK_EVENTS, createdBy: PEOPLE.admin.email }),
  );
  const audit = await api.testDb.database.selectFrom('audit').selectAll().where('action', '=', 'webhook.add').execute();
  expect(audit.at(-1)?.detail).toMatchObject({ id, url: URL });
  expect(JSON.stringify([body, audit])).not.toContain(secret);
});

test.each([
  ['http://hooks.example.com', 'must begin with https://'],
  ['https://10.0.0.7/hook', 'its address is not a public one'],
  ['https://[::1]/hook', 'its address is not a public one'],
  ['https://169.254.169.254/latest', 'its address is not a public one'],
])('%s is not called: %s', async (url, message) => {
  const refusal = { status: 400, body: { code: 'invalid-request', errors: [{ field: 'url', message }] } };
  expect(await call('POST', '/webhooks', { url })).toMatchObject(refusal);
  const { id } = await added();
  expect(await call('PATCH', `/webhooks/${id}`, { url })).toMatchObject(refusal);
});

test.each([
  ['url', { url: 'ftp://example.com' }],
  ['url', {}],
  ['events', { url: URL, events: [] }],
  ['events.0', { url: URL, events: ['onboarding.eaten'] }],
])('a wrong %s is refused', async (field, body) => {
  expect(await call('POST', '/webhooks', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('one that is paused is owed nothing until it is resumed', async () => {
  const { id } = await added({ url: URL, events: ['onboarding.awaiting-approval'] });
  expect((await call('PATCH', `/webhooks/${id}`, { paused: true })).body.pausedAt).toEqual(expect.any(String));
  await api.submit('a@example.org', { manager: PEOPLE.manager });
  expect(await deliveries(id)).toEqual([]);
  expect((await call('PATCH', `/webhooks/${id}`, { paused: false })).body.pausedAt).toBeUndefined();
  const onboarding = await api.submit('b@example.org', { manager: PEOPLE.manager });
  expect(await deliveries(id)).toMatchObject([{ type: 'onboarding.awaiting-approval', state: 'owed', attempts: 0 }]);
  const { data } = await api.testDb.database
    .selectFrom('webhook_deliveries')
    .select('data')
    .where('webhook_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(data).toMatchObject({ id: onboarding, status: 'awaiting-approval' });
});

test('what was given up is owed again under the same id, which is of this webhook alone', async () => {
  const [{ id }, other] = [await added(), await added()];
  const { body: trial } = await call('POST', `/webhooks/${id}/test`);
  const delivery = String(trial.id);
  await api.testDb.database.updateTable('webhook_deliveries').set({ next_try_at: null, attempts: 8 }).execute();
  expect(await deliveries(id)).toMatchObject([{ id: delivery, type: 'webhook.test', state: 'given-up' }]);
  expect((await call('POST', `/webhooks/${other.id}/deliveries/${delivery}/repeat`)).status).toBe(404);
  expect(await call('POST', `/webhooks/${id}/deliveries/${delivery}/repeat`)).toMatchObject({
    status: 202,
    body: { id: delivery, state: 'owed', attempts: 0 },
  });
});

test('one that is removed is gone, with what it was owed', async () => {
  const { id } = await added();
  await call('POST', `/webhooks/${id}/test`);
  expect((await call('DELETE', `/webhooks/${id}`)).status).toBe(204);
  for (const [method, path] of [
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/test'],
    ['GET', '/deliveries'],
    ['POST', `/deliveries/${randomUUID()}/repeat`],
  ] as const)
    expect(
      (await call(method, `/webhooks/${id}${path}`, method === 'PATCH' ? { paused: true } : undefined)).status,
    ).toBe(404);
});
