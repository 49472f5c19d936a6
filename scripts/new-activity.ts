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
    throw new Error(`The activity ${name} already exists. Choose another name, or change ${path}.`);
  writeAllOrNothing({
    [path]: renderActivity(file, name),
    [REGISTRY]: buildRegistry(`export { ${name} } from './${file}';`),
    [PROBES]: buildProbes(renderProbe(name)),
  });
  console.log(`Created ${path}, its line in ${REGISTRY}, and its probe in ${PROBES}.
Complete every "Fill in". Until then this test fails:
  npx jest test/activities/registry.test.ts -t ${name}
Then add the activity to a plan: docs/adding-an-activity.md.`);
}

/** `reserveDesk` and `reserve-desk` → `reserve-desk`. Two words or more, because one may be a reserved word. */
function toFileName(input: string): string {
  const file = input.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)+$/.test(file) && file.length <= 48 && file !== 'define-activity') return file;
  throw new Error(
    `"${input}" is not a valid name. Use two or more words in kebab case or camel case: npm run new:activity reserve-desk`,
  );
}

const toActivityName = (file: string): string => file.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const renderActivity = (file: string, name: string): string => `import { z } from 'zod';
import { defineActivity } from './define-activity';

/** Fill in: what the activity does, in one sentence. */
export const ${name} = defineActivity({
  title: '${humanizeId(name)}',
  // Fill in: the systems that it uses, the settings that a plan may pass, and the result.
  uses: [],
  settings: z.strictObject({}),
  result: z.object({}),
  // Fill in: the request fields that it reads, as \`reads: ['equipment']\`. Once it has run they cannot be amended; by default no field can.
  // Fill in: \`redo: 'again'\` if a second run replaces the first, as for an invitation. By default it is undone first.

  // Fill in: ({ key, onboardingId, request, settings, systems }) => …, with \`key\` in every call that writes.
  run: () => Promise.reject(new Error('Fill in run in activities/${file}.ts.')),

  // Fill in: ({ key, systems }) => …, by the key alone. It must be harmless if nothing was done, and when repeated.
  undo: () => Promise.reject(new Error('Fill in undo in activities/${file}.ts.')),
});
`;

const renderProbe = (name: string): string => `  ${name}: {
    // Fill in: a call, the number of its effects, and how to count them in the system. Then remove \`prepare\`.
    call: { settings: {} },
    effectsPerRun: 1,
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
  if (!record) throw new Error(`${PROBES} has no record \`export const probes = { … };\`. Add the activity by hand.`);
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
