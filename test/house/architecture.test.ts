import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A file that breaks a rule, what it says, and the rule. Imports go to `there`, which is made where it is missing. */
const VIOLATIONS: [rule: string, file: string, statement: string, there?: string][] = [
  ['no-cycles', 'src/contract/a.ts', "import './b';", 'src/contract/b.ts'],
  ['resolvable', 'src/contract/c.ts', "import './nowhere';"],
  ['workflows-speak-only-the-contract', 'workflows/engine/a.ts', "import '../../src/planning/x';", 'src/planning/x.ts'],
  ['workflows-speak-only-the-contract', 'workflows/engine/b.ts', "import 'node:fs';"],
  ['workflows-speak-only-the-contract', 'workflows/engine/c.ts', "import 'luxon';"],
  ['workflows-speak-only-the-contract', 'workflows/engine/d.ts', "import type { Client } from '@temporalio/client';"],
  ['plans-speak-the-plan-language', 'workflows/plans/a.ts', "import '../../src/systems/x';", 'src/systems/x.ts'],
  ['plans-speak-the-plan-language', 'workflows/plans/b.ts', "import 'luxon';"],
  [
    'workflows-see-only-types-of-activities',
    'workflows/engine/e.ts',
    "import '../../activities/x';",
    'activities/x.ts',
  ],
  ['activities-see-interfaces', 'activities/a.ts', "import '../src/systems/mail/smtp';", 'src/systems/mail/smtp.ts'],
  ['activities-see-interfaces', 'activities/b.ts', "import '../src/database/x';", 'src/database/x.ts'],
  ['activities-reach-the-world-through-systems', 'activities/c.ts', "import 'pg';"],
  ['api-and-web-neither-act-nor-orchestrate', 'src/api/a.ts', "import type { X } from '../../activities/x';"],
  ['api-and-web-neither-act-nor-orchestrate', 'src/web/b.ts', "import '../../workflows/x';", 'workflows/x.ts'],
  ['pages-ask-the-api', 'src/web/c.ts', "import '../database/x';", 'src/database/x.ts'],
  ['api-knows-no-pages', 'src/api/b.ts', "import '../web/x';", 'src/web/x.ts'],
  ['worker-knows-no-api', 'src/worker/a.ts', "import '../api/x';", 'src/api/x.ts'],
  ['cli-speaks-http', 'src/cli/a.ts', "import '../database/x';"],
  ['cli-speaks-http', 'src/cli/b.ts', "import '../simulation/x';", 'src/simulation/x.ts'],
  ['simulations-touch-nothing', 'src/simulation/a.ts', "import '../database/x';"],
  ['contract-is-pure', 'src/contract/d.ts', "import 'node:fs';"],
  ['planning-is-pure', 'src/planning/a.ts', "import 'pg';"],
  ['systems-and-database-are-below', 'src/database/a.ts', "import '../api/x';"],
  ['systems-and-database-are-below', 'src/submission/a.ts', "import '../worker/x';"],
  ['only-main-composes', 'src/temporal/a.ts', "import '../../activities/index';", 'activities/index.ts'],
  ['nobody-imports-main', 'src/worker/b.ts', "import '../main';", 'src/main.ts'],
  ['nothing-ships-a-test', 'src/worker/c.ts', "import '../../test/x';", 'test/x.ts'],
  ['no-dev-dependencies-in-production', 'src/worker/d.ts', "import 'fast-check';"],
];

const INNOCENTS: [file: string, statement: string][] = [
  ['workflows/engine/i.ts', "import '@temporalio/workflow'; import '../../src/contract/a';"],
  ['workflows/engine/j.ts', "import type { X } from '../../activities/x';"],
  ['workflows/plans/i.ts', "import '../../src/planning/x'; import type { X } from '../../activities/x';"],
  ['activities/i.ts', "import 'zod'; import '../src/systems/mail/mailer'; import '../src/systems/index';"],
  ['src/planning/i.ts', "import 'luxon'; import 'date-holidays'; import '../contract/a';"],
  ['src/web/i.ts', "import '../api/x'; import type { X } from '../database/x';"],
  ['src/cli/i.ts', "import 'commander'; import type { X } from '../contract/a';"],
  ['src/cli/j.ts', "import '../simulation/compose';"],
  ['src/simulation/i.ts', "import '../planning/x'; import '../worker/x'; import '../database/samples';"],
  ['src/main/i.ts', "import '../../activities/index'; import '../api/x'; import '../worker/x';"],
];

/** What each file above is found guilty of, in a checkout that holds nothing else. */
function verdicts(): Map<string, string[]> {
  const checkout = mkdtempSync(join(tmpdir(), 'firstday-rooms-'));
  try {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      writeFileSync(join(checkout, file), text);
    };
    for (const [, , , there] of VIOLATIONS) if (there) write(there, 'export interface X {}');
    for (const [, file, statement] of VIOLATIONS) write(file, `${statement}\nexport interface X {}\n`);
    const innocents = ['src/simulation/compose.ts', 'src/database/samples.ts', 'src/worker/x.ts'];
    for (const file of ['src/systems/mail/mailer.ts', 'src/systems/index.ts', ...innocents])
      write(file, 'export interface X {}');
    for (const [file, statement] of INNOCENTS) write(file, `${statement}\nexport interface X {}\n`);
    write('src/contract/b.ts', "import './a';\nexport interface X {}");
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      copyFileSync(join(ROOT, file), join(checkout, file));
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    return cruise(checkout);
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

function cruise(checkout: string): Map<string, string[]> {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--output-type', 'json', 'src', 'workflows', 'activities'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8', maxBuffer: 1e8 });
  const guilty = new Map<string, string[]>();
  for (const { from, rule } of (JSON.parse(stdout) as Report).summary.violations)
    guilty.set(from, [...(guilty.get(from) ?? []), rule.name]);
  return guilty;
}

let guilty: Map<string, string[]>;
beforeAll(() => {
  guilty = verdicts();
});

test.each(VIOLATIONS)('%s: %s may not say %s', (rule, file) => {
  expect(guilty.get(file)).toContain(rule);
});

test.each(INNOCENTS)('%s may say %s', (file) => {
  expect(guilty.get(file)).toBeUndefined();
});

test('every rule is broken once here', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
  expect([...new Set(VIOLATIONS.map(([rule]) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
});
