import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COHORT_COLUMNS, buildCohortTemplate } from '../../src/api/resources/cohorts/columns';
import { parseCohortCsv } from '../../src/api/resources/cohorts/parse-cohort-csv';
import { requestSchema } from '../../src/domain/request';
import { createFieldError } from '../../src/domain/field-errors/field-error';
import type { FieldErrorCode } from '../../src/domain/reasons/catalogue';
import { catchRejection } from '../support/catch-rejection';
import { buildCsv, CSV_HEADER, buildCsvLine } from '../support/cohorts';

const parseRows = (text: string | Buffer, contentType = 'text/csv') =>
  parseCohortCsv(Buffer.from(text), contentType).rows;
const parseRequests = (text: string | Buffer, contentType?: string) =>
  parseRows(text, contentType).map(({ request }) => request);
const adaLine = buildCsvLine('ada@example.org');

const catchCsvRejection = (text: string | Buffer, contentType?: string) =>
  catchRejection(() => parseRows(text, contentType));

test.each<[string, string | Buffer]>([
  ['commas and CRLF', buildCsv(adaLine)],
  ['line feeds alone', buildCsv(adaLine).replaceAll('\r\n', '\n')],
  ['carriage returns alone', buildCsv(adaLine).replaceAll('\r\n', '\r')],
  ['no line break at the end', buildCsv(adaLine).trimEnd()],
  ['a byte order mark', `\uFEFF${buildCsv(adaLine)}`],
  ['semicolons, as by Excel in Europe', buildCsv(adaLine).replaceAll(',', ';')],
  [
    'tabs in UTF-16, as Excel’s Unicode text',
    Buffer.from(`\uFEFF${buildCsv(adaLine).replaceAll(',', '\t')}`, 'utf16le'),
  ],
  ['the other byte order', Buffer.from(`\uFEFF${buildCsv(adaLine)}`, 'utf16le').swap16()],
  ['Excel’s first line', `sep=;\r\n${buildCsv(adaLine).replaceAll(',', ';')}`],
  ['Excel’s first line after a byte order mark', `\uFEFFsep=;\r\n${buildCsv(adaLine).replaceAll(',', ';')}`],
  ['empty columns at the end of every line', buildCsv(adaLine).replaceAll('\r\n', ',,,\r\n')],
  ['empty lines and columns before the header', `\r\n,,,\r\n${buildCsv(adaLine)}`],
  ['everything quoted', buildCsv(adaLine).replace(/[^,\r\n]+/g, '"$&"')],
  ['blanks around cells', buildCsv(adaLine).replaceAll(',', ' , ')],
  ['capitalised column names', buildCsv(adaLine).replace(CSV_HEADER, CSV_HEADER.toUpperCase())],
  ['empty lines between', buildCsv('', adaLine, '', ',,,,,,,,,,,,', '')],
])('a file with %s yields the same request', (_what, file) => {
  const [request, ...others] = parseRequests(file);
  expect(requestSchema.parse(request)).toEqual(requestSchema.parse(parseRequests(buildCsv(adaLine))[0]));
  expect(others).toEqual([]);
});

test('cells are converted: lists, dates with dots, yes and no', () => {
  const cells = { equipment: '"laptop-14; monitor-27 ;"', trainings: 'security-basics', startDate: '1.3.2027' };
  expect(parseRequests(buildCsv(buildCsvLine('a@b.org', { ...cells, 'job.remote': 'WAHR' })))).toMatchObject([
    {
      equipment: ['laptop-14', 'monitor-27'],
      trainings: ['security-basics'],
      startDate: '2027-03-01',
      job: { remote: true },
    },
  ]);
  const [bare] = parseRequests(buildCsv(buildCsvLine('a@b.org')));
  expect(bare).not.toHaveProperty('equipment');
});

test('a quoted cell may contain separators, quotes and line breaks', () => {
  const file = buildCsv(
    buildCsvLine('a@b.org', { 'job.title': '"Head of ""Tools"", 2nd\r\nfloor"' }),
    buildCsvLine('c@d.org'),
  );
  expect(parseRows(file)).toMatchObject([
    { row: 2, request: { job: { title: 'Head of "Tools", 2nd\r\nfloor' } } },
    { row: 3, request: { employee: { personalEmail: 'c@d.org' } } },
  ]);
});

test('rows are numbered as in a spreadsheet', () => {
  expect(parseRows(buildCsv('', adaLine, '', adaLine)).map(({ row }) => row)).toEqual([3, 5]);
});

test('the declared charset is used', () => {
  const file = buildCsv(buildCsvLine('a@b.org', { 'employee.familyName': 'Müller' }));
  const latin = Buffer.from(file, 'latin1');
  const name = { employee: { familyName: 'Müller' } };
  expect(parseRequests(latin, 'text/csv; charset="windows-1252"')).toMatchObject([name]);
  expect(parseRequests(file)).toMatchObject([name]);
  expect(catchCsvRejection(latin).fields).toMatchObject([
    { field: '(file)', code: 'csv.charset', params: { charset: 'utf-8' } },
  ]);
  expect(catchCsvRejection(file, 'text/csv; charset=klingon').code).toBe('unsupported-media-type');
});

