import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { GERMAN } from '../../src/web/i18n/german';
import { findTranslation } from '../../src/web/i18n/translate';

/** Folders with texts that pages may show. */
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

/** Files whose texts reach only programs, operators, plan authors and readers of mails. */
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

/** Matches a message that follows a field name, or a complete sentence. */
const IS_SAID = /^(?:(?:is|must|may|has|holds|costs|shapes|was|cannot) .*[^.]|[A-Z@].* .*\.)$/s;
/** Placeholder for interpolated values. */
const FILLED_IN = '@';

/** Lists every text of a source file, with `@` for interpolated values. */
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

/** True for calls whose arguments are schema documentation or log messages. */
const isNoted = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /\.(meta|warn|error)$/.test(node.expression.getText());

/** True for SQL, documentation and errors caused by the program or by a plan's author. */
const isForOthers = (node: ts.Node): boolean =>
  ts.isTaggedTemplateExpression(node) ||
  (ts.isPropertyAssignment(node) && /^(description|summary)$/.test(node.name.getText())) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Error' && !IS_SYSTEM.test(node.getSourceFile().fileName));

/** In integrations, the failed step shows every error. */
const IS_SYSTEM = /^src\/integrations\//;

const everyText = new Set(sources.flatMap(textsIn));

test.each([...everyText].filter((text) => IS_SAID.test(text)))('“%s” is said in German', (text) => {
  expect(findTranslation('de', text)).toEqual(expect.any(String));
});

test.each(Object.keys(GERMAN))('“%s” is what somebody says', (english) => {
  expect(everyText).toContain(english.replace(/\{\w+\}/g, FILLED_IN));
});
