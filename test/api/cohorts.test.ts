import { cohortSchema, cohortsSchema } from '../../src/api/resources/cohorts/schema';
import { PEOPLE, TestApi, createRequestFor } from './support/test-api';
import { buildCsv, buildCsvLine, createRequests } from '../support/cohorts';

const CSV = { 'Content-Type': 'text/csv' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const submit = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  api.call('POST', `/cohorts${query}`, { body, headers });
const submitCsv = (...lines: string[]) => submit(buildCsv(...lines), CSV);
const rowsOf = async (id: unknown) => (await api.call('GET', `/cohorts/${String(id)}`)).body.items;
const count = async (table: 'cohorts' | 'cohort_rows' | 'onboardings') =>
  Number((await api.testDb.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);

test('a file is taken whole: 202, where to look, and every row waits', async () => {
  const answer = await submitCsv(
    buildCsvLine('one@example.org'),
    buildCsvLine('two@example.org', { 'employee.givenName': 'Bo' }),
  );
  expect(answer).toMatchObject({ status: 202, body: { rows: { waiting: 2, invalid: 0 } } });
  expect(answer.headers.get('location')).toBe(`/api/v1/cohorts/${String(answer.body.id)}`);
  expect(answer.body).not.toHaveProperty('errors');

  const { body } = await api.call('GET', `/cohorts/${String(answer.body.id)}`);
  expect(body).toMatchObject({
    submittedBy: PEOPLE.hr,
    wanted: { what: 'start' },
    delivered: false,
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
  expect(list.items?.[0]).toMatchObject({ id: answer.body.id, rows: { waiting: 2 } });
  const { rows } = await api.testDb.pool.query(
    `select actor, detail->>'cohort' as cohort from audit where action = 'cohort.submit'`,
  );
  expect(rows).toContainEqual({ actor: PEOPLE.hr.email, cohort: answer.body.id });
});

test('JSON is the same thing; its rows count from 1', async () => {
  const { status, body } = await submit({ rows: createRequests(3, 'json') });
  expect(status).toBe(202);
  expect((await rowsOf(body.id))?.map(({ row }) => row)).toEqual([1, 2, 3]);
});

test('every fault of every row is told, and nothing is started', async () => {
  const open = await api.submit('open@example.org');
  const before = [await count('cohorts'), await count('onboardings')];
  const answer = await submitCsv(
    buildCsvLine('good@example.org'),
    buildCsvLine('nowhere', { startDate: '2027-02-30', 'job.location': 'atlantis' }),
    buildCsvLine('nobody@example.org', { equipment: 'unicorn', 'job.location': 'atlantis' }),
    buildCsvLine('GOOD@example.org'),
    buildCsvLine('open@example.org'),
    `${buildCsvLine('long@example.org')},x`,
  );
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-rows', rows: 6, invalidRows: 5 } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const message = expect.any(String) as string;
  expect(answer.body.errors).toEqual([
    { row: 3, field: 'employee.personalEmail', message },
    { row: 3, field: 'startDate', message },
    { row: 4, field: 'equipment.0', message },
    { row: 4, field: 'job.location', message },
    { row: 5, field: 'employee.personalEmail', message: 'is that of row 2, too' },
    { row: 6, field: 'employee.personalEmail', message: `has an open onboarding: ${open}` },
    { row: 7, field: '(row)', message },
  ]);
  expect([await count('cohorts'), await count('onboardings')]).toEqual(before);
});

test('with partial the valid rows wait, and the others are reported and kept as invalid', async () => {
  const lines = buildCsv(buildCsvLine('kept@example.org'), buildCsvLine('nowhere'), buildCsvLine('kept@example.org'));
  const answer = await submit(lines, CSV, '?partial=true');
  expect(answer).toMatchObject({ status: 202, body: { rows: { waiting: 1, invalid: 2 } } });
  expect(answer.body.errors).toMatchObject([{ row: 3 }, { row: 4 }]);
  const items = await rowsOf(answer.body.id);
  expect(items?.map(({ state }) => state)).toEqual(['waiting', 'invalid', 'invalid']);
  expect(items?.[1]?.errors).toMatchObject([{ field: 'employee.personalEmail' }]);

  expect(await submit(buildCsv(buildCsvLine('nowhere')), CSV, '?partial=true')).toMatchObject({ status: 422 });
});

test('the same Idempotency-Key gives the same cohort; with another file it is refused', async () => {
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
  ['rows that are none', { rows: 'many' }, {}, 400, 'rows'],
  ['an unknown field', { rows: [createRequestFor('x@example.org')], nope: 1 }, {}, 400, 'nope'],
  ['2,001 rows', { rows: Array(2_001).fill({}) }, {}, 400, 'rows'],
  ['a file of 2,001 rows', buildCsv(...Array<string>(2_001).fill(buildCsvLine('x@example.org'))), CSV, 400, 'rows'],
  ['a file that is no CSV', buildCsv('"a'), CSV, 400, '(row)'],
  ['an empty file', '', CSV, 400, 'startDate'],
  ['null for a row', { rows: [null] }, {}, 422, '(body)'],
  ['an unknown field in a row', { rows: [{ ...createRequestFor('x@example.org'), salary: 1 }] }, {}, 422, 'salary'],
])('%s is refused', async (_what, body, headers, status, field) => {
  const answer = await submit(body, headers);
  expect(answer.status).toBe(status);
  expect((answer.body.errors as { field: string }[]).map((error) => error.field)).toContain(field);
});

test('other media types, and bodies beyond all measure, are refused', async () => {
  expect(await submit('<rows/>', { 'Content-Type': 'application/xml' })).toMatchObject({
    status: 415,
    body: { detail: expect.stringContaining('text/csv') },
  });
  expect(await submit(buildCsv('x'.repeat(10 * 1024 * 1024)), CSV)).toMatchObject({ status: 413 });
  const long = createRequests(2_000, 'long', { note: 'n'.repeat(900) });
  expect(JSON.stringify(long).length).toBeGreaterThan(2 * 1024 * 1024);
  expect((await submit({ rows: long })).status).toBe(202);
});

test('rows come in pages, and by state', async () => {
  const { body } = await submit({ rows: [...createRequests(4, 'page'), {}] }, {}, '?partial=true');
  const id = String(body.id);
  const first = await api.call('GET', `/cohorts/${id}?limit=3`);
  const second = await api.call('GET', `/cohorts/${id}?limit=3&cursor=${String(first.body.nextCursor)}`);
  const numbers = [...(first.body.items ?? []), ...(second.body.items ?? [])].map(({ row }) => row);
  expect(numbers).toEqual([1, 2, 3, 4, 5]);
  expect(second.body).not.toHaveProperty('nextCursor');
  const { body: invalid } = await api.call('GET', `/cohorts/${id}?state=failed,invalid`);
  expect(invalid.items?.map(({ row }) => row)).toEqual([5]);
  expect((await api.call('GET', `/cohorts/${id}?state=happy`)).status).toBe(400);
});

test('an order is recorded, with who gave it; one that would change nothing is refused', async () => {
  const { body } = await submit({ rows: createRequests(2, 'order') });
  const path = `/cohorts/${String(body.id)}`;
  const cancelled = await api.call('POST', `${path}/cancel`, { body: { reason: 'Hiring freeze' } });
  const wanted = { what: 'cancel', by: PEOPLE.hr.email, reason: 'Hiring freeze' };
  expect(cancelled).toMatchObject({ status: 202, body: { id: body.id, wanted, delivered: false } });
  expect((await api.call('POST', `${path}/cancel`, { body: {} })).status).toBe(400);
  expect((await api.call('POST', `${path}/resume`)).body).toMatchObject({ wanted: { what: 'resume' } });
  const { rows } = await api.testDb.pool.query(`select action from audit where detail->>'cohort' = $1 order by id`, [
    body.id,
  ]);
  expect(rows.map(({ action }: { action: string }) => action)).toEqual([
    'cohort.submit',
    'cohort.cancel',
    'cohort.resume',
  ]);

  for (const order of ['cancel', 'resume']) {
    const on = `/cohorts/${UNKNOWN}/${order}`;
    expect((await api.call('POST', on, { body: order === 'cancel' ? { reason: 'x' } : {} })).status).toBe(404);
  }
  await api.testDb.pool.query(`update cohort_rows set state = 'invalid', request = null where cohort_id = $1`, [
    body.id,
  ]);
  for (const order of ['cancel', 'resume'])
    expect(
      await api.call('POST', `${path}/${order}`, { body: order === 'cancel' ? { reason: 'x' } : {} }),
    ).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
});

test('the template is a file that this very route reads, up to its example', async () => {
  const answer = await api.call('GET', '/cohorts/template?separator=;');
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(answer.headers.get('content-disposition')).toContain('cohort.csv');
  const refused = await submit(answer.body.text, CSV);
  expect(refused.body.errors).toContainEqual({
    row: 2,
    field: 'startDate',
    message: expect.stringMatching(/past/) as string,
  });
});

test('only HR and administrators have anything to do with cohorts', async () => {
  const calls = [
    ['POST', '/cohorts'],
    ['GET', '/cohorts'],
    ['GET', '/cohorts/template'],
    ['GET', `/cohorts/${UNKNOWN}`],
    ['POST', `/cohorts/${UNKNOWN}/cancel`],
    ['POST', `/cohorts/${UNKNOWN}/resume`],
  ] as const;
  for (const [method, path] of calls) {
    for (const as of ['manager', 'it', 'finance'] as const)
      expect((await api.call(method, path, { as })).status).toBe(403);
    expect((await api.call(method, path, { as: 'nobody' })).status).toBe(401);
  }
});
