import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['activities', 'examples', 'locales', 'plans', 'scripts', 'src', 'test', 'workflows'];
const SETTINGS = ['package.json', 'tsconfig.json', 'jest.config.js', 'eslint.config.mjs', '.prettierrc.json'];
const [FILE, REGISTRY, PROBES] = [
  'activities/reserve-desk.ts',
  'activities/registry.ts',
  'test/activities/probes.ts',
] as const;
/** Makes the linter load the types of the changed files only, not of the whole tree. */
const FAST_LINT_OPTIONS = ['projectService:false', 'project:tsconfig.few.json'].map(
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
  return { ok: status === 0, output: stdout + stderr };
};
const runNewActivity = (...args: string[]) =>
  run(process.execPath, '--import', 'tsx', 'scripts/new-activity.ts', ...args);
const readSource = (path: string) => readFileSync(join(checkout, path), 'utf8');
const replaceInFile = (path: string, from: string, to: string) =>
  writeFileSync(join(checkout, path), readSource(path).replace(from, to));
const snapshotTree = () => [
  readdirSync(checkout).sort(),
  readdirSync(join(checkout, 'activities')).sort(),
  readSource(REGISTRY),
  readSource(PROBES),
];
const runRegistryTest = () => run('npx', 'jest', 'test/activities/registry.test.ts', '-t', 'reserveDesk');

test('a new activity compiles and passes lint, and fails until filled in', () => {
  expect(run('npm', 'run', '-s', 'new:activity', 'reserve-desk')).toEqual({
    ok: true,
    output: expect.stringContaining(`Created ${FILE}`),
  });
  expect(readSource(REGISTRY)).toMatch(
    /register-purchase';\nexport \{ reserveDesk \} from '.\/reserve-desk';\nexport \{ scheduleTraining/,
  );
  const success = { ok: true, output: expect.anything() };
  expect(run('npx', 'tsc', '--noEmit', '-p', 'tsconfig.few.json')).toEqual(success);
  expect(run('npx', 'prettier', '--check', FILE, REGISTRY, PROBES)).toEqual(success);
  expect(run('npx', 'eslint', ...FAST_LINT_OPTIONS, FILE, REGISTRY, PROBES)).toEqual(success);

  const unfilledRun = runRegistryTest();
  expect(unfilledRun).toEqual({
    ok: false,
    output: expect.stringContaining(`Fill in the probe of reserveDesk in ${PROBES}.`),
  });
  expect(unfilledRun.output).toMatch(/^0 passed, \d+ failed/m);

  fillInProbe();
  fillInActivity();
  expect(runRegistryTest()).toEqual({ ok: true, output: expect.stringMatching(/\d+ passed, 0 failed/) });
}, 240_000);

/** Matches the activity below, which reserves a phone although it is named after a desk. */
function fillInProbe(): void {
  const prepare = /\n {4}prepare: \(\) => Promise\.reject.*reserveDesk.*/.exec(readSource(PROBES))?.[0] ?? '';
  replaceInFile(PROBES, prepare, '');
  replaceInFile(PROBES, 'count: () => NaN', "count: (world, key) => countRows(world, 'items', 'effect_key', key)");
}

function fillInActivity(): void {
  replaceInFile(FILE, 'uses: []', "uses: ['inventory']");
  replaceInFile(FILE, 'z.object({})', 'z.object({ items: z.array(z.object({ tag: z.string(), model: z.string() })) })');
  replaceInFile(
    FILE,
    /run: .*,/.exec(readSource(FILE))?.[0] ?? '',
    `run: async ({ key, onboardingId, systems }) => ({
      items: await systems.inventory.reserve({ key, onboardingId, models: ['phone'] }),
    }),`,
  );
  replaceInFile(
    FILE,
    /undo: .*,/.exec(readSource(FILE))?.[0] ?? '',
    'undo: ({ key, systems }) => systems.inventory.release(key),',
  );
}

test.each([
  ['no name', [], /npm run new:activity reserve-desk/],
  ['one word', ['desk'], /two or more words/],
  ['a path', ['../reserve-desk'], /"\.\.\/reserve-desk" is not a valid name/],
  ['a class name', ['ReserveDesk'], /is not a valid name/],
  ['the name of the factory', ['define-activity'], /is not a valid name/],
  ['an existing name, spelled as a file', ['create-account'], /createAccount already exists/],
  ['an existing name, spelled as an export', ['createAccount'], /Choose another name/],
  ['the name of another file', ['call-options'], /Choose another name/],
])('%s is rejected with a hint, and changes nothing', (_what, args, message) => {
  const before = snapshotTree();
  expect(runNewActivity(...args)).toEqual({ ok: false, output: expect.stringMatching(message) });
  expect(snapshotTree()).toEqual(before);
});

test('nothing is half-written: duplicates, an unknown probe file, a full disk', () => {
  expect(runNewActivity('reserveDesk').ok).toBe(true);
  const created = snapshotTree();
  expect(runNewActivity('reserveDesk')).toEqual({ ok: false, output: expect.stringContaining('already') });
  expect(snapshotTree()).toEqual(created);

  // Limits files to 2 KiB, so that the third one, the probes, cannot be written.
  const onFullDisk = "ulimit -f 2 && exec node --import tsx 'scripts/new-activity.ts' book-parking";
  expect(run('bash', '-c', onFullDisk)).toEqual({ ok: false, output: expect.stringContaining('EFBIG') });
  expect(snapshotTree()).toEqual(created);

  replaceInFile(PROBES, 'export const probes', 'const probes');
  const unparsable = snapshotTree();
  expect(runNewActivity('book-parking')).toEqual({ ok: false, output: expect.stringContaining('by hand') });
  expect(snapshotTree()).toEqual(unparsable);
});
