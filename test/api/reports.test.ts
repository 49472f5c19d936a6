import { parse } from 'csv-parse/sync';
import { toCsv } from '../../src/api/http/csv/to-csv';
import { FUTURE_MONDAY, TestApi } from './support/test-api';
import { acceptAnyDepartment } from '../support/sample-company';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await acceptAnyDepartment(api.testDb.database);
  await api.submit('r1@example.org');
  await api.submit('r2@example.org', { job: { ...JOB, department: '=HYPERLINK("http://evil.example";"Sales")' } });
});
afterAll(() => api.close());

const JOB = { title: 'Engineer', location: 'berlin', employmentType: 'employee' as const, remote: false };

test('a report counts submissions by plan and department, for HR and finance', async () => {
  for (const as of ['hr', 'finance', 'admin'] as const) {
    const { status, body } = await api.call('GET', '/reports', { as });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: { onboardings: 2, ready: 0, due: 0, readyByDayOne: 0 },
      plans: [{ name: 'standard', onboardings: 2 }],
      timeSpent: { approvals: 0, tasks: 0, activities: 0, dates: 0 },
      terminations: [],
    });
    expect(body.departments).toHaveLength(2);
  }
});

test('the period selects first days; default: from ninety days ago', async () => {
  const from = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
  // Midnight may have passed in between.
  expect(String((await api.call('GET', '/reports')).body.from) >= from).toBe(true);
  const onDayOne = await api.call('GET', `/reports?from=${FUTURE_MONDAY}&to=${FUTURE_MONDAY}`);
  expect(onDayOne.body).toMatchObject({ from: FUTURE_MONDAY, to: FUTURE_MONDAY, total: { onboardings: 2 } });
  const before = await api.call('GET', '/reports?from=2020-01-01&to=2020-12-31');
  expect(before.body).toMatchObject({ total: { onboardings: 0 }, plans: [], steps: [] });
  expect((await api.call('GET', '/reports?department=Engineering')).body).toMatchObject({ total: { onboardings: 1 } });
  expect((await api.call('GET', '/reports?plan=intern')).body).toMatchObject({ total: { onboardings: 0 } });
});

test.each([
  ['from=yesterday', 'from'],
  ['from=2027-03-01&to=2027-02-01', 'to'],
  ['plan=no/plan', 'plan'],
  ['department=', 'department'],
  ['salary=1', 'salary'],
])('%s is rejected', async (query, field) => {
  for (const path of ['/reports', '/reports.csv'])
    expect(await api.call('GET', `${path}?${query}`)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('the CSV is readable by spreadsheets and contains no formulas', async () => {
  const response = await fetch(`${api.url}/api/v1/reports.csv`, {
    headers: { Authorization: 'Bearer fd_test-token-of-finance' },
  });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = await response.text();
  const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
  expect(rows).toContainEqual(expect.objectContaining({ subject: 'all', onboardings: '2', median_hours: '' }));
  expect(rows.find(({ name }) => name?.includes('HYPERLINK'))?.name).toMatch(/^'=HYPERLINK\("http/);
});

test('cells are quoted if necessary, and none starts a formula', () => {
  const cells = ['a,b', 'say "x"', 'two\nlines', '=1+1', '+1', '-1', '@x', '\tx', 'plain', undefined, -1.5];
  const quoted = `"a,b","say ""x""","two\nlines",'=1+1,'+1,'-1,'@x,'\tx,plain,,-1.5`;
  expect(toCsv([cells])).toBe(`\uFEFF${quoted}\r\n`);
});
