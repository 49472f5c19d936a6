import { CsvError, parse } from 'csv-parse/sync';
import { createFieldError, type FieldError } from '../../../domain/field-errors/field-error';
import { createReason, type Reason } from '../../../domain/reasons/reason';
import { createInvalidRequestError } from '../../../lib/errors';
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
 * mark and Excel's first line `sep=;`, any line breaks, blank lines and columns skipped. Row numbers are those of the
 * spreadsheet.
 * @throws FirstdayError `invalid-request`, or `unsupported-media-type` for an unknown charset
 */
export function parseCsv(bytes: Buffer, contentType: string, { columns: knownColumns, maxLines }: CsvFormat): CsvRow[] {
  const lines = parseCells(decodeText(bytes, contentType), maxLines);
  const headerIndex = Math.max(
    lines.findIndex((cells) => !isBlank(cells)),
    0,
  );
  const columns = matchColumns(trimBlankCells(lines[headerIndex] ?? []), knownColumns, headerIndex + 1);
  if (lines.length >= maxLines)
    throw createInvalidRequestError([createFieldError('(file)', 'csv.too-many-lines', { maximum: maxLines })]);
  const rows = lines.flatMap((cells, index) =>
    index <= headerIndex || isBlank(cells) ? [] : [buildRow(index + 1, cells, columns)],
  );
  if (rows.length === 0) throw createInvalidRequestError([createFieldError('(file)', 'csv.no-rows', {})]);
  return rows;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell === '');

/** Spreadsheets write an empty cell for every column that was ever used. */
const trimBlankCells = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);

function parseCells(content: string, maxLines: number): string[][] {
  const [preamble = '', declaredSeparator] = /^sep=(.)\r?\n/i.exec(content) ?? [];
  const text = content.slice(preamble.length);
  try {
    return parse(text, {
      delimiter: declaredSeparator ?? detectSeparator(text),
      trim: true,
      relax_column_count: true,
      max_record_size: MAX_LINE_LENGTH,
      to: maxLines,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records ?? 0) + 1;
    const reason = CSV_REASONS[error.code] ?? createReason('csv.unreadable', {});
    throw createInvalidRequestError([{ row, field: '(row)', ...reason }]);
  }
}

const CSV_REASONS: Partial<Record<CsvError['code'], Reason>> = {
  CSV_QUOTE_NOT_CLOSED: createReason('csv.quote-not-closed', {}),
  CSV_INVALID_CLOSING_QUOTE: createReason('csv.quote-in-quoted-cell', {}),
  INVALID_OPENING_QUOTE: createReason('csv.quote-in-cell', {}),
  CSV_MAX_RECORD_SIZE: createReason('csv.line-too-long', { maximum: MAX_LINE_LENGTH }),
};

/** Picks the most frequent separator of the header line: no column name contains any of them. */
function detectSeparator(text: string): string {
  const header = /[^\r\n;,\t][^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** Returns the columns in file order. Ignores case, because spreadsheets tend to capitalise headers. */
function matchColumns(header: string[], knownColumns: readonly CsvColumn[], row: number): CsvColumn[] {
  const matchedColumns = header.map((name) =>
    knownColumns.find((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  const unknown = header.filter((_name, index) => matchedColumns[index] === undefined);
  const columns = matchedColumns.filter((column) => column !== undefined);
  const missing = knownColumns.filter((column) => column.isRequired && !columns.includes(column));
  const duplicates = columns.filter((column, index) => columns.indexOf(column) !== index);
  const errors = [
    ...unknown.map((name) => createFieldError(truncateName(name), 'csv.unknown-column', {})),
    ...missing.map(({ name }) => createFieldError(name, 'csv.missing-column', {})),
    ...duplicates.map(({ name }) => createFieldError(name, 'csv.duplicate-column', {})),
  ];
  if (errors.length > 0) throw createInvalidRequestError(errors.map((error) => ({ row, ...error })));
  return columns;
}

function buildRow(row: number, cells: string[], columns: readonly CsvColumn[]): CsvRow {
  const value: Record<string, unknown> = {};
  columns.forEach(({ name, read }, index) => {
    const cell = cells[index] ?? '';
    if (cell !== '') setAtPath(value, name.split('.'), read(cell));
  });
  const isTooLong = cells.slice(columns.length).some((cell) => cell !== '');
  const counts = { cells: cells.length, columns: columns.length };
  return { row, value, rowError: isTooLong ? createFieldError('(row)', 'csv.too-many-cells', counts) : undefined };
}

function setAtPath(target: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[first] = value;
  else setAtPath((target[first] ??= {}) as Record<string, unknown>, rest, value);
}

const MAX_REPORTED_NAME_LENGTH = 80;
const truncateName = (name: string): string => name.slice(0, MAX_REPORTED_NAME_LENGTH) || '(empty)';
