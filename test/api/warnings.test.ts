import { randomUUID } from 'node:crypto';
import { cohortPreviewSchema } from '../../src/api/resources/cohorts/schema';
import { previewSchema } from '../../src/api/resources/onboardings/preview-schema';
import { planChangePreviewSchema } from '../../src/api/resources/onboardings/schema';
import type { OnboardingRequest } from '../../src/domain/request';
import { buildCsv, buildCsvLine } from '../support/cohorts';
import { createRequestFor, FUTURE_MONDAY, PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

const createEmail = () => `${randomUUID()}@example.org`;
const preview = async (changes: Partial<OnboardingRequest> = {}) => {
  const response = await api.call('POST', '/onboardings/preview', { body: createRequestFor(createEmail(), changes) });
  expect(response.status).toBe(200);
  return previewSchema.parse(response.body).warnings;
};
const addDays = (days: number): string =>
  new Date(Date.parse(FUTURE_MONDAY) + days * 86_400_000).toISOString().slice(0, 10);
const JOB = createRequestFor('x@example.org').job;

/** A name of its own: otherwise each hire would be similar to the others. */
const employ = (givenName: string, changes: object = {}) => ({
  employee: { givenName, familyName: 'Example', personalEmail: createEmail(), ...changes },
});

test('a preview without doubts has no warnings', async () => {
  expect(await preview({ equipment: ['laptop-14', 'laptop-14'], trainings: ['security-basics'] })).toEqual([]);
});

test('a preview of a submission warns in the language of the caller', async () => {
  const headers = { 'Accept-Language': 'de' };
  const body = createRequestFor(createEmail(), { job: { ...JOB, remote: true } });
  const response = await api.call('POST', '/onboardings/preview', { body, headers });
  expect(response.body.warnings).toEqual([
    {
      code: 'address.missing',
      params: {},
      field: 'employee.address',
      message: expect.stringContaining('Postanschrift') as string,
    },
  ]);
});

test('a misspelt department is refused with a suggestion, in the language of the caller', async () => {
  const headers = { 'Accept-Language': 'de' };
  const body = createRequestFor(createEmail(), { job: { ...JOB, department: 'Enginering' } });
  const response = await api.call('POST', '/onboardings', { body, headers });
  expect(response).toMatchObject({
    status: 400,
    body: {
      errors: [{ field: 'job.department', code: 'department.unknown', params: { suggestions: ['Engineering'] } }],
    },
  });
  expect(JSON.stringify(response.body)).toContain('Gemeint ist vielleicht Engineering?');
});

test.each(['Constructor', '__proto__'])('a department named %s is refused like any unknown one', async (department) => {
  const body = { rows: [createRequestFor(createEmail(), { job: { ...JOB, department } })] };
  expect(await api.call('POST', '/cohorts', { body })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'job.department', code: 'department.unknown' }] },
  });
});

test('stock counts what open onboardings have yet to take, and no cancelled ones', async () => {
  await api.submit(createEmail(), { ...employ('Bo'), equipment: ['laptop-14'] });
  expect(await preview({ equipment: ['laptop-14'] })).toEqual([]);
  const id = await api.submit(createEmail(), { ...employ('Cy'), equipment: ['laptop-14'] });
  expect(await preview({ equipment: ['laptop-14'] })).toMatchObject([
    {
      code: 'stock.short',
      params: { model: 'laptop-14', needed: 1, available: 0 },
      field: 'equipment.0',
      message: 'Not enough in stock: 1 × laptop-14 needed, none left after the other open onboardings.',
    },
  ]);
  await api.testDb.pool.query(`update onboardings set closed_at = now() where id = $1`, [id]);
  expect(await preview({ equipment: ['laptop-14'] })).toEqual([]);
});

test('a reserved item is no longer claimed by its onboarding', async () => {
  const id = await api.submit(createEmail(), { ...employ('Bo'), equipment: ['laptop-14'] });
  await api.testDb.pool.query(
    `update items set state = 'reserved', effect_key = 'k', onboarding_id = $1 where tag = 'L-1'`,
    [id],
  );
  await api.testDb.pool.query(
    `update onboardings set view = jsonb_set(view, '{steps}', (select jsonb_agg(case when step ->> 'id' = 'assignEquipment'
       then step || '{"status": "done"}' else step end) from jsonb_array_elements(view -> 'steps') step)) where id = $1`,
    [id],
  );
  expect(await preview({ equipment: ['laptop-14'] })).toEqual([]);
  expect(await preview({ equipment: ['laptop-14', 'laptop-14'] })).toMatchObject([
    { params: { needed: 2, available: 1 } },
  ]);
});

