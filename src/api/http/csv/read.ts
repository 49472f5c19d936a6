import { CsvError, parse } from 'csv-parse/sync';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { decoded } from './decode';
import type { Column } from './column';

/** One line of a file before it is checked, with the number by which its author knows it. */
export interface Line {
  row: number;
  value: unknown;
  /** What is wrong with the line as such. */
  fault?: FieldError;
}

/** What a file may hold. Blank lines are counted, since a spreadsheet does. */
interface Expected {
  columns: readonly Column[];
  mostLines: number;
}

const LONGEST_LINE = 100_000;

/**
 * The rows of a CSV file as spreadsheets write them: commas, semicolons or tabs between cells, with or without a byte
 * order mark, line breaks of any kind, empty lines. A row's number is that of the spreadsheet; the columns' names are 1.
 * @throws FirstdayError `invalid-request`, or `unsupported-media-type` for an unknown charset
 */
export function readLines(bytes: Buffer, contentType: string, { columns: known, mostLines }: Expected): Line[] {
  const [head = [], ...lines] = linesOf(decoded(bytes, contentType), mostLines);
  const columns = columnsOf(head, known);
  if (lines.length >= mostLines - 1)
    throw refusal([{ field: '(file)', message: `has more than ${String(mostLines)} lines` }]);
  const rows = lines.flatMap((cells, index) => {
    const isBlank = cells.every((cell) => cell === '');
    return isBlank ? [] : [rowOf(index + 2, cells, columns)];
  });
  if (rows.length === 0) throw refusal([{ field: '(file)', message: 'holds no rows below the names of the columns' }]);
  return rows;
}

function linesOf(text: string, mostLines: number): string[][] {
  try {
    return parse(text, {
      delimiter: separatorOf(text),
      trim: true,
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
      to: mostLines,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records ?? 0) + 1;
    throw refusal([{ row, field: '(row)', message: FAULTS[error.code] ?? 'cannot be read as CSV' }]);
  }
}

const FAULTS: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has a quote within a quoted cell: write it twice',
  INVALID_OPENING_QUOTE: 'has a quote within a cell that does not begin with one: quote the whole cell',
  CSV_MAX_RECORD_SIZE: `is longer than ${String(LONGEST_LINE)} characters: is a quote never closed?`,
};

/** No column's name holds any of these, so that the line of names tells which it is. */
function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string) => head.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** The columns in the order of the file. Capitals do not matter: spreadsheets like to add some. */
function columnsOf(head: string[], known: readonly Column[]): Column[] {
  const wanted = head.map((name) => known.find((column) => column.name.toLowerCase() === name.toLowerCase()));
  const unknown = head.filter((_name, index) => wanted[index] === undefined);
  const columns = wanted.filter((column) => column !== undefined);
  const missing = known.filter((column) => column.isRequired && !columns.includes(column));
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index);
  const faults = [
    ...unknown.map((name) => ({ row: 1, field: shown(name), message: 'is no known column' })),
    ...missing.map(({ name }) => ({ row: 1, field: name, message: 'is missing: every row needs this column' })),
    ...twice.map(({ name }) => ({ row: 1, field: name, message: 'is there twice' })),
  ];
  if (faults.length > 0) throw refusal(faults);
  return columns;
}

function rowOf(row: number, cells: string[], columns: readonly Column[]): Line {
  const value: Record<string, unknown> = {};
  columns.forEach(({ name, read }, index) => {
    const cell = cells[index] ?? '';
    if (cell !== '') put(value, name.split('.'), read(cell));
  });
  const isTooLong = cells.slice(columns.length).some((cell) => cell !== '');
  const message = `has ${String(cells.length)} cells for ${String(columns.length)} columns: quote a cell that holds a separator`;
  return { row, value, fault: isTooLong ? { field: '(row)', message } : undefined };
}

function put(into: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) into[first] = value;
  else put((into[first] ??= {}) as Record<string, unknown>, rest, value);
}

const SHOWN = 80;
const shown = (name: string): string => name.slice(0, SHOWN) || '(empty)';

const refusal = (faults: FieldError[]): FirstdayError => new FirstdayError('invalid-request', undefined, faults);
