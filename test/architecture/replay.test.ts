import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_KEYS } from '../support/histories';

const ROOT = join(__dirname, '../..');
const RECORDED_FILE = join(ROOT, 'test/histories/approved-by-api.engine-1.json');
const SEALING_KEY = TEST_KEYS.sealing.toString('base64');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Removes the inherited payload keys, so that only those in `env` count. */
function runReplay(history: unknown, env: Record<string, string>) {
  const file = join(folder, 'history.json');
  writeFileSync(file, JSON.stringify(history));
  const { ENCRYPTION_KEYS: _encryption, SEALING_KEY: _sealing, ...ownEnv } = process.env;
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...ownEnv, ...env } } as const;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'replay', file], options);
  return { replays: status === 0, output: stdout + stderr };
}

interface Recording {
  history: { events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[] };
}
const readRecording = () => JSON.parse(readFileSync(RECORDED_FILE, 'utf8')) as Recording;

test('a recorded history replays, also in the format of Temporal’s CLI', () => {
  const eventCount = readRecording().history.events.length;
  const success = { replays: true, output: expect.stringContaining(`${eventCount} events replay`) };
  expect(runReplay(readRecording(), { SEALING_KEY })).toEqual(success);
  expect(runReplay(readRecording().history, { SEALING_KEY })).toEqual(success);
});

test('an incompatible history fails at the differing event', () => {
  const broken = readRecording();
  const [first] = broken.history.events.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
  Object.assign(first?.activityType ?? {}, { name: 'reserveDesk' });
  const outcome = runReplay(broken, { SEALING_KEY });
  expect(outcome).toEqual({ replays: false, output: expect.stringMatching(/reserveDesk.*createAccounts/) });
});

test('a history of other keys is rejected, not reported as nondeterministic', () => {
  const rejected = { replays: false, output: expect.stringContaining('written with other keys') };
  expect(runReplay(readRecording(), {})).toEqual(rejected);
  expect(runReplay(readRecording(), { SEALING_KEY: Buffer.alloc(32, 'other').toString('base64') })).toEqual(rejected);
});
