import { type CsvColumn, buildCsvTemplate, parseText } from '../../http/csv/column';

/** A whole number; what is none stays text, and is refused where the row is checked. */
const parseWholeNumber = (cell: string): unknown => (/^-?\d+$/.test(cell) ? Number(cell) : cell);

const defineColumn = (name: string, example: string, read: CsvColumn['read'] = parseText): CsvColumn => ({
  name,
  example,
  read,
  isRequired: true,
});

/** Every column of a file of items; all of them are needed. */
export const ITEM_COLUMNS: readonly CsvColumn[] = [
  defineColumn('tag', 'LT-0042'),
  defineColumn('model', 'laptop-14'),
  defineColumn('title', 'Laptop, 14 inch'),
  defineColumn('priceCents', '149900', parseWholeNumber),
  defineColumn('currency', 'EUR'),
];

/** A file of items to begin with. */
export const buildItemsTemplate = (): string => buildCsvTemplate(ITEM_COLUMNS, ',');
