import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollUntil } from '../../src/lib/poll-until';

const ROOT = join(__dirname, '../..');
/** Fake platform, which takes a second to stop. Handles the signal before the test can see that it has started. */
const PLATFORM = `
  process.on('SIGTERM', () => setTimeout(() => { console.log('stopped'); process.exit(0); }, 1_000));
  setInterval(() => undefined, 1_000);
  console.log('started');
`;

let checkout: string;
let dev: ChildProcess;
let output: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'firstday-dev-'));
  for (const folder of ['src/app', 'locales', 'workflows', 'plans', 'activities', 'scripts'])
    mkdirSync(join(checkout, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', 'scripts/dev.ts'])
    cpSync(join(ROOT, file), join(checkout, file));
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  writeFileSync(join(checkout, 'src/app/main.ts'), PLATFORM);
  writeFileSync(join(checkout, 'workflows/index.ts'), '');
  output = '';
  dev = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts'], { cwd: checkout, detached: true });
  for (const stream of [dev.stdout, dev.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
});
afterEach(() => {
  if (dev.pid !== undefined && dev.exitCode === null) process.kill(-dev.pid, 'SIGKILL');
  rmSync(checkout, { recursive: true });
});

const listOutputLines = () => output.split('\n').filter((line) => line !== '');
const expectOutput = (...expected: string[]) =>
  pollUntil(async () => expect(listOutputLines()).toEqual(expected), 60_000);

test('a changed workflow restarts the platform, also if the file was replaced', async () => {
  const file = join(checkout, 'workflows/index.ts');
  const changed = ['workflows/index.ts has changed.', 'stopped', 'started'];
  await expectOutput('started');
  writeFileSync(`${file}~`, '// replaced\n');
  renameSync(`${file}~`, file);
  await expectOutput('started', ...changed);
  appendFileSync(file, '// written to\n');
  await expectOutput('started', ...changed, ...changed);
});

test('an ended platform restarts on the next change; a signal ends both', async () => {
  const main = join(checkout, 'src/app/main.ts');
  await expectOutput('started');
  writeFileSync(main, `console.log('broken'); process.exit(1);`);
  const endedMessage = 'The platform has ended. It starts again when a source changes.';
  const before = ['started', 'src/app/main.ts has changed.', 'stopped', 'broken', endedMessage];
  await expectOutput(...before);
  writeFileSync(main, PLATFORM);
  await expectOutput(...before, 'src/app/main.ts has changed.', 'started');
  dev.kill('SIGTERM');
  expect(await once(dev, 'exit')).toEqual([0, null]);
  expect(listOutputLines().at(-1)).toBe('stopped');
});
