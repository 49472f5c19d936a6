import { CsvError, parse } from 'csv-parse/sync';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { decodeText } from './decode-text';
import type { CsvColumn } from './column';

/** Row before validation; `row` is the number under which the author of the file finds it. */
export interface CsvRow {
  row: number;
  value: unknown;
  /** Error of the row as a whole, such as too many cells. */
  rowError?: FieldError;
}

/** `maxLines` includes the header and blank lines, since spreadsheets number them as well. */
interface CsvFormat {
  columns: readonly CsvColumn[];
  maxLines: number;
}

const MAX_LINE_LENGTH = 100_000;

/**
 * Parses a CSV file as written by spreadsheets: separated by commas, semicolons or tabs, with or without a byte order
 * mark, any line breaks, blank lines skipped. Row numbers are those of the spreadsheet; the header is row 1.
 * @throws FirstdayError `invalid-request`, or `unsupported-media-type` for an unknown charset
 */
export function parseCsv(bytes: Buffer, contentType: string, { columns: knownColumns, maxLines }: CsvFormat): CsvRow[] {
  const [header = [], ...lines] = parseCells(decodeText(bytes, contentType), maxLines);
  const columns = matchColumns(header, knownColumns);
  if (lines.length >= maxLines - 1)
    throw createInvalidRequestError([{ field: '(file)', message: `has more than ${String(maxLines)} lines` }]);
  const rows = lines.flatMap((cells, index) => {
    const isBlank = cells.every((cell) => cell === '');
    return isBlank ? [] : [buildRow(index + 2, cells, columns)];
  });
  if (rows.length === 0)
    throw createInvalidRequestError([{ field: '(file)', message: 'holds no rows below the names of the columns' }]);
  return rows;
}

function parseCells(text: string, maxLines: number): string[][] {
  try {
    return parse(text, {
      delimiter: detectSeparator(text),
      trim: true,
      relax_column_count: true,
      max_record_size: MAX_LINE_LENGTH,
      to: maxLines,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records ?? 0) + 1;
    throw createInvalidRequestError([
      { row, field: '(row)', message: CSV_ERROR_MESSAGES[error.code] ?? 'cannot be read as CSV' },
    ]);
  }
}

const CSV_ERROR_MESSAGES: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has a quote within a quoted cell: write it twice',
  INVALID_OPENING_QUOTE: 'has a quote within a cell that does not begin with one: quote the whole cell',
  CSV_MAX_RECORD_SIZE: `is longer than ${String(MAX_LINE_LENGTH)} characters: is a quote never closed?`,
};

/** Picks the most frequent separator of the header line: no column name contains any of them. */
function detectSeparator(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** Returns the columns in file order. Ignores case, because spreadsheets tend to capitalise headers. */
function matchColumns(header: string[], knownColumns: readonly CsvColumn[]): CsvColumn[] {
  const matchedColumns = header.map((name) =>
    knownColumns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  const unknown = header.filter((_name, index) => matchedColumns[index] === undefined);
  const columns = matchedColumns.filter((column) => column !== undefined);
  const missing = knownColumns.filter((column) => column.isRequired && !columns.includes(column));
  const duplicates = columns.filter((column, index) => columns.indexOf(column) !== index);
  const errors = [
    ...unknown.map((name) => ({ row: 1, field: truncateName(name), message: 'is no known column' })),
    ...missing.map(({ name }) => ({ row: 1, field: name, message: 'is missing: every row needs this column' })),
    ...duplicates.map(({ name }) => ({ row: 1, field: name, message: 'is there twice' })),
  ];
  if (errors.length > 0) throw createInvalidRequestError(errors);
  return columns;
}

function buildRow(row: number, cells: string[], columns: readonly CsvColumn[]): CsvRow {
  const value: Record<string, unknown> = {};
  columns.forEach(({ name, read }, index) => {
    const cell = cells[index] ?? '';
    if (cell !== '') setAtPath(value, name.split('.'), read(cell));
  });
  const isTooLong = cells.slice(columns.length).some((cell) => cell !== '');
  const message = `has ${String(cells.length)} cells for ${String(columns.length)} columns: quote a cell that holds a separator`;
  return { row, value, rowError: isTooLong ? { field: '(row)', message } : undefined };
}

function setAtPath(target: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[first] = value;
  else setAtPath((target[first] ??= {}) as Record<string, unknown>, rest, value);
}

const MAX_REPORTED_NAME_LENGTH = 80;
const truncateName = (name: string): string => name.slice(0, MAX_REPORTED_NAME_LENGTH) || '(empty)';

const createInvalidRequestError = (errors: FieldError[]): FirstdayError =>
  new FirstdayError('invalid-request', undefined, errors);