test('seats count those taken and those that open onboardings will take', async () => {
  const trainings = ['security-basics'];
  await api.testDb.pool.query(`insert into seats (session_id, onboarding_id, effect_key) values ('s-1', $1, 'k')`, [
    randomUUID(),
  ]);
  for (const name of ['Bo', 'Cy']) {
    expect(await preview({ trainings })).toEqual([]);
    await api.submit(createEmail(), { ...employ(name), trainings });
  }
  expect(await preview({ trainings })).toMatchObject([
    { code: 'seats.short', params: { course: 'security-basics', needed: 1, available: 0 } },
  ]);
  expect(await preview({ trainings, startDate: addDays(7) })).toMatchObject([
    { code: 'session.none', params: { course: 'security-basics', from: addDays(7) } },
  ]);
});

test('an absent manager is named with the deputy, unless the deputy has left', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const body = { from: today, to: addDays(-30), deputy: PEOPLE.it.email };
  const path = `/people/${PEOPLE.manager.email}/absences`;
  expect((await api.call('POST', path, { as: 'manager', body })).status).toBe(201);
  const params = { name: PEOPLE.manager.name, from: today, to: addDays(-30) };
  expect(await preview()).toMatchObject([
    { code: 'manager.represented', params: { ...params, deputy: PEOPLE.it.name }, field: 'manager.email' },
  ]);
  await api.testDb.pool.query(`update people set state = 'suspended' where email = $1`, [PEOPLE.it.email]);
  expect(await preview()).toMatchObject([{ code: 'manager.away', params }]);
});

test('somebody who is being onboarded, or works here, is recognised by address or name', async () => {
  const hire = employ('Zoë').employee;
  const id = await api.submit(hire.personalEmail, { employee: hire });
  const listCodes = async (employee: OnboardingRequest['employee']) =>
    (await preview({ employee })).map(({ code, params: { onboardingId } }) => [code, onboardingId]);
  expect(await listCodes({ ...hire, givenName: 'Other' })).toEqual([['holder.open', id]]);
  expect(await listCodes({ ...hire, givenName: 'Zoe', personalEmail: createEmail() })).toEqual([
    ['holder.same-name', id],
  ]);
  await api.testDb.pool.query(`update onboardings set closed_at = now(), status = 'completed', open_key = null`);
  expect(await listCodes(hire)).toEqual([]);
  await api.testDb.pool.query(
    `insert into usernames (username, onboarding_id, effect_key, display_name, contact_email)
    values ('zoe', $1, 'k', 'Zoe', 'zoe@example.org')`,
    [id],
  );
  await api.testDb.pool.query(
    `insert into accounts (username, system, onboarding_id, effect_key, active) values ('zoe', 'email', $1, 'k', true)`,
    [id],
  );
  expect(await listCodes(hire)).toEqual([['holder.same-address', id]]);
});

