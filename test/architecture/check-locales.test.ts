import ts from 'typescript';
import { compareLocales } from '../../scripts/check-locales/compare-locales';
import { compareReasons, findDuplicateCodes } from '../../scripts/check-locales/compare-reasons';
import { findCallIssues, findUnusedKeys } from '../../scripts/check-locales/find-issues';
import { readReferences } from '../../scripts/check-locales/references';

const ENGLISH = {
  tasks: { title: 'My tasks', for: 'for {name}', 'kind.task': 'Do', 'kind.approval': 'Decide' },
  timeline: { 'handed-on': 'handed on', done: 'done' },
};
const DECLARATIONS = `
  type Key = 'tasks.title' | 'tasks.for' | 'tasks.kind.task' | 'tasks.kind.approval' | 'timeline.handed-on' | 'timeline.done';
  declare const t: (key: Key, values?: object) => string;
  declare const translate: (locale: string, key: Key, values?: object) => string;
  declare const findMessage: (locale: string, key: string, values?: object) => string | undefined;
`;

/** Reads the references of a source text. Only the type of a key counts, so the program needs no library. */
function readSource(statements: string) {
  const text = `${DECLARATIONS}\n${statements}`;
  const options = { noLib: true, target: ts.ScriptTarget.ES2022 };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name, target) => (name === 'page.ts' ? ts.createSourceFile(name, text, target) : undefined),
  };
  return readReferences(ts.createProgram(['page.ts'], options, host));
}

const findUnused = (statements: string) => findUnusedKeys({ tasks: ENGLISH.tasks }, readSource(statements));
const findIssues = (statements: string) => findCallIssues(ENGLISH, readSource(statements));

test('equal languages have no differences', () => {
  expect(compareLocales(ENGLISH, ENGLISH, 'de')).toEqual([]);
});

test('a missing key and an extra key are reported', () => {
  const german = { ...ENGLISH, timeline: { done: 'fertig', begun: 'begonnen' } };
  expect(compareLocales(ENGLISH, german, 'de')).toEqual([
    'de: timeline.handed-on is missing',
    'de: timeline.begun is not in English',
  ]);
});

test.each([
  ['für {person}', 'de: tasks.for needs {person}, in English {name}'],
  ['für jemanden', 'de: tasks.for needs {}, in English {name}'],
  ['{name, select, other {für {count, plural, other {#}}}}', 'de: tasks.for needs {count, name}, in English {name}'],
  ['für {name', expect.stringMatching(/^de: tasks\.for is no ICU message: SyntaxError/)],
])('other values than in English, “%s”, are reported', (text, issue) => {
  const german = { ...ENGLISH, tasks: { ...ENGLISH.tasks, for: text } };
  expect(compareLocales(ENGLISH, german, 'de')).toEqual([issue]);
});

test('an unused key is reported', () => {
  expect(findUnused("t('tasks.title'); translate('de', 'tasks.for', { name });")).toEqual([
    'tasks.kind.task is not used',
    'tasks.kind.approval is not used',
  ]);
});

test('a key is used if it is assigned before the call', () => {
  const assigned = "const key = late ? 'tasks.kind.task' : 'tasks.kind.approval'; t(key);";
  expect(findUnused(`${assigned} const title: Key = 'tasks.title'; t(title);`)).toEqual(['tasks.for is not used']);
});

test('a key with a part from data is used if the type of the part allows it', () => {
  const typed = "declare const kind: 'task'; t(`tasks.kind.${kind}`);";
  expect(findUnused(`${typed} t('tasks.title'); t('tasks.for', { name });`)).toEqual([
    'tasks.kind.approval is not used',
  ]);
});

test('a key with a part that is known only at run time may be any key of the room', () => {
  expect(findUnused("declare const kind: string; findMessage('de', `tasks.${kind}`);")).toEqual([]);
});

test('a variable of any key uses none', () => {
  expect(findUnused('declare const key: Key; t(key);')).toHaveLength(4);
});

test.each([
  ["t('tasks.for');", 'tasks.for needs {name}, gets {}'],
  ["t('tasks.for', { person });", 'tasks.for needs {name}, gets {person}'],
  ["translate('de', 'tasks.title', { name });", 'tasks.title needs {}, gets {name}'],
  ["declare const part: 'for' | 'title'; t(`tasks.${part}`);", 'tasks.for needs {name}, gets {}'],
  ["declare const part: string; findMessage('de', `tasks.${part}`);", 'tasks.for needs {name}, gets {}'],
])('a call without the values of its message, %s, is reported', (statements, issue) => {
  expect(findIssues(statements)).toEqual([`page.ts:7: ${issue}`]);
});

test('a call with the values of its message, or with values from elsewhere, is not reported', () => {
  expect(findIssues("t('tasks.for', { name }); t('tasks.for', { name: 'Ada' }); t('tasks.for', values);")).toEqual([]);
});

const CATALOGUE = { OutOfStock: { model: 'text' }, held: { steps: 'steps' } } as const;

test('every reason has a message that uses only its parameters', () => {
  const reasons = { OutOfStock: '{model} is out of stock', held: '{stepsCount, plural, =0 {none} other {{steps}}}' };
  expect(compareReasons({ reasons: CATALOGUE }, { reasons }, 'de')).toEqual([]);
});

test.each([
  [{ held: 'held' }, 'de: reasons.OutOfStock is missing'],
  [{ OutOfStock: 'none', held: '', lost: '' }, 'de: reasons.lost is not in the catalogue'],
  [{ OutOfStock: '{modell} fehlt', held: '' }, 'de: reasons.OutOfStock has no parameter {modell}'],
  [{ OutOfStock: '{modelCount, plural, other {#}}', held: '' }, 'de: reasons.OutOfStock has no parameter {modelCount}'],
])('a reason without its message, %j, is reported', (reasons: Record<string, string>, issue) => {
  expect(compareReasons({ reasons: CATALOGUE }, { reasons }, 'de')).toEqual([issue]);
});

test('each catalogue has its own file of messages, and no code is in two', () => {
  const catalogues = { reasons: CATALOGUE, 'field-errors': { required: {} } };
  const rooms = { reasons: { OutOfStock: '', held: '' }, 'field-errors': { held: '' } };
  expect(compareReasons(catalogues, rooms, 'en')).toEqual([
    'en: field-errors.required is missing',
    'en: field-errors.held is not in the catalogue',
  ]);
  expect(findDuplicateCodes(catalogues)).toEqual([]);
  expect(findDuplicateCodes({ ...catalogues, other: { held: {} } })).toEqual(['held is in two catalogues']);
});
