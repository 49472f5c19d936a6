const NEEDS_QUOTES = /[",\r\n]/;
/** First characters of cells that a spreadsheet would evaluate as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

export type CsvCell = string | number | undefined;

/** Formats rows as RFC 4180, with formulas neutralised and a byte order mark, by which spreadsheets detect UTF-8. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(formatCell).join(',')}\r\n`).join('')}`;

function formatCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
