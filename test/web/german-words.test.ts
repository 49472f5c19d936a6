import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { GERMAN } from '../../src/web/i18n/german';
import { findTranslation } from '../../src/web/i18n/translate';

/** Where what the pages may show is said. */
const ROOMS = [
  'src/api',
  'src/domain',
  'src/database',
  'src/planning',
  'src/application',
  'src/integrations',
  'src/worker',
];
const FILES = ['src/lib/errors.ts', 'src/web/pages/sign-in/pages.tsx', 'workflows/onboarding/activity-calls.ts'];

/** What only programs, operators, authors of plans and readers of mails meet. */
const NOT_ON_PAGES = [
  /^src\/api\/http\/(idempotency|router|observability|paging|event-streams|openapi)\.ts$/,
  /^src\/api\/resources\/onboardings\/stream-events\.ts$/,
  /routes\.ts$/,
  /^src\/application\/(recover-onboarding|cancel-onboarding|start-submitted-workflow|mark-not-started|onboarding-starter|cohort-starter)\.ts$/,
  /^src\/domain\/onboarding\/messages\.ts$/,
  /^src\/database\/migrations\//,
  /^src\/planning\/(validation\/|conditions|define-plan|describe-plan|form-fields|skipped-steps|plan-graph|labels)/,
  /^src\/integrations\/mail\/(html|new-hire-page-links)\.ts$/,
  /^src\/worker\/(?!activities\/(cohort-activities|run-attempt)\.ts$)/,
];

const sources = [
  ...ROOMS.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file))),
  ...FILES,
].filter((file) => /\.tsx?$/.test(file) && !NOT_ON_PAGES.some((not) => not.test(file)));

/** Follows the name of a field, or is a sentence of its own. */
const IS_SAID = /^(?:(?:is|must|may|has|holds|costs|shapes|was|cannot) .*[^.]|[A-Z@].* .*\.)$/s;
/** Stands where something is filled in. */
const FILLED_IN = '@';

/** Every text of a source file, with what is filled in as `@`. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isForOthers(node)) return;
    if (isNoted(node)) return void visit(node.expression);
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node))
      texts.push(node.head.text + node.templateSpans.map(({ literal }) => FILLED_IN + literal.text).join(''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

/** What a schema's documentation or the log says of something, in its arguments. */
const isNoted = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /\.(meta|warn|error)$/.test(node.expression.getText());

/** SQL, documentation, and faults of whoever wrote the program or a plan. */
const isForOthers = (node: ts.Node): boolean =>
  ts.isTaggedTemplateExpression(node) ||
  (ts.isPropertyAssignment(node) && /^(description|summary)$/.test(node.name.getText())) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Error' && !IS_SYSTEM.test(node.getSourceFile().fileName));

/** Here every error is one that the step which meets it shows. */
const IS_SYSTEM = /^src\/integrations\//;

const everyText = new Set(sources.flatMap(textsIn));

test.each([...everyText].filter((text) => IS_SAID.test(text)))('“%s” is said in German', (text) => {
  expect(findTranslation('de', text)).toEqual(expect.any(String));
});

test.each(Object.keys(GERMAN))('“%s” is what somebody says', (english) => {
  expect(everyText).toContain(english.replace(/\{\w+\}/g, FILLED_IN));
});
