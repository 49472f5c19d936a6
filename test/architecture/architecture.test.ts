import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Each file breaks the rule by its statement. `there` is the import target, which is created. */
const VIOLATIONS: [rule: string, file: string, statement: string, there?: string][] = [
  ['no-cycles', 'src/domain/a.ts', "import './b';", 'src/domain/b.ts'],
  ['resolvable', 'src/domain/c.ts', "import './nowhere';"],
  [
    'workflows-import-only-the-domain',
    'workflows/onboarding/a.ts',
    "import '../../src/planning/x';",
    'src/planning/x.ts',
  ],
  ['workflows-import-only-the-domain', 'workflows/onboarding/b.ts', "import 'node:fs';"],
  ['workflows-import-only-the-domain', 'workflows/onboarding/c.ts', "import 'luxon';"],
  [
    'workflows-import-only-the-domain',
    'workflows/onboarding/d.ts',
    "import type { Client } from '@temporalio/client';",
  ],
  ['plans-are-data', 'plans/a.ts', "import '../src/integrations/x';", 'src/integrations/x.ts'],
  ['plans-are-data', 'plans/b.ts', "import 'luxon';"],
  [
    'workflows-see-only-types-of-activities',
    'workflows/onboarding/e.ts',
    "import '../../activities/x';",
    'activities/x.ts',
  ],
  [
    'activities-see-interfaces',
    'activities/a.ts',
    "import '../src/integrations/mail/smtp-mailer';",
    'src/integrations/mail/smtp-mailer.ts',
  ],
  ['activities-see-interfaces', 'activities/b.ts', "import '../src/database/x';", 'src/database/x.ts'],
  ['activities-reach-the-world-through-integrations', 'activities/c.ts', "import 'pg';"],
  ['api-and-web-neither-act-nor-orchestrate', 'src/api/a.ts', "import type { X } from '../../activities/x';"],
  ['api-and-web-neither-act-nor-orchestrate', 'src/web/b.ts', "import '../../workflows/x';", 'workflows/x.ts'],
  ['pages-ask-the-api', 'src/web/c.ts', "import '../database/x';", 'src/database/x.ts'],
  ['api-knows-no-pages', 'src/api/b.ts', "import '../web/x';", 'src/web/x.ts'],
  ['worker-knows-no-api', 'src/worker/a.ts', "import '../api/x';", 'src/api/x.ts'],
  ['cli-speaks-http', 'src/cli/a.ts', "import '../database/x';"],
  ['cli-speaks-http', 'src/cli/b.ts', "import '../simulation/x';", 'src/simulation/x.ts'],
  ['cli-speaks-http', 'src/cli/c.ts', "import type { X } from '../api/x';"],
  [
    'cli-sees-only-types-of-the-api',
    'src/cli/d.ts',
    "import '../api/resources/plans/schema';",
    'src/api/resources/plans/schema.ts',
  ],
  ['simulations-touch-nothing', 'src/simulation/a.ts', "import '../database/x';"],
  ['domain-is-pure', 'src/domain/d.ts', "import 'node:fs';"],
  ['planning-is-pure', 'src/planning/a.ts', "import 'pg';"],
  ['integrations-and-database-are-below', 'src/database/a.ts', "import '../api/x';"],
  ['use-cases-are-below-the-doors', 'src/application/a.ts', "import '../worker/x';"],
  ['company-is-pure', 'src/company/a.ts', "import '../database/x';"],
  ['company-is-pure', 'src/company/b.ts', "import '../planning/b';"],
  ['lib-knows-no-room', 'src/lib/a.ts', "import '../database/x';"],
  ['lib-sees-only-types-of-the-domain', 'src/lib/b.ts', "import '../domain/x';", 'src/domain/x.ts'],
  ['only-i18n-reads-locales', 'src/web/d.ts', "import '../../locales/x';", 'locales/x.ts'],
  ['only-texts-for-people-are-translated', 'src/domain/e.ts', "import '../i18n/x';", 'src/i18n/x.ts'],
  ['only-texts-for-people-are-translated', 'workflows/onboarding/f.ts', "import '../../src/i18n/x';"],
  ['only-texts-for-people-are-translated', 'src/worker/e.ts', "import '../i18n/x';"],
  ['i18n-knows-no-room', 'src/i18n/a.ts', "import '../planning/b';", 'src/planning/b.ts'],
  ['only-app-composes', 'src/temporal/a.ts', "import '../../activities/index';", 'activities/index.ts'],
  ['nothing-imports-app', 'src/worker/b.ts', "import '../app/main';", 'src/app/main.ts'],
  ['nothing-ships-a-test', 'src/worker/c.ts', "import '../../test/x';", 'test/x.ts'],
  ['no-dev-dependencies-in-production', 'src/worker/d.ts', "import 'fast-check';"],
];

