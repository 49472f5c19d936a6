import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit';
import { sanitizeText, formatTable } from '../../src/cli/output/text';
import { resolveConnectionSettings } from '../../src/cli/connection-settings';
import { runFirstday } from './support';

const UNREACHABLE = { url: 'http://127.0.0.1:1' };

test.each([
  ['an unknown command', ['sumbit', 'x.json']],
  ['a missing argument', ['show']],
  ['an unknown option', ['list', '--colour', 'red']],
  ['an unknown role', ['tokens', 'create', 'a@example.com', '--role', 'boss']],
  ['a rollback without a reason', ['rollback', 'some-id']],
  ['a malformed answer', ['complete', 'some-id', 'ship', '--answer', 'Z-4711']],
  ['an empty amendment', ['amend', 'some-id']],
  ['an amendment without an assignment', ['amend', 'some-id', '--set', '__proto__.x=1']],
  ['an amendment with broken JSON', ['amend', 'some-id', '--set', 'equipment=[laptop']],
  ['a missing file', ['submit', '/nowhere.json']],
  ['a file that is not JSON', ['submit', __filename]],
  ['a graph without a plan', ['plan', '--mermaid']],
  ['a bad address', ['list', '--url', 'localhost']],
])('%s is a usage error', async (_what, args) => {
  const { code, out, err } = await runFirstday(args, UNREACHABLE);
  expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
  expect(err).not.toBe('');
});

test.each([[['list']], [['watch', 'some-id']], [['cancel', 'some-id', '--reason', 'x']]])(
  '%j without a platform reports how to start it',
  async (args) => {
    const { code, err } = await runFirstday(args, UNREACHABLE);
    expect(code).toBe(EXIT.unreachable);
    expect(err).toMatch(/No response from http:\/\/127\.0\.0\.1:1 .*npm start/);
  },
);

test('help is not an error', async () => {
  const { code, out } = await runFirstday(['--help'], UNREACHABLE);
  expect(code).toBe(EXIT.ok);
  expect(out).toMatch(/Exit codes:\n +0 +success\n/);
});

test('bin/firstday runs from a checkout and returns the exit code', () => {
  const bin = join(__dirname, '../../bin/firstday');
  const { status, stderr } = spawnSync(process.execPath, [bin, 'list', '--url', UNREACHABLE.url], { encoding: 'utf8' });
  expect(status).toBe(EXIT.unreachable);
  expect(stderr).toMatch(/No response/);
});

test('the embedded platform’s token is used for loopback addresses only', () => {
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

test('foreign text cannot control the terminal', () => {
  expect(sanitizeText('\u001b[31mred\u001b[0m\u0007 and\nnew line')).toBe('red and new line');
});

test('table columns are aligned by visible width', () => {
  expect(
    formatTable([
      ['\u001b[1mNAME\u001b[22m', 'X'],
      ['Zoë', 'é'],
    ]),
  ).toBe('\u001b[1mNAME\u001b[22m  X\nZoë   é\n');
});
