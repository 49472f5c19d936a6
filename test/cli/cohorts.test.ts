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

const runCohort = (...args: string[]) =>
  runFirstday(['cohort', ...args], { url: platform.url, token: platform.environment.adminToken });

function writeHiresFile(content: string | Buffer, name = 'hires.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function submitCohort(...args: string[]): Promise<string> {
  const { out, err, code } = await runCohort('submit', ...args);
  expect({ out, err, code }).toEqual({
    out: expect.stringMatching(/^[0-9a-f-]{36}\n$/),
    err: expect.stringMatching(/^\d rows? submitted\nFollow it with /),
    code: EXIT.ok,
  });
  return out.trim();
}

test('cohort life cycle: submit, watch, show, cancel', async () => {
  const path = writeHiresFile(buildCsv(buildCsvLine('cli-1@example.org'), buildCsvLine('cli-2@example.org')));
  const id = await submitCohort(path, '--idempotency-key', 'spring');
  expect(await submitCohort(path, '--idempotency-key', 'spring')).toBe(id);

  const watchResult = await runCohort('watch', id);
  expect(watchResult).toMatchObject({ code: EXIT.ok, err: '' });
  expect(watchResult.out.trim().split('\n').at(-1)).toMatch(/^started: 2 · 2 open onboardings \(.*: 2\)/i);

  const showResult = await runCohort('show', id);
  expect(showResult.out).toMatch(/^2 +Ada Lovelace +\w+ approval +\d+ \w+ \d{4} +[0-9a-f-]{36}$/im);

  expect(await runCohort('cancel', id)).toMatchObject({ code: EXIT.usage });
  expect(await runCohort('cancel', id, '--reason', 'Freeze')).toMatchObject({ code: EXIT.ok });
  expect((await runCohort('watch', id)).out).toMatch(/started: 2 · 0 open onboardings \(cancelled: 2\)\n$/i);
  expect((await runCohort('show', id)).out).toContain('Cancelled by admin@firstday.example “Freeze”');
  expect(await runCohort('resume', id)).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringContaining('have been started'),
  });
});

test('errors are reported by row; --partial starts the valid rows', async () => {
  const path = writeHiresFile(
    buildCsv(buildCsvLine('cli-3@example.org'), buildCsvLine('nowhere', { startDate: '2027-02-30' })),
  );
  const rejected = await runCohort('submit', path);
  expect(rejected).toMatchObject({ code: EXIT.rejected, out: '' });
  expect(rejected.err).toMatch(/^1 of 2 rows are not valid\. Nothing was started\.$/m);
  expect(rejected.err).toMatch(/^ {2}row 3 {2}employee\.personalEmail +\S/m);
  expect(rejected.err).toMatch(/^ {2}row 3 {2}startDate +\S/m);

  const partial = await runCohort('submit', path, '--partial');
  expect(partial.err).toMatch(/^1 row submitted, 1 skipped:\n {2}row 3/);
  const id = partial.out.trim();
  expect((await runCohort('show', id, '--state', 'invalid')).out).toMatch(
    /^3 +\w.* +employee.personalEmail: Enter a valid e-mail address/m,
  );
});

test('watch exits with its own code if a row fails, and suggests a command', async () => {
  const id = await submitCohort(writeHiresFile(buildCsv(buildCsvLine('cli-4@example.org'))));
  await runCohort('watch', id);
  // Simulates a failure during the start of the row.
  await platform.testDb.pool.query(
    `update cohort_rows set state = 'failed', onboarding_id = null, request = view->'request' from onboardings where id = onboarding_id and cohort_id = $1`,
    [id],
  );
  expect(await runCohort('watch', id)).toMatchObject({
    code: EXIT.notCompleted,
    err: expect.stringContaining('--state failed'),
  });
});

test('JSON and other charsets are accepted; the template is printed', async () => {
  const latin = Buffer.from(buildCsv(buildCsvLine('cli-5@example.org', { 'employee.givenName': 'Jürgen' })), 'latin1');
  expect(await runCohort('submit', writeHiresFile(latin))).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringContaining('Not encoded as utf-8'),
  });
  const id = await submitCohort(writeHiresFile(latin), '--charset', 'windows-1252');
  expect((await runCohort('show', id)).out).toContain('Jürgen Lovelace');

  const empty = await runCohort('submit', writeHiresFile('{"rows": [{}]}', 'hires.json'));
  expect(empty.err).toMatch(/^ {2}row 1 {2}employee +Required$/m);
  expect((await runCohort('template', '--separator', ';')).out).toMatch(
    /^\uFEFFemployee\.givenName;employee\.familyName;/,
  );
  expect(await runCohort('submit', '/nowhere.csv')).toMatchObject({ code: EXIT.usage });
});

test('the file in examples/ is accepted by a platform with sample data', async () => {
  const example = readFileSync(join(__dirname, '../../examples/cohort.csv'), 'utf8');
  const { err, code } = await runCohort(
    'submit',
    writeHiresFile(example.replaceAll('2028-', `${String(new Date().getUTCFullYear() + 1)}-`)),
  );
  expect({ err, code }).toEqual({ err: expect.stringMatching(/rows submitted\n/), code: EXIT.ok });
});

test('a check names errors and warnings by row, and starts nothing', async () => {
  const lines = ['Ann', 'Ben'].map((name) =>
    buildCsvLine(`${name}@check.example.org`, { 'employee.givenName': name, 'manager.email': 'typo@example.net' }),
  );
  const path = writeHiresFile(buildCsv(...lines, buildCsvLine('nowhere')), 'check.csv');
  const { out, code } = await runCohort('check', path);
  expect(code).toBe(EXIT.ok);
  expect(out).toMatch(/^2 rows are valid, 1 invalid. Nothing was started.$/m);
  expect(out).toMatch(/row 4 +employee.personalEmail +Enter a valid e-mail address/i);
  expect(out).toMatch(/^Warning, row 3: .*typo@example\.net/m);
});
