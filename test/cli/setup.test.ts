import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit';
import { insertSampleData } from '../../src/database/sample-data';
import type { Role } from '../../src/domain/status';
import { getToken, TestApi } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
let folder: string;
beforeEach(async () => {
  api = await TestApi.start();
  await insertSampleData(api.testDb.database, new Date());
  folder = mkdtempSync(join(tmpdir(), 'firstday-setup-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

const runAs = (role: Role, ...args: string[]) => runFirstday(args, { url: api.url, token: getToken(role) });

function write(...lines: string[]): string {
  const file = join(folder, 'people.csv');
  writeFileSync(file, lines.join('\n'));
  return file;
}

test('the checklist is printed, and the sample is removed by one command, which may be repeated', async () => {
  const before = await runAs('hr', 'setup');
  expect(before).toMatchObject({ code: EXIT.ok, err: '' });
  expect(before.out).toMatch(/^To do +Your company$/m);
  expect(before.out).toMatch(/^Done +People and their roles +3$/m);
  expect(before.out).toContain('firstday company remove-sample');
  expect((await runAs('hr', 'company', 'export')).out).toMatch(/^isSample: true$/m);

  const removed = await runAs('admin', 'company', 'remove-sample');
  expect(removed).toMatchObject({ code: EXIT.ok, err: '' });
  expect(removed.out).toBe(
    'Removed: 5 people, 40 items, 1,300 training sessions. Version 2 of the settings is in force.\n',
  );
  expect((await runAs('admin', 'company', 'remove-sample')).out).toMatch(/^Removed: 0 people/);
  expect((await runAs('hr', 'setup')).out).not.toContain('sample');
  expect((await runAs('hr', 'company', 'export')).out).toMatch(/^isSample: false$/m);
});

test('an open onboarding of the sample is a rejection that says what to do', async () => {
  await api.submit('ada@example.org');
  expect(await runAs('admin', 'company', 'remove-sample')).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringContaining('1 onboarding of the sample company is still open.'),
  });
});

test('people are checked, then imported from a file', async () => {
  const valid = ['email;name;roles', 'nadia@example.com;Nadia Sol;it', 'omar@example.com;Omar Beck;'];
  expect(await runAs('admin', 'people', 'import', '--check', write(...valid))).toMatchObject({
    code: EXIT.ok,
    out: '2 rows are valid, 0 invalid. Nobody was added.\n',
  });
  expect((await runAs('admin', 'people', 'import', write(...valid))).out).toBe('2 people were added, 1 invited.\n');
  const again = await runAs('admin', 'people', 'import', '--no-invite', write(...valid));
  expect(again.code).toBe(EXIT.rejected);
  expect(again.err).toMatch(/3 +email +Already in People/);
  expect((await runAs('hr', 'people', '--search', 'nadia')).out).toContain('Nadia Sol');
});