test.each<[string, string, { row?: number; field: string; code: FieldErrorCode }]>([
  ['an empty file', '', { row: 1, field: 'employee.givenName', code: 'csv.missing-column' }],
  ['a file without rows', buildCsv(), { field: '(file)', code: 'csv.no-rows' }],
  ['a file with only empty lines', buildCsv('', ',,,', ''), { field: '(file)', code: 'csv.no-rows' }],
  [
    'an unknown column',
    buildCsv(`${adaLine},1`).replace(CSV_HEADER, `${CSV_HEADER},salary`),
    { row: 1, field: 'salary', code: 'csv.unknown-column' },
  ],
  [
    'a column without a name',
    buildCsv(`1,${adaLine}`).replace(CSV_HEADER, `,${CSV_HEADER}`),
    { row: 1, field: '(empty)', code: 'csv.unknown-column' },
  ],
  [
    'a missing column',
    buildCsv(adaLine).replace('startDate,', ''),
    { row: 1, field: 'startDate', code: 'csv.missing-column' },
  ],
  [
    'a column twice',
    buildCsv(adaLine).replace(CSV_HEADER, CSV_HEADER.replace('trainings', 'equipment')),
    { row: 1, field: 'equipment', code: 'csv.duplicate-column' },
  ],
  ['no header', `${adaLine}\r\n`, { row: 1, field: 'Ada', code: 'csv.unknown-column' }],
  ['an unclosed quote', buildCsv(adaLine, '"Ada,'), { row: 3, field: '(row)', code: 'csv.quote-not-closed' }],
  [
    'a quote in the middle of a quoted cell',
    buildCsv(`"A"da${adaLine.slice(3)}`),
    { row: 2, field: '(row)', code: 'csv.quote-in-quoted-cell' },
  ],
  [
    'a quote in the middle of a cell',
    buildCsv(`A"d"a${adaLine.slice(3)}`),
    { row: 2, field: '(row)', code: 'csv.quote-in-cell' },
  ],
  ['an overlong line', buildCsv(`"${'a'.repeat(200_000)}"`), { row: 2, field: '(row)', code: 'csv.line-too-long' }],
  [
    'endless empty lines',
    buildCsv(...Array<string>(5_000).fill(''), adaLine),
    { field: '(file)', code: 'csv.too-many-lines' },
  ],
])('%s is rejected with its row and column', (_what, file, error) => {
  const { code, fields } = catchCsvRejection(file);
  expect(code).toBe('invalid-request');
  expect(fields).toContainEqual(expect.objectContaining(error));
});

test('a row with too many cells is rejected, the others are not', () => {
  const [first, second] = parseRows(buildCsv(`${adaLine},more`, adaLine));
  expect(first?.rowError).toEqual(createFieldError('(row)', 'csv.too-many-cells', { cells: 14, columns: 13 }));
  expect(second?.rowError).toBeUndefined();
});

test('unreadable values are kept for the validation of the request', () => {
  const cells = { startDate: '03/01/2027', 'job.remote': 'maybe', 'job.employmentType': 'pirate' };
  const [request] = parseRequests(buildCsv(buildCsvLine('a@b.org', cells)));
  const fields = requestSchema.safeParse(request).error?.issues.map(({ path }) => path.join('.'));
  expect(fields).toEqual(['job.employmentType', 'job.remote', 'startDate']);
});

test.each([',', ';'] as const)(
  'the template with %s has all columns, and an example that cannot start',
  (separator) => {
    const [example] = parseRequests(buildCohortTemplate(separator));
    expect(requestSchema.parse(example)).toMatchObject({
      equipment: ['laptop-14', 'monitor-27'],
      startDate: '2020-01-06',
      job: { remote: false },
    });
  },
);

test('every column is documented and exists in the request', () => {
  const page = readFileSync(join(__dirname, '../../docs/cohorts.md'), 'utf8');
  const known = JSON.stringify(requestSchema.safeParse({ employee: {}, job: {}, manager: {} }).error?.issues);
  for (const { name, isRequired } of COHORT_COLUMNS) {
    expect(page).toContain(`\`${name}\``);
    if (isRequired) expect(known).toContain(JSON.stringify(name.split('.')));
  }
});

test('the file in examples/ is valid', () => {
  const rows = parseRows(readFileSync(join(__dirname, '../../examples/cohort.csv')));
  expect(rows).toHaveLength(3);
  for (const { request, rowError } of rows)
    expect([requestSchema.safeParse(request).success, rowError]).toEqual([true, undefined]);
});
