import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, template } from '../../src/api/resources/cohorts/columns';
import { readCsv } from '../../src/api/resources/cohorts/csv';
import { requestSchema } from '../../src/domain/request';
import { FirstdayError } from '../../src/lib/errors';
import { csvOf, HEAD, lineFor } from '../support/cohorts';

const read = (text: string | Buffer, contentType = 'text/csv') => readCsv(Buffer.from(text), contentType).rows;
const requests = (text: string | Buffer, contentType?: string) => read(text, contentType).map(({ request }) => request);
const ada = lineFor('ada@example.org');

function refusal(text: string | Buffer, contentType?: string): FirstdayError {
  try {
    read(text, contentType);
  } catch (error) {
    if (error instanceof FirstdayError) return error;
    throw error;
  }
  throw new Error('It was read.');
}

test.each<[string, string | Buffer]>([
  ['commas and CRLF', csvOf(ada)],
  ['line feeds alone', csvOf(ada).replaceAll('\r\n', '\n')],
  ['carriage returns alone', csvOf(ada).replaceAll('\r\n', '\r')],
  ['no line break at the end', csvOf(ada).trimEnd()],
  ['a byte order mark', `\uFEFF${csvOf(ada)}`],
  ['semicolons, as Excel in Europe', csvOf(ada).replaceAll(',', ';')],
  ['tabs in UTF-16, as Excel’s Unicode text', Buffer.from(`\uFEFF${csvOf(ada).replaceAll(',', '\t')}`, 'utf16le')],
  ['everything quoted', csvOf(ada).replace(/[^,\r\n]+/g, '"$&"')],
  ['blanks around cells', csvOf(ada).replaceAll(',', ' , ')],
  ['capitals that a spreadsheet added', csvOf(ada).replace(HEAD, HEAD.toUpperCase())],
  ['empty lines between', csvOf('', ada, '', ',,,,,,,,,,,,', '')],
])('a file with %s holds the same request', (_what, file) => {
  const [request, ...others] = requests(file);
  expect(requestSchema.parse(request)).toEqual(requestSchema.parse(requests(csvOf(ada))[0]));
  expect(others).toEqual([]);
});

test('cells become what the request wants: several in one, dates with dots, yes and no', () => {
  const cells = { equipment: '"laptop-14; monitor-27 ;"', trainings: 'security-basics', startDate: '1.3.2027' };
  expect(requests(csvOf(lineFor('a@b.org', { ...cells, 'job.remote': 'WAHR' })))).toMatchObject([
    {
      equipment: ['laptop-14', 'monitor-27'],
      trainings: ['security-basics'],
      startDate: '2027-03-01',
      job: { remote: true },
    },
  ]);
  const [bare] = requests(csvOf(lineFor('a@b.org')));
  expect(bare).not.toHaveProperty('equipment');
});

test('a cell may hold separators, quotes and line breaks where it is quoted', () => {
  const file = csvOf(lineFor('a@b.org', { 'job.title': '"Head of ""Tools"", 2nd\r\nfloor"' }), lineFor('c@d.org'));
  expect(read(file)).toMatchObject([
    { row: 2, request: { job: { title: 'Head of "Tools", 2nd\r\nfloor' } } },
    { row: 3, request: { employee: { personalEmail: 'c@d.org' } } },
  ]);
});

test('rows are counted as a spreadsheet counts them', () => {
  expect(read(csvOf('', ada, '', ada)).map(({ row }) => row)).toEqual([3, 5]);
});

test('names are read in the charset that is named', () => {
  const file = csvOf(lineFor('a@b.org', { 'employee.familyName': 'Müller' }));
  const latin = Buffer.from(file, 'latin1');
  const name = { employee: { familyName: 'Müller' } };
  expect(requests(latin, 'text/csv; charset="windows-1252"')).toMatchObject([name]);
  expect(requests(file)).toMatchObject([name]);
  expect(refusal(latin).fields).toMatchObject([
    { field: '(file)', message: expect.stringMatching(/is not utf-8: save it as/) },
  ]);
  expect(refusal(file, 'text/csv; charset=klingon').code).toBe('unsupported-media-type');
});

