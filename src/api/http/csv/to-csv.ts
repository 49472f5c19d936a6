const NEEDS_QUOTES = /[",\r\n]/;
/** What a spreadsheet would take for a formula and run. */
const FORMULA_START = /^[=+\-@\t\r]/;

export type CsvCell = string | number | undefined;

/** Rows as RFC 4180 has them, with a byte order mark, by which spreadsheets know the letters; no cell is a formula. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(formatCell).join(',')}\r\n`).join('')}`;

function formatCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
