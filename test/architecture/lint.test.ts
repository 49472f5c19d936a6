import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const WORKFLOW_FILE = 'workflows/index.ts';
const ANY_FILE = 'src/lib/errors.ts';

/** Code that must violate the rule in this file. */
const VIOLATIONS: [rule: string, file: string, code: string][] = [
  ['no-restricted-imports', WORKFLOW_FILE, "import { readFileSync } from 'node:fs'; export { readFileSync };"],
  ['no-restricted-imports', WORKFLOW_FILE, "import { setTimeout } from 'timers/promises'; export { setTimeout };"],
  ['no-restricted-imports', WORKFLOW_FILE, "import { DateTime } from 'luxon'; export { DateTime };"],
  ['no-restricted-globals', WORKFLOW_FILE, 'export const x = process.env.HOME;'],
  ['no-restricted-globals', WORKFLOW_FILE, "export const x = new Intl.DateTimeFormat('en');"],
  ['no-restricted-syntax', WORKFLOW_FILE, 'export const x = new Date(0).getHours();'],
  ['no-restricted-syntax', WORKFLOW_FILE, "export const x = new Date(0).toLocaleDateString('en');"],
  ['@typescript-eslint/no-floating-promises', ANY_FILE, 'Promise.resolve(1);'],
  ['@typescript-eslint/no-misused-promises', ANY_FILE, '[1].forEach(async () => { await Promise.resolve(); });'],
  ['@typescript-eslint/no-explicit-any', ANY_FILE, 'export const x: any = 1;'],
  ['@typescript-eslint/no-non-null-assertion', ANY_FILE, 'export const x = (y?: string) => y!.length;'],
  ['max-lines', ANY_FILE, 'export {};\n'.repeat(301)],
];
const ALLOWED_CODE = 'export const now = (): number => Date.now() + new Date().getTime();';

// Runs in a child process: ESLint is loaded as an ES module, which Jest does not support.
const SCRIPT = `
  const { ESLint } = require('eslint');
  // Rules need the types of the two files alone, not of the whole tree; in CI the parser would read these from the disk.
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
  const cases = [...VIOLATIONS.map(([, file, code]) => [file, code]), [WORKFLOW_FILE, ALLOWED_CODE]];
  const input = JSON.stringify(cases);
  foundRules = JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT], { cwd: ROOT, input, encoding: 'utf8' }));
});

test.each(VIOLATIONS.map((violation, index) => [...violation, index] as const))(
  '%s in %s: %s',
  (rule, _file, _code, index) => {
    expect(foundRules[index]).toContain(rule);
  },
);

test('a workflow may read the time, which the sandbox makes deterministic', () => {
  expect(foundRules.at(-1)).toEqual([]);
});
