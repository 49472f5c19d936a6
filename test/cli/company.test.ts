import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EXIT } from '../../src/cli/exit';
import { getToken, TestApi } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
let folder: string;
beforeEach(async () => {
  api = await TestApi.start();
  folder = mkdtempSync(join(tmpdir(), 'firstday-company-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

const run = (...args: string[]) => runFirstday(args, { url: api.url, token: getToken('hr') });

async function exportCompany(): Promise<string> {
  const { code, out } = await run('company', 'export');
  expect(code).toBe(EXIT.ok);
  return out;
}

function write(text: string): string {
  const file = join(folder, 'company.yaml');
  writeFileSync(file, text);
  return file;
}

test('a company is exported, changed in an editor, compared, applied, and its history shown', async () => {
  const text = await exportCompany();
  expect(text).toMatch(/^version: 1$/m);
  const file = write(text.replace('name: Example Company', 'name: Acme').replace('- Legal', '- Law'));

  const diff = await run('company', 'diff', file);
  expect(diff).toMatchObject({ code: EXIT.ok, err: '' });
  expect(diff.out).toMatch(/^~ departments: \[.*"Legal"\] → \[.*"Law"\]$/m);
  expect(diff.out).toMatch(/^~ name: "Example Company" → "Acme"$/m);
  expect(diff.out).toContain('Open onboardings stay as they are.');
  expect(await exportCompany()).toBe(text);

  const applied = await run('company', 'apply', file, '--note', 'Our own');
  expect(applied.out).toMatch(/^Saved as version 2\./m);
  const history = await run('company', 'history');
  expect(history.out).toMatch(/^2 .* hilda@example\.com +Our own$/m);
  expect(history.out).toMatch(/^1 .* sample *$/m);
  expect(await exportCompany()).toMatch(/^name: Acme$/m);
  expect((await run('company', 'export', '--at', '1')).out).toBe(text);
});

test('a file that was exported before somebody else saved is refused, and one without a version is not', async () => {
  const text = await exportCompany();
  await run('company', 'apply', write(text.replace('name: Example Company', 'name: Acme')));
  const refused = await run('company', 'apply', write(text.replace('name: Example Company', 'name: Bolt')));
  expect(refused.code).toBe(EXIT.rejected);
  expect(refused.err).toContain('Version 2 of the settings is in force by now');
  const unversioned = text.replace(/^version: 1\n/m, '').replace('name: Example Company', 'name: Bolt');
  expect((await run('company', 'apply', write(unversioned))).out).toMatch(/^Saved as version 3\./m);
});

test('the sample file is what the platform starts with, so applying it changes nothing', async () => {
  const sample = join(__dirname, '../../examples/company.yaml');
  expect((parse(readFileSync(sample, 'utf8')) as { isSample: boolean }).isSample).toBe(true);
  expect((await run('company', 'apply', sample)).out).toBe('Nothing is different from version 1.\n');
});

test('every fault of a file is named, and a file that is none is a wrong use', async () => {
  const { code, err } = await run('company', 'apply', write('name: Acme\ncurrency: Euro\ncolour: red\n'));
  expect(code).toBe(EXIT.rejected);
  expect(err).toMatch(/settings\.currency +/);
  expect(err).toMatch(/settings\.colour +/);
  expect((await run('company', 'diff', write('- a\n- b\n'))).code).toBe(EXIT.usage);
  expect((await run('company', 'diff', write('a: [b'))).code).toBe(EXIT.usage);
  expect((await run('company', 'diff', join(folder, 'none.yaml'))).code).toBe(EXIT.usage);
});
