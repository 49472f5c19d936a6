/** One column of a file: where its cells go in what a line becomes, and how they are read. */
export interface CsvColumn {
  /** Dotted, as in the body of the call. */
  name: string;
  isRequired: boolean;
  example: string;
  /** What the cell means; a text that means nothing stays as it is, and is refused where the line is checked. */
  read: (cell: string) => unknown;
}

export type CsvSeparator = ',' | ';';

export const parseText = (cell: string): string => cell;

/** A file with these columns and one example, as spreadsheets open it without being asked anything. */
export function buildCsvTemplate(columns: readonly CsvColumn[], separator: CsvSeparator): string {
  const lines = [columns.map(({ name }) => name), columns.map(({ example }) => example)];
  const cell = (value: string) => (/[;,]/.test(value) ? `"${value}"` : value);
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(separator)}\r\n`).join('')}`;
}
