export interface CsvColumn {
  /** Dotted path of the field in the request body. */
  name: string;
  isRequired: boolean;
  example: string;
  /** Converts a cell. Returns unrecognised text unchanged, so that row validation rejects it. */
  read: (cell: string) => unknown;
}

export type CsvSeparator = ',' | ';';

export const parseText = (cell: string): string => cell;

/** Builds the header and one example row. With the byte order mark, spreadsheets open it without an import dialog. */
export function buildCsvTemplate(columns: readonly CsvColumn[], separator: CsvSeparator): string {
  const lines = [columns.map(({ name }) => name), columns.map(({ example }) => example)];
  const quoteCell = (value: string) => (/[;,]/.test(value) ? `"${value}"` : value);
  return `\uFEFF${lines.map((line) => `${line.map(quoteCell).join(separator)}\r\n`).join('')}`;
}
