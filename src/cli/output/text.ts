import { stripVTControlCharacters, styleText } from 'node:util';

export type Style = (text: string, colour: Colour) => string;
export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray' | 'bold';

/** The style returns text unchanged if `colour` is false. */
export const createStyle =
  (colour: boolean): Style =>
  (text, name) =>
    colour ? styleText(name, text) : text;

/** Puts untrusted text on one line and removes terminal control sequences. */
export const sanitizeText = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

/** Aligns columns by visible width. The last column is not padded. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, measureWidth(cell))));
  const alignRow = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - measureWidth(cell))))
      .join('  ');
  return rows.map((row) => `${alignRow(row).trimEnd()}\n`).join('');
}

const measureWidth = (cell: string) => [...stripVTControlCharacters(cell)].length;