const ALLOWED_IMPORTS: [file: string, statement: string][] = [
  ['workflows/onboarding/i.ts', "import '@temporalio/workflow'; import '../../src/domain/a';"],
  ['workflows/onboarding/j.ts', "import type { X } from '../../activities/x';"],
  ['plans/i.ts', "import '../src/planning/x'; import type { X } from '../activities/x';"],
  ['activities/i.ts', "import 'zod'; import '../src/integrations/mail/mailer'; import '../src/integrations/systems';"],
  ['src/planning/i.ts', "import 'luxon'; import 'date-holidays'; import '../domain/a'; import '../company/i';"],
  ['src/company/i.ts', "import 'zod'; import 'ical.js'; import '../domain/a';"],
  ['src/i18n/i.ts', "import '../../locales/x'; import '../domain/a'; import 'intl-messageformat';"],
  ['src/worker/notifications/i.ts', "import '../../i18n/x';"],
  ['src/web/i.ts', "import '../api/x'; import '../i18n/x'; import type { X } from '../database/x';"],
  ['src/cli/i.ts', "import 'commander'; import '../i18n/x'; import type { X } from '../domain/a';"],
  ['src/cli/j.ts', "import '../simulation/simulate'; import type { X } from '../api/resources/plans/schema';"],
  ['src/simulation/i.ts', "import '../planning/x'; import '../worker/x'; import '../database/sample-data';"],
  ['src/app/i.ts', "import '../../plans/i'; import '../../activities/index'; import '../api/x'; import '../worker/x';"],
];

/** Returns the violated rules by file, in a checkout that holds only the files above. */
function findViolatedRules(): Map<string, string[]> {
  const checkout = mkdtempSync(join(tmpdir(), 'firstday-rooms-'));
  try {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      writeFileSync(join(checkout, file), text);
    };
    for (const [, , , there] of VIOLATIONS) if (there) write(there, 'export interface X {}');
    for (const [, file, statement] of VIOLATIONS) write(file, `${statement}\nexport interface X {}\n`);
    const emptyModules = ['src/simulation/simulate.ts', 'src/database/sample-data.ts', 'src/worker/x.ts'];
    for (const file of ['src/integrations/mail/mailer.ts', 'src/integrations/systems.ts', ...emptyModules])
      write(file, 'export interface X {}');
    for (const [file, statement] of ALLOWED_IMPORTS) write(file, `${statement}\nexport interface X {}\n`);
    write('src/domain/b.ts', "import './a';\nexport interface X {}");
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      copyFileSync(join(ROOT, file), join(checkout, file));
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    return runDependencyCruiser(checkout);
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

interface CruiseReport {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

function runDependencyCruiser(checkout: string): Map<string, string[]> {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--output-type', 'json', 'src', 'workflows', 'plans', 'activities'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8', maxBuffer: 1e8 });
  const violations = new Map<string, string[]>();
  for (const { from, rule } of (JSON.parse(stdout) as CruiseReport).summary.violations)
    violations.set(from, [...(violations.get(from) ?? []), rule.name]);
  return violations;
}

let rulesByFile: Map<string, string[]>;
beforeAll(() => {
  rulesByFile = findViolatedRules();
});

test.each(VIOLATIONS)('%s: %s must not contain %s', (rule, file) => {
  expect(rulesByFile.get(file)).toContain(rule);
});

test.each(ALLOWED_IMPORTS)('%s may contain %s', (file) => {
  expect(rulesByFile.get(file)).toBeUndefined();
});

test('every rule is violated at least once', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
  expect([...new Set(VIOLATIONS.map(([rule]) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
});
