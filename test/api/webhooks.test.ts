import { randomUUID } from 'node:crypto';
import { buildPauseChanges, updateWebhook } from '../../src/database/webhooks';
import { createReason } from '../../src/domain/reasons/reason';
import { WEBHOOK_EVENTS } from '../../src/domain/webhook-events';
import { PEOPLE, TestApi } from './support/test-api';

const WEBHOOK_URL = 'https://hooks.example.com/firstday';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const call = (method: string, path: string, body?: object) => api.call(method, path, { as: 'admin', body });

async function addWebhook(body: object = { url: WEBHOOK_URL }): Promise<{ id: string; secret: string }> {
  const response = await call('POST', '/webhooks', body);
  expect(response.status).toBe(201);
  return { id: String(response.body.id), secret: String(response.body.secret) };
}

const fetchDeliveries = async (id: string) => (await call('GET', `/webhooks/${id}/deliveries`)).body.items ?? [];

test('a webhook shows its secret once; the audit log omits it', async () => {
  const { id, secret } = await addWebhook();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  const { body } = await call('GET', '/webhooks');
  expect(body.items).toContainEqual(
    expect.objectContaining({ id, url: WEBHOOK_URL, events: WEBHOOK_EVENTS, createdBy: PEOPLE.admin.email }),
  );
  const audit = await api.testDb.database.selectFrom('audit').selectAll().where('action', '=', 'webhook.add').execute();
  expect(audit.at(-1)?.detail).toMatchObject({ id, url: WEBHOOK_URL });
  expect(JSON.stringify([body, audit])).not.toContain(secret);
});

test('the database holds no secret in plain text', async () => {
  const { id, secret } = await addWebhook();
  const row = await api.testDb.database
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(secret.slice('whsec_'.length));
  expect(JSON.stringify(row)).not.toContain(Buffer.from(secret).toString('base64url'));
});

test.each([
  ['http://hooks.example.com', 'url.not-https'],
  ['https://10.0.0.7/hook', 'url.not-public'],
  ['https://[::1]/hook', 'url.not-public'],
  ['https://169.254.169.254/latest', 'url.not-public'],
])('%s is rejected: %s', async (url, code) => {
  const rejection = { status: 400, body: { code: 'invalid-request', errors: [{ field: 'url', code }] } };
  expect(await call('POST', '/webhooks', { url })).toMatchObject(rejection);
  const { id } = await addWebhook();
  expect(await call('PATCH', `/webhooks/${id}`, { url })).toMatchObject(rejection);
});

test.each([
  ['url', { url: 'ftp://example.com' }],
  ['url', {}],
  ['events', { url: WEBHOOK_URL, events: [] }],
  ['events.0', { url: WEBHOOK_URL, events: ['onboarding.eaten'] }],
])('rejects an invalid %s', async (field, body) => {
  expect(await call('POST', '/webhooks', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('a paused webhook gets no deliveries until it is resumed', async () => {
  const { id } = await addWebhook({ url: WEBHOOK_URL, events: ['onboarding.awaiting-approval'] });
  expect((await call('PATCH', `/webhooks/${id}`, { paused: true })).body.pausedAt).toEqual(expect.any(String));
  await api.submit('a@example.org', { manager: PEOPLE.manager });
  expect(await fetchDeliveries(id)).toEqual([]);
  expect((await call('PATCH', `/webhooks/${id}`, { paused: false })).body.pausedAt).toBeUndefined();
  const onboarding = await api.submit('b@example.org', { manager: PEOPLE.manager });
  expect(await fetchDeliveries(id)).toMatchObject([
    { type: 'onboarding.awaiting-approval', state: 'pending', attempts: 0 },
  ]);
  const { data } = await api.testDb.database
    .selectFrom('webhook_deliveries')
    .select('data')
    .where('webhook_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(data).toMatchObject({ id: onboarding, status: 'awaiting-approval' });
});

test('an abandoned delivery is requeued under the same id', async () => {
  const [{ id }, other] = [await addWebhook(), await addWebhook()];
  const { body: testDelivery } = await call('POST', `/webhooks/${id}/test`);
  const delivery = String(testDelivery.id);
  await api.testDb.database.updateTable('webhook_deliveries').set({ next_try_at: null, attempts: 8 }).execute();
  expect(await fetchDeliveries(id)).toMatchObject([{ id: delivery, type: 'webhook.test', state: 'given-up' }]);
  expect((await call('POST', `/webhooks/${other.id}/deliveries/${delivery}/repeat`)).status).toBe(404);
  expect(await call('POST', `/webhooks/${id}/deliveries/${delivery}/repeat`)).toMatchObject({
    status: 202,
    body: { id: delivery, state: 'pending', attempts: 0 },
  });
});

test.each([
  ['en', 'The receiver answered 410 (gone).', 'The receiver answered 500.'],
  ['de', 'Der Empfänger hat mit 410 (nicht mehr vorhanden) geantwortet.', 'Der Empfänger hat mit 500 geantwortet.'],
])('the errors of a receiver are worded in %s', async (locale, gone, failed) => {
  const { id } = await addWebhook();
  await call('POST', `/webhooks/${id}/test`);
  const { database } = api.testDb;
  await updateWebhook(database, id, buildPauseChanges(createReason('webhook.gone', {})));
  const error = createReason('webhook.status', { status: 500 });
  await database
    .updateTable('webhook_deliveries')
    .set({ last_error: JSON.stringify(error) })
    .execute();
  const options = { as: 'admin', headers: { 'Accept-Language': locale } } as const;
  expect((await api.call('GET', '/webhooks', options)).body.items).toContainEqual(
    expect.objectContaining({ id, reason: createReason('webhook.gone', {}), message: gone }),
  );
  const { items } = (await api.call('GET', `/webhooks/${id}/deliveries`, options)).body;
  expect(items).toMatchObject([{ error: { ...error, message: failed } }]);
});

test('a removed webhook loses its deliveries', async () => {
  const { id } = await addWebhook();
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