describe('a change of a running onboarding', () => {
  const previewChange = async (id: string, kind: 'reschedule' | 'amend', body: object) => {
    const response = await api.call('POST', `/onboardings/${id}/${kind}/preview`, { body });
    expect(response.status).toBe(200);
    return planChangePreviewSchema.parse(response.body).warnings;
  };

  test('warns where the moved date has no session, and of a day off', async () => {
    const id = await api.submit(createEmail(), { trainings: ['security-basics'] });
    expect(await previewChange(id, 'reschedule', { startDate: addDays(-7) })).toEqual([]);
    const warnings = await previewChange(id, 'reschedule', { startDate: addDays(6) });
    expect(warnings).toMatchObject([
      { code: 'session.none', params: { course: 'security-basics' } },
      { code: 'start-date.day-off', params: { date: addDays(6), next: addDays(7) }, field: 'startDate' },
    ]);
    expect(warnings.every(({ message = '' }) => message.length > 20)).toBe(true);
  });

  test('counts its own seat as free', async () => {
    const id = await api.submit(createEmail(), { trainings: ['security-basics'] });
    const seats = [id, randomUUID(), randomUUID()].map((owner, index) => `('s-1', '${owner}', 'k${String(index)}')`);
    await api.testDb.pool.query(`insert into seats (session_id, onboarding_id, effect_key) values ${seats.join(', ')}`);
    expect(await previewChange(id, 'reschedule', { startDate: addDays(-7) })).toEqual([]);
  });

  test('an amendment warns of what it brings, not of what was so before', async () => {
    const id = await api.submit(createEmail(), { manager: { name: 'Ty Po', email: 'typo@example.net' } });
    expect(await previewChange(id, 'amend', { note: 'Tea' })).toEqual([]);
    expect(await previewChange(id, 'amend', { equipment: ['laptop-14', 'laptop-14', 'laptop-14'] })).toMatchObject([
      { code: 'stock.short', params: { needed: 3, available: 2 } },
    ]);
    expect(await previewChange(id, 'amend', { job: { remote: true } })).toMatchObject([{ code: 'address.missing' }]);
  });

  test('its preview changes nothing, and is refused as the change would be', async () => {
    const id = await api.submit(createEmail());
    const before = (await api.call('GET', `/onboardings/${id}`)).body.request;
    await previewChange(id, 'amend', { note: 'Tea' });
    expect((await api.call('GET', `/onboardings/${id}`)).body.request).toEqual(before);
    const body = { equipment: ['unicorn'] };
    expect(await api.call('POST', `/onboardings/${id}/amend/preview`, { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ field: 'equipment.0' }] },
    });
    expect((await api.call('POST', `/onboardings/${id}/amend/preview`, { as: 'manager', body })).status).toBe(403);
  });
});

describe('a file', () => {
  const previewFile = async (...lines: string[]) => {
    const response = await api.call('POST', '/cohorts/preview', {
      body: buildCsv(...lines),
      headers: { 'Content-Type': 'text/csv' },
    });
    expect(response.status).toBe(200);
    return cohortPreviewSchema.parse(response.body);
  };

  test('with more hires than laptops is told before anything starts', async () => {
    const lines = ['Ann', 'Ben', 'Cleo', 'Dan'].map((name) =>
      buildCsvLine(createEmail(), { 'employee.givenName': name, equipment: 'laptop-14' }),
    );
    expect(await previewFile(...lines)).toMatchObject({
      rows: { valid: 4, invalid: 0 },
      warnings: [{ code: 'stock.short', params: { model: 'laptop-14', needed: 4, available: 2 } }],
    });
    const { rows } = await api.testDb.pool.query('select count(*)::int as count from cohorts');
    expect(rows).toEqual([{ count: 0 }]);
  });

  test('has warnings by row beside the errors of other rows', async () => {
    const checked = await previewFile(
      buildCsvLine(createEmail(), { 'employee.givenName': 'Al', 'manager.email': 'type@example.net' }),
      buildCsvLine('nowhere'),
      buildCsvLine(createEmail(), { 'employee.givenName': 'Bo', 'manager.email': 'typo@example.net' }),
    );
    expect(checked).toMatchObject({
      rows: { valid: 2, invalid: 1 },
      errors: [{ row: 3, field: 'employee.personalEmail' }],
      warnings: [
        { row: 2, code: 'manager.unknown', message: expect.stringContaining('type@example.net') as string },
        { row: 4, code: 'manager.unknown' },
      ],
    });
  });
});

test('a price in a currency without an exchange rate is refused at the field of its model', async () => {
  await api.testDb.pool.query(
    `insert into items (tag, model, title, price_cents, currency) values ('L-3', 'laptop-14', 'Laptop', 1, 'SEK')`,
  );
  const body = createRequestFor(createEmail(), { equipment: ['laptop-14'] });
  expect((await api.call('POST', '/onboardings/preview', { body })).body.errors).toMatchObject([
    { field: 'equipment.0', code: 'price.no-exchange-rate', params: { currency: 'SEK', expected: 'EUR' } },
  ]);
});
