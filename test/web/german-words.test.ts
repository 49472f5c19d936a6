import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { GERMAN } from '../../src/web/i18n/german';
import { findTranslation } from '../../src/web/i18n/translate-api-text';

/** Folders with texts that pages may show. */
const FOLDERS = [
  'src/api',
  'src/domain',
  'src/database',
  'src/planning',
  'src/application',
  'src/integrations',
  'src/worker',
];
const FILES = ['src/lib/errors.ts', 'src/web/pages/sign-in/pages.tsx'];

/** Files whose texts reach only programs, operators, plan authors and readers of mails. */
const NOT_ON_PAGES = [
  /^src\/api\/http\/(idempotency|router|observability|paging|event-streams|openapi)\.ts$/,
  /^src\/api\/resources\/onboardings\/stream-events\.ts$/,
  /routes\.ts$/,
  /^src\/application\/(recover-onboarding|cancel-onboarding|start-submitted-workflow|mark-not-started|onboarding-starter|cohort-starter)\.ts$/,
  /^src\/domain\/onboarding\/messages\.ts$/,
  /^src\/database\/(migrations|ledger)\//,
  /^src\/planning\/(validation\/|conditions|define-plan|describe-plan|form-fields|skipped-steps|plan-graph|labels)/,
  /^src\/integrations\/mail\/(html|new-hire-page-links)\.ts$/,
  /^src\/worker\/(?!activities\/cohort-activities\.ts$)/,
];

const sources = [
  ...FOLDERS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  ),
  ...FILES,
].filter((file) => /\.tsx?$/.test(file) && !NOT_ON_PAGES.some((not) => not.test(file)));

/** Matches a message that follows a field name, or a complete sentence. */
const MESSAGE_PATTERN = /^(?:(?:is|must|may|has|holds|costs|shapes|was|cannot) .*[^.]|[A-Z@].* .*\.)$/s;
/** Placeholder for interpolated values. */
const PLACEHOLDER = '@';

/** Lists every text of a source file, with `@` for interpolated values. */
function collectTexts(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isHiddenFromPages(node)) return;
    if (isMetadataCall(node)) return void visit(node.expression);
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node))
      texts.push(node.head.text + node.templateSpans.map(({ literal }) => PLACEHOLDER + literal.text).join(''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

/** True for calls whose arguments are schema documentation or log messages. */
const isMetadataCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /\.(meta|warn|error)$/.test(node.expression.getText());

/** True for SQL, documentation and errors caused by the program or by a plan's author. */
const isHiddenFromPages = (node: ts.Node): boolean =>
  ts.isTaggedTemplateExpression(node) ||
  (ts.isPropertyAssignment(node) && /^(description|summary)$/.test(node.name.getText())) ||
  (ts.isNewExpression(node) &&
    node.expression.getText() === 'Error' &&
    !INTEGRATION_PATH.test(node.getSourceFile().fileName));

/** In integrations, the failed step shows every error. */
const INTEGRATION_PATH = /^src\/integrations\//;

const allTexts = new Set(sources.flatMap(collectTexts));

test.each([...allTexts].filter((text) => MESSAGE_PATTERN.test(text)))('“%s” has a German translation', (text) => {
  expect(findTranslation('de', text)).toEqual(expect.any(String));
});

test.each(Object.keys(GERMAN))('“%s” occurs in the code', (english) => {
  expect(allTexts).toContain(english.replace(/\{\w+\}/g, PLACEHOLDER));
});
