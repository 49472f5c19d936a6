import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { humanizeId } from '../src/planning/labels';

const ROOT = join(__dirname, '..');
const REGISTRY = 'activities/registry.ts';
const PROBES = 'test/activities/probes.ts';

/** File contents by path. Existing files are overwritten. */
type FileContents = Readonly<Record<string, string>>;

/** `npm run new:activity <name>`: creates the activity, its registry line and its probe, to be filled in. */
function createActivity(input: string | undefined): void {
  const file = toFileName(input ?? '');
  const name = toActivityName(file);
  const path = `activities/${file}.ts`;
  if (existsSync(join(ROOT, path)) || readSource(REGISTRY).includes(` ${name} `))
    throw new Error(`There is an activity ${name} already; take another name, or change ${path}.`);
  writeAllOrNothing({
    [path]: renderActivity(file, name),
    [REGISTRY]: buildRegistry(`export { ${name} } from './${file}';`),
    [PROBES]: buildProbes(renderProbe(name)),
  });
  console.log(`Made ${path}, its line in ${REGISTRY}, and its probe in ${PROBES}.
Fill in what they ask for; until then this is red:
  npx jest test/activities/registry.test.ts -t ${name}
Then give a plan its line: docs/adding-an-activity.md.`);
}

/** `reserveDesk` and `reserve-desk` → `reserve-desk`. Two words or more, because one may be a reserved word. */
function toFileName(input: string): string {
  const file = input.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)+$/.test(file) && file.length <= 48 && file !== 'define-activity') return file;
  throw new Error(
    `"${input}" is no name for an activity; say what it does in two words or more, as in: npm run new:activity reserve-desk`,
  );
}

const toActivityName = (file: string): string => file.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const renderActivity = (file: string, name: string): string => `import { z } from 'zod';
import { defineActivity } from './define-activity';

/** Fill in: what it does, in one sentence. */
export const ${name} = defineActivity({
  title: '${humanizeId(name)}',
  // Fill in: the systems it touches, what a plan may set, and what it gives back.
  uses: [],
  settings: z.strictObject({}),
  result: z.object({}),
  // Fill in: what it reads of the request, as \`reads: ['equipment']\`; without, nothing of it can be amended once this has begun.
  // Fill in: \`redo: 'again'\` where running again replaces what was, as an invitation does; without, it is undone first.

  // Fill in: ({ key, onboardingId, request, settings, systems }) => …, with \`key\` in every call that writes.
  run: () => Promise.reject(new Error('Fill in run in activities/${file}.ts.')),

  // Fill in: ({ key, systems }) => …, by the key alone; harmless where nothing was done, and when done twice.
  undo: () => Promise.reject(new Error('Fill in undo in activities/${file}.ts.')),
});
`;

const renderProbe = (name: string): string => `  ${name}: {
    // Fill in: how to call it, how many effects that has, and how to count them in the system; then remove \`prepare\`.
    call: { settings: {} },
    once: 1,
    count: () => NaN,
    prepare: () => Promise.reject(new Error('Fill in the probe of ${name} in ${PROBES}.')),
  },
`;

/** Inserts the line into the registry in alphabetical order. */
function buildRegistry(line: string): string {
  const lines = readSource(REGISTRY).trimEnd().split('\n');
  const next = lines.findIndex((other) => other.startsWith('export ') && other > line);
  return `${lines.toSpliced(next === -1 ? lines.length : next, 0, line).join('\n')}\n`;
}

/** Appends the entry to the record of probes. */
function buildProbes(entry: string): string {
  const text = readSource(PROBES);
  const record = /export const probes[^]*?\n(?=};\n)/.exec(text)?.[0];
  if (!record) throw new Error(`${PROBES} holds no record \`export const probes = { … };\`; add the activity by hand.`);
  return text.replace(record, () => record + entry);
}

const readSource = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Stages all files before it renames the first one, so that a failure such as a full disk changes nothing. */
function writeAllOrNothing(files: FileContents): void {
  const folder = mkdtempSync(join(ROOT, '.new-activity-'));
  const toStagedPath = (path: string) => join(folder, basename(path));
  try {
    for (const [path, text] of Object.entries(files)) writeFileSync(toStagedPath(path), text);
    for (const path of Object.keys(files)) renameSync(toStagedPath(path), join(ROOT, path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  createActivity(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
