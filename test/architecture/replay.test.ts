import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_KEYS } from '../support/histories';

const ROOT = join(__dirname, '../..');
const RECORDED = join(ROOT, 'test/histories/approved-by-api.engine-3.json');
const SEALING_KEY = TEST_KEYS.sealing.toString('base64');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Removes the inherited payload keys, so that only those in `env` count. */
function replay(history: unknown, env: Record<string, string>) {
  const file = join(folder, 'history.json');
  writeFileSync(file, JSON.stringify(history));
  const { ENCRYPTION_KEYS: _encryption, SEALING_KEY: _sealing, ...own } = process.env;
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...own, ...env } } as const;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'replay', file], options);
  return { replays: status === 0, output: stdout + stderr };
}

interface Recorded {
  history: { events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[] };
}
const recorded = () => JSON.parse(readFileSync(RECORDED, 'utf8')) as Recorded;

test('a recorded history replays, also as Temporal’s command line prints it', () => {
  const fine = { replays: true, output: expect.stringContaining('56 events replay') };
  expect(replay(recorded(), { SEALING_KEY })).toEqual(fine);
  expect(replay(recorded().history, { SEALING_KEY })).toEqual(fine);
});

test('a history that the workflow code does not produce fails, with the event that differs', () => {
  const broken = recorded();
  const [first] = broken.history.events.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
  Object.assign(first?.activityType ?? {}, { name: 'reserveDesk' });
  const outcome = replay(broken, { SEALING_KEY });
  expect(outcome).toEqual({ replays: false, output: expect.stringMatching(/reserveDesk.*createAccounts/) });
});

test('a history of other keys is refused instead of taken for nondeterminism', () => {
  const refused = { replays: false, output: expect.stringContaining('written with other keys') };
  expect(replay(recorded(), {})).toEqual(refused);
  expect(replay(recorded(), { SEALING_KEY: Buffer.alloc(32, 'other').toString('base64') })).toEqual(refused);
});
