import { join } from 'node:path';
import { isWithinLimit, measureCode } from '../../scripts/measure-code/measures';
import { formatOffenders, formatTable } from '../../scripts/measure-code/report';
import { parseSource, readSources } from '../../scripts/measure-code/sources';

const ROOT = join(__dirname, '../..');

const FILLER_WORDS = 'filler words in comments';
const ONE_WORD_NAMES = 'exported functions with a one-word name';
const DOC_OPENINGS = 'doc comments that open with What, Whether or Who';
const REPEATED_NAMES = 'function names defined in more than three files';
const MEDIAN_FILE = 'lines of a file, median';
const LONGEST_FILE = 'lines of a file, longest';
const LONG_FUNCTIONS = 'lines of a function, 90th percentile';
const FILE_NAMES = 'files named after one of their exports';

function measureTexts(texts: Record<string, string>) {
  const measures = measureCode(Object.entries(texts).map(([path, text]) => parseSource(path, text)));
  return (title: string) => {
    const measure = measures.find((it) => it.title === title);
    if (!measure) throw new Error(`No measure ${title}`);
    return {
      value: measure.value,
      offenders: measure.offenders.map(({ file, line, name }) => `${file}:${line} ${name}`),
    };
  };
}

test('counts filler words in comments, not in code, strings, pages or quoted code', () => {
  const get = measureTexts({
    'a.ts': "/** Plans. `what` is quoted. */\nconst said = 'told'; // What was given\n/* a\n Whoever */\n// somewhat",
    'b.tsx': 'export const Link = () => <a href="x">https://said // who {/* asked */}</a>;\n',
  });
  expect(get(FILLER_WORDS)).toEqual({
    value: 4,
    offenders: ['a.ts:2 what', 'a.ts:2 given', 'a.ts:4 whoever', 'b.tsx:1 asked'],
  });
});

test('measures the share of one-word names among exported functions, without components', () => {
  const get = measureTexts({
    'a.tsx':
      'export function plan() {}\nexport const loadPlan = () => 1;\nexport const Plan = () => 1;\nfunction inner() {}',
    'b.ts': 'const show = () => 1;\nexport { show };\nexport const title = 1;\nexport async function readPlan() {}',
  });
  expect(get(ONE_WORD_NAMES)).toEqual({ value: 50, offenders: ['a.tsx:1 plan', 'b.ts:1 show'] });
});

test('measures the share of doc comments that open with What, Whether or Who', () => {
  const get = measureTexts({
    'a.ts':
      '/** Whether. */\nlet a;\n/**\n * What\n */\nlet b;\n/** Whole. */\nlet c;\n/** `x` */\nlet d;\n// Who\n/* Who */',
  });
  expect(get(DOC_OPENINGS)).toEqual({ value: 50, offenders: ['a.ts:1 Whether', 'a.ts:3 What'] });
});

test('finds function names that more than three files define, except those of migrations', () => {
  const define = 'export function up() {}\nconst format = () => 1;\n';
  const rare = 'function parse() {}\n';
  const get = measureTexts({ 'a.ts': define + rare, 'b.ts': define + rare, 'c.ts': define + rare, 'd.ts': define });
  expect(get(REPEATED_NAMES)).toEqual({
    value: 1,
    offenders: ['a.ts:2 format', 'b.ts:2 format', 'c.ts:2 format', 'd.ts:2 format'],
  });
});

test('measures the lines of files', () => {
  const get = measureTexts({ 'a.ts': 'a;\n', 'b.ts': 'b;\n'.repeat(301), 'c.ts': 'a;\nb;\nc;\n' });
  expect(get(MEDIAN_FILE)).toEqual({ value: 3, offenders: [] });
  expect(get(LONGEST_FILE)).toEqual({ value: 301, offenders: ['b.ts:1 301 lines'] });
});

test('measures functions with a block body, methods and nested functions included', () => {
  const body = `{${'\n'.repeat(20)}}`;
  const short = 'const plan = () => {};\nconst load = () => (\n1\n);\n';
  const get = measureTexts({
    'a.ts': `/**\n * Runs.\n */\nfunction run() ${body}\nclass Plan {\nconstructor() ${body}\nload() {}\n}`,
    'b.ts': `${short.repeat(5)}plan.map(() => ${body});\nconst calls = { send: () => ${body} };`,
  });
  expect(get(LONG_FUNCTIONS)).toEqual({
    value: 21,
    offenders: [
      'a.ts:4 run (21 lines)',
      'a.ts:26 constructor (21 lines)',
      'b.ts:21 (anonymous) (21 lines)',
      'b.ts:42 send (21 lines)',
    ],
  });
});

test('measures the share of files named after one of their exports', () => {
  const get = measureTexts({
    'src/load-plan.ts': 'export const other = 1;\nexport function loadPlan() {}',
    'src/Plan.tsx': "export { type Plan } from './x';",
    'src/plan-limit.ts': 'export const PLAN_LIMIT = 1;',
    'src/read.ts': 'const read = 1;\nexport interface Reader {}',
  });
  expect(get(FILE_NAMES)).toEqual({ value: 75, offenders: ['src/read.ts:1 read'] });
});

test('prints an aligned table and the offenders', () => {
  const measures = [
    { title: 'short', value: 25, unit: '%' as const, limit: 8, offenders: [{ file: 'a.ts', line: 2, name: 'plan' }] },
    { title: 'report', value: 100, unit: '%' as const, offenders: [] },
    { title: 'longer title', value: 3, limit: 300, offenders: [] },
  ];
  expect(formatTable(measures).split('\n')).toEqual([
    'measure      |   value | limit | ok',
    'short        |  25.0 % |   8 % | no',
    'report       | 100.0 % |       | ',
    'longer title |       3 |   300 | yes',
  ]);
  expect(formatOffenders(measures)).toBe('\nshort:\na.ts:2 plan');
});

test('the code respects the limits', () => {
  const exceeded = measureCode(readSources(ROOT)).filter((measure) => !isWithinLimit(measure));
  expect(exceeded.map(({ title }) => title)).toEqual([]);
});
