import { cohortSchema, cohortsSchema } from '../../src/api/resources/cohorts/schema';
import { PEOPLE, TestApi, createRequestFor } from './support/test-api';
import { buildCsv, buildCsvLine, createRequests } from '../support/cohorts';

const CSV = { 'Content-Type': 'text/csv' };
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const submit = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  api.call('POST', `/cohorts${query}`, { body, headers });
const submitCsv = (...lines: string[]) => submit(buildCsv(...lines), CSV);
const listRows = async (id: unknown) => (await api.call('GET', `/cohorts/${String(id)}`)).body.items;
const countRows = async (table: 'cohorts' | 'cohort_rows' | 'onboardings') =>
  Number((await api.testDb.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);

test('a file is accepted as a whole: 202 with its location, all rows waiting', async () => {
  const response = await submitCsv(
    buildCsvLine('one@example.org'),
    buildCsvLine('two@example.org', { 'employee.givenName': 'Bo' }),
  );
  expect(response).toMatchObject({ status: 202, body: { rows: { waiting: 2, invalid: 0 } } });
  expect(response.headers.get('location')).toBe(`/api/v1/cohorts/${String(response.body.id)}`);
  expect(response.body).not.toHaveProperty('errors');

  const { body } = await api.call('GET', `/cohorts/${String(response.body.id)}`);
  expect(body).toMatchObject({
    submittedBy: PEOPLE.hr,
    command: { action: 'start' },
    commandSent: false,
    rows: { waiting: 2, started: 0, failed: 0, cancelled: 0, invalid: 0 },
    open: 0,
    items: [
      { row: 2, state: 'waiting', employeeName: 'Ada Lovelace' },
      { row: 3, state: 'waiting', employeeName: 'Bo Lovelace' },
    ],
  });
  expect(cohortSchema.parse(body)).toEqual(body);
  const { body: list } = await api.call('GET', '/cohorts');
  expect(cohortsSchema.parse(list)).toEqual(list);
  expect(list.items?.[0]).toMatchObject({ id: response.body.id, rows: { waiting: 2 } });
  const { rows } = await api.testDb.pool.query(
    `select actor, detail->>'cohort' as cohort from audit where action = 'cohort.submit'`,
  );
  expect(rows).toContainEqual({ actor: PEOPLE.hr.email, cohort: response.body.id });
});

test('JSON is accepted as well; its rows count from 1', async () => {
  const { status, body } = await submit({ rows: createRequests(3, 'json') });
  expect(status).toBe(202);
  expect((await listRows(body.id))?.map(({ row }) => row)).toEqual([1, 2, 3]);
});

test('all errors of all rows are reported, and nothing starts', async () => {
  const open = await api.submit('open@example.org');
  const before = [await countRows('cohorts'), await countRows('onboardings')];
  const response = await submitCsv(
    buildCsvLine('good@example.org'),
    buildCsvLine('nowhere', { startDate: '2027-02-30', 'job.location': 'atlantis' }),
    buildCsvLine('nobody@example.org', { equipment: 'unicorn', 'job.location': 'atlantis' }),
    buildCsvLine('GOOD@example.org'),
    buildCsvLine('open@example.org'),
    `${buildCsvLine('long@example.org')},x`,
  );
  expect(response).toMatchObject({ status: 422, body: { code: 'invalid-rows', rows: 6, invalidRows: 5 } });
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(response.body.errors).toMatchObject([
    { row: 3, field: 'employee.personalEmail', code: 'format.email' },
    { row: 3, field: 'startDate', code: 'format.date' },
    { row: 4, field: 'equipment.0', code: 'model.unknown' },
    { row: 4, field: 'job.location', code: 'choice' },
    { row: 5, field: 'employee.personalEmail', code: 'row.duplicate', params: { row: 2 } },
    { row: 6, field: 'employee.personalEmail', code: 'person.has-onboarding', params: { onboardingId: open } },
    { row: 7, field: '(row)', code: 'csv.too-many-cells', params: { cells: 14, columns: 13 } },
  ]);
  expect([await countRows('cohorts'), await countRows('onboardings')]).toEqual(before);
});

test('with partial, valid rows wait and the others are kept as invalid', async () => {
  const lines = buildCsv(buildCsvLine('kept@example.org'), buildCsvLine('nowhere'), buildCsvLine('kept@example.org'));
  const response = await submit(lines, CSV, '?partial=true');
  expect(response).toMatchObject({ status: 202, body: { rows: { waiting: 1, invalid: 2 } } });
  expect(response.body.errors).toMatchObject([{ row: 3 }, { row: 4 }]);
  const items = await listRows(response.body.id);
  expect(items?.map(({ state }) => state)).toEqual(['waiting', 'invalid', 'invalid']);
  expect(items?.[1]?.errors).toMatchObject([{ field: 'employee.personalEmail' }]);

  expect(await submit(buildCsv(buildCsvLine('nowhere')), CSV, '?partial=true')).toMatchObject({ status: 422 });
});

test('a repeated Idempotency-Key returns the same cohort, or 422 for another file', async () => {
  const key = { 'Idempotency-Key': 'spring-2027', ...CSV };
  const file = buildCsv(buildCsvLine('again@example.org'));
  const [first, second] = await Promise.all([submit(file, key), submit(file, key)]);
  const third = await submit(file, key);
  expect([first.status, second.body, third.body]).toEqual([202, first.body, first.body]);
  expect(await submit(buildCsv(buildCsvLine('other@example.org')), key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  expect(await submit(file, key, '?partial=true')).toMatchObject({ status: 422 });
});

test.each<[string, unknown, Record<string, string>, number, string]>([
  ['no rows', { rows: [] }, {}, 400, 'rows'],
  ['rows of a wrong type', { rows: 'many' }, {}, 400, 'rows'],
  ['an unknown field', { rows: [createRequestFor('x@example.org')], nope: 1 }, {}, 400, 'nope'],
  ['2,001 rows', { rows: Array(2_001).fill({}) }, {}, 400, 'rows'],
  ['a file of 2,001 rows', buildCsv(...Array<string>(2_001).fill(buildCsvLine('x@example.org'))), CSV, 400, 'rows'],
  ['a malformed CSV file', buildCsv('"a'), CSV, 400, '(row)'],
  ['an empty file', '', CSV, 400, 'startDate'],
  ['null for a row', { rows: [null] }, {}, 422, '(body)'],
  ['an unknown field in a row', { rows: [{ ...createRequestFor('x@example.org'), salary: 1 }] }, {}, 422, 'salary'],
])('%s is rejected', async (_what, body, headers, status, field) => {
  const response = await submit(body, headers);
  expect(response.status).toBe(status);
  expect((response.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
});

test('other media types and oversized bodies are rejected', async () => {
  expect(await submit('<rows/>', { 'Content-Type': 'application/xml' })).toMatchObject({
    status: 415,
    body: { detail: expect.stringContaining('text/csv') },
  });
  expect(await submit(buildCsv('x'.repeat(10 * 1024 * 1024)), CSV)).toMatchObject({ status: 413 });
  const long = createRequests(2_000, 'long', { note: 'n'.repeat(900) });
  expect(JSON.stringify(long).length).toBeGreaterThan(2 * 1024 * 1024);
  expect((await submit({ rows: long })).status).toBe(202);
});

test('rows are paged and filtered by state', async () => {
  const { body } = await submit({ rows: [...createRequests(4, 'page'), {}] }, {}, '?partial=true');
  const id = String(body.id);
  const first = await api.call('GET', `/cohorts/${id}?limit=3`);
  const second = await api.call('GET', `/cohorts/${id}?limit=3&cursor=${String(first.body.nextCursor)}`);
  const rowNumbers = [...(first.body.items ?? []), ...(second.body.items ?? [])].map(({ row }) => row);
  expect(rowNumbers).toEqual([1, 2, 3, 4, 5]);
  expect(second.body).not.toHaveProperty('nextCursor');
  const { body: invalid } = await api.call('GET', `/cohorts/${id}?state=failed,invalid`);
  expect(invalid.items?.map(({ row }) => row)).toEqual([5]);
  expect((await api.call('GET', `/cohorts/${id}?state=happy`)).status).toBe(400);
});

test('a command is recorded with its sender; one without effect is rejected', async () => {
  const { body } = await submit({ rows: createRequests(2, 'order') });
  const path = `/cohorts/${String(body.id)}`;
  const cancelled = await api.call('POST', `${path}/cancel`, { body: { reason: 'Hiring freeze' } });
  const command = { action: 'cancel', by: PEOPLE.hr.email, comment: 'Hiring freeze' };
  expect(cancelled).toMatchObject({ status: 202, body: { id: body.id, command, commandSent: false } });
  expect((await api.call('POST', `${path}/cancel`, { body: {} })).status).toBe(400);
  expect((await api.call('POST', `${path}/resume`)).body).toMatchObject({ command: { action: 'resume' } });
  const { rows } = await api.testDb.pool.query(`select action from audit where detail->>'cohort' = $1 order by id`, [
    body.id,
  ]);
  expect(rows.map(({ action }: { action: string }) => action)).toEqual([
    'cohort.submit',
    'cohort.cancel',
    'cohort.resume',
  ]);

  for (const action of ['cancel', 'resume']) {
    const unknownPath = `/cohorts/${UNKNOWN_ID}/${action}`;
    expect((await api.call('POST', unknownPath, { body: action === 'cancel' ? { reason: 'x' } : {} })).status).toBe(
      404,
    );
  }
  await api.testDb.pool.query(`update cohort_rows set state = 'invalid', request = null where cohort_id = $1`, [
    body.id,
  ]);
  for (const action of ['cancel', 'resume'])
    expect(
      await api.call('POST', `${path}/${action}`, { body: action === 'cancel' ? { reason: 'x' } : {} }),
    ).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
});

test('the template can be submitted, except for its example row', async () => {
  const response = await api.call('GET', '/cohorts/template?separator=;');
  expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(response.headers.get('content-disposition')).toContain('cohort.csv');
  const rejected = await submit(response.body.text, CSV);
  expect(rejected.body.errors).toContainEqual(
    expect.objectContaining({ row: 2, field: 'startDate', code: 'start-date.in-past' }),
  );
});

test('only HR and administrators have access to cohorts', async () => {
  const calls = [
    ['POST', '/cohorts'],
    ['GET', '/cohorts'],
    ['GET', '/cohorts/template'],
    ['GET', `/cohorts/${UNKNOWN_ID}`],
    ['POST', `/cohorts/${UNKNOWN_ID}/cancel`],
    ['POST', `/cohorts/${UNKNOWN_ID}/resume`],
  ] as const;
  for (const [method, path] of calls) {
    for (const as of ['manager', 'it', 'finance'] as const)
      expect((await api.call(method, path, { as })).status).toBe(403);
    expect((await api.call(method, path, { as: 'nobody' })).status).toBe(401);
  }
});