test.each<[string, string, { row?: number; field: string; message: RegExp }]>([
  ['an empty file', '', { row: 1, field: 'employee.givenName', message: /missing/ }],
  ['a file without rows', csvOf(), { field: '(file)', message: /no rows/ }],
  ['a file of empty lines', csvOf('', ',,,', ''), { field: '(file)', message: /no rows/ }],
  [
    'an unknown column',
    csvOf(`${ada},1`).replace(HEAD, `${HEAD},salary`),
    { row: 1, field: 'salary', message: /no known/ },
  ],
  [
    'a column without a name',
    csvOf(`${ada},1`).replace(HEAD, `${HEAD},`),
    { row: 1, field: '(empty)', message: /no known/ },
  ],
  ['a missing column', csvOf(ada).replace('startDate,', ''), { row: 1, field: 'startDate', message: /missing/ }],
  [
    'a column twice',
    csvOf(ada).replace(HEAD, HEAD.replace('trainings', 'equipment')),
    { row: 1, field: 'equipment', message: /twice/ },
  ],
  ['no names of columns', `${ada}\r\n`, { row: 1, field: 'Ada', message: /no known/ }],
  ['a quote that is never closed', csvOf(ada, '"Ada,'), { row: 3, field: '(row)', message: /never closed/ }],
  [
    'a quote in the middle of a quoted cell',
    csvOf(`"A"da${ada.slice(3)}`),
    { row: 2, field: '(row)', message: /write it twice/ },
  ],
  [
    'a quote in the middle of a cell',
    csvOf(`A"d"a${ada.slice(3)}`),
    { row: 2, field: '(row)', message: /quote the whole cell/ },
  ],
  ['a line without end', csvOf(`"${'a'.repeat(200_000)}"`), { row: 2, field: '(row)', message: /longer than/ }],
  [
    'endless empty lines',
    csvOf(...Array<string>(5_000).fill(''), ada),
    { field: '(file)', message: /more than 4000 lines/ },
  ],
])('%s is refused, naming the place', (_what, file, { message, ...place }) => {
  const { code, fields } = refusal(file);
  expect(code).toBe('invalid-request');
  expect(fields).toContainEqual({ ...place, message: expect.stringMatching(message) as string });
});

test('a row with too many cells is at fault, and no other', () => {
  const [first, second] = read(csvOf(`${ada},more`, ada));
  expect(first?.fault).toEqual({
    field: '(row)',
    message: expect.stringMatching(/has 14 cells for 13 columns/) as string,
  });
  expect(second?.fault).toBeUndefined();
});

test('what means nothing stays as it was written, for the request’s own check to refuse', () => {
  const cells = { startDate: '03/01/2027', 'job.remote': 'maybe', 'job.employmentType': 'pirate' };
  const [request] = requests(csvOf(lineFor('a@b.org', cells)));
  const fields = requestSchema.safeParse(request).error?.issues.map(({ path }) => path.join('.'));
  expect(fields).toEqual(['job.employmentType', 'job.remote', 'startDate']);
});

test.each([',', ';'] as const)(
  'the template with %s has every column, and an example that nobody starts by mistake',
  (separator) => {
    const [example] = requests(template(separator));
    expect(requestSchema.parse(example)).toMatchObject({
      equipment: ['laptop-14', 'monitor-27'],
      startDate: '2020-01-06',
      job: { remote: false },
    });
  },
);

test('every column is documented, and is one that a request has', () => {
  const page = readFileSync(join(__dirname, '../../docs/cohorts.md'), 'utf8');
  const known = JSON.stringify(requestSchema.safeParse({ employee: {}, job: {}, manager: {} }).error?.issues);
  for (const { name, isRequired } of COLUMNS) {
    expect(page).toContain(`\`${name}\``);
    if (isRequired) expect(known).toContain(JSON.stringify(name.split('.')));
  }
});

test('the example in examples/ is one that can be read', () => {
  const rows = read(readFileSync(join(__dirname, '../../examples/cohort.csv')));
  expect(rows).toHaveLength(3);
  for (const { request, fault } of rows)
    expect([requestSchema.safeParse(request).success, fault]).toEqual([true, undefined]);
});
