import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['activities', 'plans', 'scripts', 'src', 'test', 'workflows'];
const SETTINGS = ['package.json', 'tsconfig.json', 'jest.config.js', 'eslint.config.mjs', '.prettierrc.json'];
const [FILE, REGISTRY, PROBES] = [
  'activities/reserve-desk.ts',
  'activities/registry.ts',
  'test/activities/probes.ts',
] as const;
/** Makes the linter load the types of the changed files only, not of the whole tree. */
const TYPES_OF_FEW = ['projectService:false', 'project:tsconfig.few.json'].map(
  (option) => `--parser-options=${option}`,
);
let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'firstday-activity-'));
  const filter = (path: string): boolean => !path.endsWith('histories');
  for (const path of [...FOLDERS, ...SETTINGS])
    cpSync(join(ROOT, path), join(checkout, path), { recursive: true, filter });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const include = ['activities', PROBES];
  writeFileSync(join(checkout, 'tsconfig.few.json'), JSON.stringify({ extends: './tsconfig.json', include }));
});
afterEach(() => rmSync(checkout, { recursive: true }));

const run = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: checkout, encoding: 'utf8' });
  return { ok: status === 0, said: stdout + stderr };
};
const newActivity = (...args: string[]) => run(process.execPath, '--import', 'tsx', 'scripts/new-activity.ts', ...args);
const text = (path: string) => readFileSync(join(checkout, path), 'utf8');
const change = (path: string, from: string, to: string) =>
  writeFileSync(join(checkout, path), text(path).replace(from, to));
const tree = () => [
  readdirSync(checkout).sort(),
  readdirSync(join(checkout, 'activities')).sort(),
  text(REGISTRY),
  text(PROBES),
];
const registryTest = () => run('npx', 'jest', 'test/activities/registry.test.ts', '-t', 'reserveDesk');

test('a new activity has its file, its line and its probe, fits the types and the house, and is red until filled in', () => {
  expect(run('npm', 'run', '-s', 'new:activity', 'reserve-desk')).toEqual({
    ok: true,
    said: expect.stringContaining(`Made ${FILE}`),
  });
  expect(text(REGISTRY)).toMatch(
    /notify-manager';\nexport \{ reserveDesk \} from '.\/reserve-desk';\nexport \{ scheduleTraining/,
  );
  const fine = { ok: true, said: expect.anything() };
  expect(run('npx', 'tsc', '--noEmit', '-p', 'tsconfig.few.json')).toEqual(fine);
  expect(run('npx', 'prettier', '--check', FILE, REGISTRY, PROBES)).toEqual(fine);
  expect(run('npx', 'eslint', ...TYPES_OF_FEW, FILE, REGISTRY, PROBES)).toEqual(fine);

  const asked = registryTest();
  expect(asked).toEqual({ ok: false, said: expect.stringContaining(`Fill in the probe of reserveDesk in ${PROBES}.`) });
  expect(asked.said).toMatch(/^0 passed, \d+ failed/m);

  fillInTheProbe();
  fillInTheActivity();
  expect(registryTest()).toEqual({ ok: true, said: expect.stringMatching(/\d+ passed, 0 failed/) });
}, 240_000);

/** Matches the activity below, which reserves a phone although it is named after a desk. */
function fillInTheProbe(): void {
  const prepare = /\n {4}prepare: \(\) => Promise\.reject.*reserveDesk.*/.exec(text(PROBES))?.[0] ?? '';
  change(PROBES, prepare, '');
  change(PROBES, 'count: () => NaN', "count: (world, key) => rows(world, 'items', 'effect_key', key)");
}

function fillInTheActivity(): void {
  change(FILE, 'uses: []', "uses: ['inventory']");
  change(FILE, 'z.object({})', 'z.object({ items: z.array(z.object({ tag: z.string(), model: z.string() })) })');
  change(
    FILE,
    /run: .*,/.exec(text(FILE))?.[0] ?? '',
    `run: async ({ key, onboardingId, systems }) => ({
      items: await systems.inventory.reserve({ key, onboardingId, models: ['phone'] }),
    }),`,
  );
  change(FILE, /undo: .*,/.exec(text(FILE))?.[0] ?? '', 'undo: ({ key, systems }) => systems.inventory.release(key),');
}

test.each([
  ['no name', [], /npm run new:activity reserve-desk/],
  ['one word', ['desk'], /two words or more/],
  ['a path', ['../reserve-desk'], /"\.\.\/reserve-desk" is no name/],
  ['a class name', ['ReserveDesk'], /is no name/],
  ['the name of the factory', ['define-activity'], /is no name/],
  ['a name that is taken, spelled as a file', ['create-accounts'], /There is an activity createAccounts already/],
  ['a name that is taken, spelled as an export', ['createAccounts'], /take another name/],
  ['the name of a file that is no activity', ['call-options'], /take another name/],
])('%s is refused with its mend, and changes nothing', (_what, args, message) => {
  const before = tree();
  expect(newActivity(...args)).toEqual({ ok: false, said: expect.stringMatching(message) });
  expect(tree()).toEqual(before);
});

test('nothing is left half-written: twice the same, a probe file it does not understand, a full disk', () => {
  expect(newActivity('reserveDesk').ok).toBe(true);
  const made = tree();
  expect(newActivity('reserveDesk')).toEqual({ ok: false, said: expect.stringContaining('already') });
  expect(tree()).toEqual(made);

  // Limits files to 2 KiB, so that the third one, the probes, cannot be written.
  const onFullDisk = "ulimit -f 2 && exec node --import tsx 'scripts/new-activity.ts' book-parking";
  expect(run('bash', '-c', onFullDisk)).toEqual({ ok: false, said: expect.stringContaining('EFBIG') });
  expect(tree()).toEqual(made);

  change(PROBES, 'export const probes', 'const probes');
  const strange = tree();
  expect(newActivity('book-parking')).toEqual({ ok: false, said: expect.stringContaining('by hand') });
  expect(tree()).toEqual(strange);
});
