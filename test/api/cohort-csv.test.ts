import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COHORT_COLUMNS, buildCohortTemplate } from '../../src/api/resources/cohorts/columns';
import { parseCohortCsv } from '../../src/api/resources/cohorts/parse-cohort-csv';
import { requestSchema } from '../../src/domain/request';
import { FirstdayError } from '../../src/lib/errors';
import { buildCsv, CSV_HEADER, buildCsvLine } from '../support/cohorts';

const read = (text: string | Buffer, contentType = 'text/csv') => parseCohortCsv(Buffer.from(text), contentType).rows;
const requests = (text: string | Buffer, contentType?: string) => read(text, contentType).map(({ request }) => request);
const ada = buildCsvLine('ada@example.org');

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
  ['commas and CRLF', buildCsv(ada)],
  ['line feeds alone', buildCsv(ada).replaceAll('\r\n', '\n')],
  ['carriage returns alone', buildCsv(ada).replaceAll('\r\n', '\r')],
  ['no line break at the end', buildCsv(ada).trimEnd()],
  ['a byte order mark', `\uFEFF${buildCsv(ada)}`],
  ['semicolons, as Excel in Europe', buildCsv(ada).replaceAll(',', ';')],
  ['tabs in UTF-16, as Excel’s Unicode text', Buffer.from(`\uFEFF${buildCsv(ada).replaceAll(',', '\t')}`, 'utf16le')],
  ['everything quoted', buildCsv(ada).replace(/[^,\r\n]+/g, '"$&"')],
  ['blanks around cells', buildCsv(ada).replaceAll(',', ' , ')],
  ['capitals that a spreadsheet added', buildCsv(ada).replace(CSV_HEADER, CSV_HEADER.toUpperCase())],
  ['empty lines between', buildCsv('', ada, '', ',,,,,,,,,,,,', '')],
])('a file with %s holds the same request', (_what, file) => {
  const [request, ...others] = requests(file);
  expect(requestSchema.parse(request)).toEqual(requestSchema.parse(requests(buildCsv(ada))[0]));
  expect(others).toEqual([]);
});

test('cells become what the request wants: several in one, dates with dots, yes and no', () => {
  const cells = { equipment: '"laptop-14; monitor-27 ;"', trainings: 'security-basics', startDate: '1.3.2027' };
  expect(requests(buildCsv(buildCsvLine('a@b.org', { ...cells, 'job.remote': 'WAHR' })))).toMatchObject([
    {
      equipment: ['laptop-14', 'monitor-27'],
      trainings: ['security-basics'],
      startDate: '2027-03-01',
      job: { remote: true },
    },
  ]);
  const [bare] = requests(buildCsv(buildCsvLine('a@b.org')));
  expect(bare).not.toHaveProperty('equipment');
});

test('a cell may hold separators, quotes and line breaks where it is quoted', () => {
  const file = buildCsv(
    buildCsvLine('a@b.org', { 'job.title': '"Head of ""Tools"", 2nd\r\nfloor"' }),
    buildCsvLine('c@d.org'),
  );
  expect(read(file)).toMatchObject([
    { row: 2, request: { job: { title: 'Head of "Tools", 2nd\r\nfloor' } } },
    { row: 3, request: { employee: { personalEmail: 'c@d.org' } } },
  ]);
});

test('rows are counted as a spreadsheet counts them', () => {
  expect(read(buildCsv('', ada, '', ada)).map(({ row }) => row)).toEqual([3, 5]);
});

test('names are read in the charset that is named', () => {
  const file = buildCsv(buildCsvLine('a@b.org', { 'employee.familyName': 'Müller' }));
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
  ['a file without rows', buildCsv(), { field: '(file)', message: /no rows/ }],
  ['a file of empty lines', buildCsv('', ',,,', ''), { field: '(file)', message: /no rows/ }],
  [
    'an unknown column',
    buildCsv(`${ada},1`).replace(CSV_HEADER, `${CSV_HEADER},salary`),
    { row: 1, field: 'salary', message: /no known/ },
  ],
  [
    'a column without a name',
    buildCsv(`${ada},1`).replace(CSV_HEADER, `${CSV_HEADER},`),
    { row: 1, field: '(empty)', message: /no known/ },
  ],
  ['a missing column', buildCsv(ada).replace('startDate,', ''), { row: 1, field: 'startDate', message: /missing/ }],
  [
    'a column twice',
    buildCsv(ada).replace(CSV_HEADER, CSV_HEADER.replace('trainings', 'equipment')),
    { row: 1, field: 'equipment', message: /twice/ },
  ],
  ['no names of columns', `${ada}\r\n`, { row: 1, field: 'Ada', message: /no known/ }],
  ['a quote that is never closed', buildCsv(ada, '"Ada,'), { row: 3, field: '(row)', message: /never closed/ }],
  [
    'a quote in the middle of a quoted cell',
    buildCsv(`"A"da${ada.slice(3)}`),
    { row: 2, field: '(row)', message: /write it twice/ },
  ],
  [
    'a quote in the middle of a cell',
    buildCsv(`A"d"a${ada.slice(3)}`),
    { row: 2, field: '(row)', message: /quote the whole cell/ },
  ],
  ['a line without end', buildCsv(`"${'a'.repeat(200_000)}"`), { row: 2, field: '(row)', message: /longer than/ }],
  [
    'endless empty lines',
    buildCsv(...Array<string>(5_000).fill(''), ada),
    { field: '(file)', message: /more than 4000 lines/ },
  ],
])('%s is refused, naming the place', (_what, file, { message, ...place }) => {
  const { code, fields } = refusal(file);
  expect(code).toBe('invalid-request');
  expect(fields).toContainEqual({ ...place, message: expect.stringMatching(message) as string });
});

test('a row with too many cells is at fault, and no other', () => {
  const [first, second] = read(buildCsv(`${ada},more`, ada));
  expect(first?.rowError).toEqual({
    field: '(row)',
    message: expect.stringMatching(/has 14 cells for 13 columns/) as string,
  });
  expect(second?.rowError).toBeUndefined();
});

test('what means nothing stays as it was written, for the request’s own check to refuse', () => {
  const cells = { startDate: '03/01/2027', 'job.remote': 'maybe', 'job.employmentType': 'pirate' };
  const [request] = requests(buildCsv(buildCsvLine('a@b.org', cells)));
  const fields = requestSchema.safeParse(request).error?.issues.map(({ path }) => path.join('.'));
  expect(fields).toEqual(['job.employmentType', 'job.remote', 'startDate']);
});

test.each([',', ';'] as const)(
  'the template with %s has every column, and an example that nobody starts by mistake',
  (separator) => {
    const [example] = requests(buildCohortTemplate(separator));
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
  for (const { name, isRequired } of COHORT_COLUMNS) {
    expect(page).toContain(`\`${name}\``);
    if (isRequired) expect(known).toContain(JSON.stringify(name.split('.')));
  }
});

test('the example in examples/ is one that can be read', () => {
  const rows = read(readFileSync(join(__dirname, '../../examples/cohort.csv')));
  expect(rows).toHaveLength(3);
  for (const { request, rowError } of rows)
    expect([requestSchema.safeParse(request).success, rowError]).toEqual([true, undefined]);
});
