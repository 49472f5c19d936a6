import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const WORKFLOW_FILE = 'workflows/index.ts';
const ANY_FILE = 'src/lib/errors.ts';
const DOMAIN_FILE = 'src/domain/status.ts';

/** Code that must violate the rule in this file. */
const VIOLATIONS: [rule: string, file: string, code: string][] = [
  ['no-restricted-imports', WORKFLOW_FILE, "import { readFileSync } from 'node:fs'; export { readFileSync };"],
  ['no-restricted-imports', WORKFLOW_FILE, "import { setTimeout } from 'timers/promises'; export { setTimeout };"],
  ['no-restricted-imports', WORKFLOW_FILE, "import { DateTime } from 'luxon'; export { DateTime };"],
  ['no-restricted-globals', WORKFLOW_FILE, 'export const x = process.env.HOME;'],
  ['no-restricted-globals', WORKFLOW_FILE, "export const x = new Intl.DateTimeFormat('en');"],
  ['no-restricted-syntax', WORKFLOW_FILE, 'export const x = new Date(0).getHours();'],
  ['no-restricted-syntax', WORKFLOW_FILE, "export const x = new Date(0).toLocaleDateString('en');"],
  ['no-restricted-syntax', WORKFLOW_FILE, 'export let x = 1; x += 1;'],
  ['no-restricted-syntax', WORKFLOW_FILE, 'const known = new Map<string, string>(); export { known };'],
  ['no-restricted-syntax', ANY_FILE, "export const send = (to: { signal: (name: string) => void }) => to.signal('x');"],
  [
    'no-restricted-syntax',
    DOMAIN_FILE,
    "export const send = (to: { signal: (name: string) => void }) => to.signal('x');",
  ],
  ['no-restricted-syntax', DOMAIN_FILE, 'export let x = 1; x += 1;'],
  ['@typescript-eslint/no-floating-promises', ANY_FILE, 'Promise.resolve(1);'],
  ['@typescript-eslint/no-misused-promises', ANY_FILE, '[1].forEach(async () => { await Promise.resolve(); });'],
  ['@typescript-eslint/no-explicit-any', ANY_FILE, 'export const x: any = 1;'],
  ['@typescript-eslint/no-non-null-assertion', ANY_FILE, 'export const x = (y?: string) => y!.length;'],
  ['max-lines', ANY_FILE, 'export {};\n'.repeat(301)],
  ['naming/no-lone-participle', ANY_FILE, 'export function planned(): void {}'],
  ['naming/no-lone-participle', ANY_FILE, 'export const taken = (): number => 1;'],
  ['naming/no-lone-participle', ANY_FILE, 'const told = (): number => 1; export { told };'],
  ['naming/no-lone-participle', ANY_FILE, 'export default function failing(): void {}'],
  ['naming/no-lone-participle', WORKFLOW_FILE, 'export function shown(): void {}'],
  ['naming/doc-opening', ANY_FILE, '/** Whether it is open. */\nexport const isOpen = true;'],
  ['naming/doc-opening', ANY_FILE, '/**\n * What a call returns.\n */\nexport interface Result { id: string }'],
];
const ALLOWED_CODE: [use: string, file: string, code: string][] = [
  ['the time in a workflow', WORKFLOW_FILE, 'export const now = (): number => Date.now() + new Date().getTime();'],
  ['an imperative in -en', ANY_FILE, 'export function open(): void {}'],
  ['a participle with a noun', ANY_FILE, 'export const findPlanned = (): number => 1;'],
  ['a participle of a value', ANY_FILE, 'export const closed = 1;'],
  ['a participle inside a file', ANY_FILE, 'const planned = (): number => 1; export const plan = planned();'],
  ['a doc comment that opens with a noun', ANY_FILE, '/** Whereabouts of the hire. */\nexport const place = 1;'],
  ['any other comment', ANY_FILE, '// Who approves is resolved later.\nexport const place = 1; /* What follows */'],
];

// Runs in a child process: ESLint is loaded as an ES module, which Jest does not support.
const SCRIPT = `
  const { ESLint } = require('eslint');
  // Rules need the types of these files alone, not of the whole tree; in CI the parser would read these from the disk.
  const project = ['test/architecture/tsconfig.lint.json'];
  const parserOptions = { projectService: false, project, disallowAutomaticSingleRunInference: true };
  const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions } } });
  const rulesOf = async ([file, code]) => (await eslint.lintText(code, { filePath: file }))[0].messages.map((it) => it.ruleId);
  const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  (async () => {
    const found = [];
    for (const one of cases) found.push(await rulesOf(one));
    console.log(JSON.stringify(found));
  })();
`;

let foundRules: string[][];
beforeAll(() => {
  const cases = [...VIOLATIONS, ...ALLOWED_CODE].map(([, file, code]) => [file, code]);
  const input = JSON.stringify(cases);
  foundRules = JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT], { cwd: ROOT, input, encoding: 'utf8' }));
});

test.each(VIOLATIONS.map((violation, index) => [...violation, index] as const))(
  '%s in %s: %s',
  (rule, _file, _code, index) => {
    expect(foundRules[index]).toContain(rule);
  },
);

test.each(ALLOWED_CODE.map(([use], index) => [use, VIOLATIONS.length + index] as const))(
  '%s is allowed',
  (_use, index) => {
    expect(foundRules[index]).toEqual([]);
  },
);
