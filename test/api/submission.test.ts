import { ENGINE_VERSION } from '../../src/domain/ids';
import { findDaytimeLocation } from '../support/daytime-location';
import { PEOPLE, createRequestFor, FUTURE_MONDAY, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const findRowsByEmail = (personalEmail: string) =>
  api.testDb.pool
    .query(`select id, status from onboardings where input #>> '{request,employee,personalEmail}' = $1`, [
      personalEmail,
    ])
    .then((result) => result.rows as { id: string; status: string }[]);

describe('a submission', () => {
  test('is saved, answered with 202 and its location, and triggers the starter', async () => {
    const response = await api.call('POST', '/onboardings', { body: createRequestFor('a1@example.org') });
    expect(response.status).toBe(202);
    expect(response.body).toMatchObject({ status: 'awaiting-approval', plan: 'standard', startDate: FUTURE_MONDAY });
    const id = String(response.body.id);
    expect(response.headers.get('location')).toBe(`/api/v1/onboardings/${id}`);
    expect(api.triggeredIds).toContain(id);

    const row = await api.testDb.database
      .selectFrom('onboardings')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      submitted_by: PEOPLE.hr.email,
      workflow_started_at: null,
      pending_people: [PEOPLE.manager.email],
    });
    expect(row.involved_people).toContain(PEOPLE.manager.email);
    expect(row.input).toMatchObject({
      engineVersion: ENGINE_VERSION,
      id,
      options: { apiOnly: false, hasSearchAttributes: false },
    });
    expect(row.open_key).not.toContain('a1@');
    const audit = await api.testDb.database.selectFrom('audit').selectAll().where('onboarding_id', '=', id).execute();
    expect(audit).toMatchObject([{ actor: PEOPLE.hr.email, action: 'onboarding.submit' }]);
  });

  test('for a person with an open onboarding returns 409, in any spelling', async () => {
    const first = await api.submit('a2@example.org');
    const second = await api.call('POST', '/onboardings', { body: createRequestFor(' A2@Example.ORG ') });
    expect(second).toMatchObject({ status: 409, body: { code: 'already-open', onboardingId: first } });
    expect(await findRowsByEmail('a2@example.org')).toHaveLength(1);
  });

  test('is possible again after a final status', async () => {
    const first = await api.submit('a3@example.org');
    await api.testDb.database
      .updateTable('onboardings')
      .set({ status: 'declined', closed_at: new Date(), open_key: null })
      .where('id', '=', first)
      .execute();
    expect(await api.submit('a3@example.org')).not.toBe(first);
  });

  test('sent twelve times concurrently opens one onboarding', async () => {
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => api.call('POST', '/onboardings', { body: createRequestFor('a4@example.org') })),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([202, ...Array<number>(11).fill(409)]);
    expect(await findRowsByEmail('a4@example.org')).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  const withKey = (key: string, body: unknown, as: 'hr' | 'admin' = 'hr') =>
    api.call('POST', '/onboardings', { as, body, headers: { 'Idempotency-Key': key } });

  test('returns the same response, regardless of the field order', async () => {
    const request = createRequestFor('b1@example.org');
    const first = await withKey('k1', request);
    const again = await withKey('k1', Object.fromEntries(Object.entries(request).reverse()));
    expect(again.status).toBe(202);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await findRowsByEmail('b1@example.org')).toHaveLength(1);
  });

  test('returns the same response after the onboarding has closed', async () => {
    const first = await withKey('k2', createRequestFor('b2@example.org'));
    await api.testDb.database
      .updateTable('onboardings')
      .set({ status: 'cancelled', closed_at: new Date(), open_key: null })
      .where('id', '=', String(first.body.id))
      .execute();
    const again = await withKey('k2', createRequestFor('b2@example.org'));
    expect(again.body).toEqual(first.body);
    expect(await findRowsByEmail('b2@example.org')).toHaveLength(1);
  });

  test('with another body returns 422', async () => {
    await withKey('k3', createRequestFor('b3@example.org'));
    const other = await withKey('k3', createRequestFor('b3-other@example.org'));
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await findRowsByEmail('b3-other@example.org')).toHaveLength(0);
  });

  test('is scoped to the caller', async () => {
    const first = await withKey('k4', createRequestFor('b4@example.org'));
    const other = await withKey('k4', createRequestFor('b4-other@example.org'), 'admin');
    expect(other.status).toBe(202);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('sent twelve times concurrently creates one onboarding', async () => {
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => withKey('k5', createRequestFor('b5@example.org'))),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(responses.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await findRowsByEmail('b5@example.org')).toHaveLength(1);
  });

  test('of a rejected submission can be reused', async () => {
    const open = await api.submit('b6@example.org');
    expect((await withKey('k6', createRequestFor('b6@example.org'))).body).toMatchObject({
      code: 'already-open',
      onboardingId: open,
    });
    expect((await withKey('k6', createRequestFor('b6-other@example.org'))).status).toBe(202);
  });

  test('is valid for thirty days', async () => {
    await withKey('k7', createRequestFor('b7@example.org'));
    await api.testDb.pool.query(`update idempotency set created_at = now() - interval '31 days' where key = 'k7'`);
    const later = await withKey('k7', createRequestFor('b7-other@example.org'));
    expect(later.status).toBe(202);
    expect((await withKey('k7', createRequestFor('b7-other@example.org'))).body).toEqual(later.body);
  });

  test('is deleted after its expiry', async () => {
    await withKey('k8', createRequestFor('b8@example.org'));
    await api.testDb.pool.query(`update idempotency set created_at = now() - interval '31 days' where key = 'k8'`);
    await withKey('k9', createRequestFor('b9@example.org'));
    const { rows: left } = await api.testDb.pool.query(`select key from idempotency where key in ('k8', 'k9')`);
    expect(left).toEqual([{ key: 'k9' }]);
  });
});

