import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit';
import { sanitizeText, formatTable } from '../../src/cli/output/text';
import { resolveConnectionSettings } from '../../src/cli/connection-settings';
import { runFirstday } from './support';

const NOBODY = { url: 'http://127.0.0.1:1' };

test.each([
  ['an unknown command', ['sumbit', 'x.json']],
  ['a missing argument', ['show']],
  ['an unknown option', ['list', '--colour', 'red']],
  ['an unknown role', ['tokens', 'create', 'a@example.com', '--role', 'boss']],
  ['a rollback without a reason', ['rollback', 'some-id']],
  ['an answer that is none', ['complete', 'some-id', 'ship', '--answer', 'Z-4711']],
  ['an amendment of nothing', ['amend', 'some-id']],
  ['an amendment that is no assignment', ['amend', 'some-id', '--set', '__proto__.x=1']],
  ['an amendment that is broken JSON', ['amend', 'some-id', '--set', 'equipment=[laptop']],
  ['a file that is not there', ['submit', '/nowhere.json']],
  ['a file that is not JSON', ['submit', __filename]],
  ['a graph of no plan in particular', ['plan', '--mermaid']],
  ['a bad address', ['list', '--url', 'localhost']],
])('%s is wrong usage', async (_what, args) => {
  const { code, out, err } = await runFirstday(args, NOBODY);
  expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
  expect(err).not.toBe('');
});

test.each([[['list']], [['watch', 'some-id']], [['cancel', 'some-id', '--reason', 'x']]])(
  'nobody there: %j says so and how to start the platform',
  async (args) => {
    const { code, err } = await runFirstday(args, NOBODY);
    expect(code).toBe(EXIT.unreachable);
    expect(err).toMatch(/No answer from http:\/\/127\.0\.0\.1:1 .*npm start/);
  },
);

test('help is no error', async () => {
  const { code, out } = await runFirstday(['--help'], NOBODY);
  expect(code).toBe(EXIT.ok);
  expect(out).toMatch(/Exit codes: 0 done/);
});

test('bin/firstday runs from a checkout, and its exit code is the command’s', () => {
  const bin = join(__dirname, '../../bin/firstday');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'list', '--url', NOBODY.url], { encoding: 'utf8' });
  expect(status).toBe(EXIT.unreachable);
  expect(stderr).toMatch(/No answer/);
});

test('the token of an embedded platform is found in its data folder, and stays on this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-cli-'));
  writeFileSync(join(folder, 'firstday.json'), JSON.stringify({ secrets: { adminToken: 'its-own' } }));
  const env = { DATA_DIR: folder };
  expect(resolveConnectionSettings({ url: 'http://127.0.0.1:8080' }, env).token).toBe('its-own');
  expect(resolveConnectionSettings({ url: 'http://example.com' }, env).token).toBeUndefined();
  expect(
    resolveConnectionSettings({ url: 'http://example.com' }, { ...env, ADMIN_TOKEN: 'secret' }).token,
  ).toBeUndefined();
  expect(resolveConnectionSettings({ token: 'given' }, { ...env, FIRSTDAY_TOKEN: 'other' }).token).toBe('given');
  rmSync(folder, { recursive: true });
});

test('what others wrote cannot speak to the terminal', () => {
  expect(sanitizeText('\u001b[31mred\u001b[0m\u0007 and\nnew line')).toBe('red and new line');
});

test('a table is aligned by what is seen of its cells', () => {
  expect(
    formatTable([
      ['\u001b[1mNAME\u001b[22m', 'X'],
      ['Zoë', 'é'],
    ]),
  ).toBe('\u001b[1mNAME\u001b[22m  X\nZoë   é\n');
});
