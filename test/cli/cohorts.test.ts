import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit';
import { runFirstday } from './support';
import { TestPlatform } from '../support/test-platform';
import { buildCsv, buildCsvLine } from '../support/cohorts';

let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-cohort-'));
  platform = await TestPlatform.start();
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const cohort = (...args: string[]) =>
  runFirstday(['cohort', ...args], { url: platform.url, token: platform.environment.adminToken });

function file(content: string | Buffer, name = 'hires.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function submitted(...args: string[]): Promise<string> {
  const { out, err, code } = await cohort('submit', ...args);
  expect({ err, code }).toEqual({ err: '', code: EXIT.ok });
  return out.split('\n')[0] ?? '';
}

test('a file by hand: submit, watch, show, cancel', async () => {
  const path = file(buildCsv(buildCsvLine('cli-1@example.org'), buildCsvLine('cli-2@example.org')));
  const id = await submitted(path, '--idempotency-key', 'spring');
  expect(await submitted(path, '--idempotency-key', 'spring')).toBe(id);

  const watched = await cohort('watch', id);
  expect(watched).toMatchObject({ code: EXIT.ok, err: '' });
  expect(watched.out.trim().split('\n').at(-1)).toMatch(/^2 started · 2 open: 2 /);

  const shown = await cohort('show', id);
  expect(shown.out).toMatch(/^2 +Ada Lovelace +awaiting-approval +\d{4}-\d\d-\d\d +[0-9a-f-]{36}$/m);

  expect(await cohort('cancel', id)).toMatchObject({ code: EXIT.usage });
  expect(await cohort('cancel', id, '--reason', 'Freeze')).toMatchObject({ code: EXIT.ok });
  expect((await cohort('watch', id)).out).toMatch(/2 started · 0 open: 2 cancelled\n$/);
  expect((await cohort('show', id)).out).toContain('cancelled by admin@firstday.example: Freeze');
  expect(await cohort('resume', id)).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('has started') });
});

test('what is wrong is told with its row; --partial starts the rest', async () => {
  const path = file(buildCsv(buildCsvLine('cli-3@example.org'), buildCsvLine('nowhere', { startDate: '2027-02-30' })));
  const refused = await cohort('submit', path);
  expect(refused).toMatchObject({ code: EXIT.refused, out: '' });
  expect(refused.err).toMatch(/^1 of 2 rows are not valid/m);
  expect(refused.err).toMatch(/^ {2}row 3 {2}employee\.personalEmail +\S/m);
  expect(refused.err).toMatch(/^ {2}row 3 {2}startDate +\S/m);

  const partial = await cohort('submit', path, '--partial');
  expect(partial.out).toMatch(/Submitted: 1 rows, 1 left out:\n {2}row 3/);
  const id = partial.out.split('\n')[0] ?? '';
  expect((await cohort('show', id, '--state', 'invalid')).out).toMatch(/^3 +invalid +employee.personalEmail /m);
});

test('a row that fails makes watch end with another exit code, and says what to do', async () => {
  const id = await submitted(file(buildCsv(buildCsvLine('cli-4@example.org'))));
  await cohort('watch', id);
  // Simulates a failure during the start of the row.
  await platform.testDb.pool.query(
    `update cohort_rows set state = 'failed', onboarding_id = null, request = view->'request' from onboardings where id = onboarding_id and cohort_id = $1`,
    [id],
  );
  expect(await cohort('watch', id)).toMatchObject({
    code: EXIT.notCompleted,
    err: expect.stringContaining('--state failed'),
  });
});

test('JSON files and other charsets are taken; the template is printed', async () => {
  const latin = Buffer.from(buildCsv(buildCsvLine('cli-5@example.org', { 'employee.givenName': 'Jürgen' })), 'latin1');
  expect(await cohort('submit', file(latin))).toMatchObject({
    code: EXIT.refused,
    err: expect.stringContaining('is not utf-8'),
  });
  const id = await submitted(file(latin), '--charset', 'windows-1252');
  expect((await cohort('show', id)).out).toContain('Jürgen Lovelace');

  const empty = await cohort('submit', file('{"rows": [{}]}', 'hires.json'));
  expect(empty.err).toMatch(/^ {2}row 1 {2}employee +is required/m);
  expect((await cohort('template', '--separator', ';')).out).toMatch(
    /^\uFEFFemployee\.givenName;employee\.familyName;/,
  );
  expect(await cohort('submit', '/nowhere.csv')).toMatchObject({ code: EXIT.usage });
});

test('the example in examples/ is taken by a platform with its samples', async () => {
  const example = readFileSync(join(__dirname, '../../examples/cohort.csv'), 'utf8');
  const { err, code } = await cohort(
    'submit',
    file(example.replaceAll('2028-', `${String(new Date().getUTCFullYear() + 1)}-`)),
  );
  expect({ err, code }).toEqual({ err: '', code: EXIT.ok });
});