test('a preview returns steps, people, cost and readiness, and starts nothing', async () => {
  const response = await api.call('POST', '/onboardings/preview', {
    body: createRequestFor('c1@example.org', { equipment: ['laptop-14'] }),
  });
  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({
    plan: 'standard',
    readiness: 'on-track',
    cost: { amountCents: 150_000, currency: 'EUR' },
  });
  expect(response.body.steps).toContainEqual(
    expect.objectContaining({
      id: 'managerApproval',
      assignees: {
        parties: [{ people: [], relations: ['manager'], roles: [] }],
        label: 'the manager',
        people: [PEOPLE.manager],
        roles: [],
      },
    }),
  );
  expect(await findRowsByEmail('c1@example.org')).toHaveLength(0);
});

test('a late preview names the cause, and can still be submitted', async () => {
  const { location, startDate } = findDaytimeLocation();
  const { job } = createRequestFor('c2@example.org');
  const body = createRequestFor('c2@example.org', { startDate, job: { ...job, location } });
  const response = await api.call('POST', '/onboardings/preview', { body });
  expect(response.body).toMatchObject({ readiness: 'late', readinessCause: 'managerApproval' });
  expect(await api.call('POST', '/onboardings', { body })).toMatchObject({ status: 202, body: { readiness: 'late' } });
});

test('missing fields are required, and wrong types name the expected type', async () => {
  const body = {
    ...createRequestFor('c3@example.org'),
    manager: { name: 7 },
    equipment: 'laptop-14',
    startDate: undefined,
  };
  const { body: problem } = await api.call('POST', '/onboardings', { body });
  expect(problem.errors).toMatchObject([
    { field: 'manager.name', code: 'type.text' },
    { field: 'manager.email', code: 'required' },
    { field: 'startDate', code: 'required' },
    { field: 'equipment', code: 'type.list' },
  ]);
});
