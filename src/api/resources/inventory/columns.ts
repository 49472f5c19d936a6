import { type CsvColumn, buildCsvTemplate, parseText } from '../../http/csv/column';

/** Leaves other text unchanged, so that row validation rejects it. */
const parseWholeNumber = (cell: string): unknown => (/^-?\d+$/.test(cell) ? Number(cell) : cell);

const defineColumn = (name: string, example: string, read: CsvColumn['read'] = parseText): CsvColumn => ({
  name,
  example,
  read,
  isRequired: true,
});

export const ITEM_COLUMNS: readonly CsvColumn[] = [
  defineColumn('tag', 'LT-0042'),
  defineColumn('model', 'laptop-14'),
  defineColumn('title', 'Laptop, 14 inch'),
  defineColumn('priceCents', '149900', parseWholeNumber),
  defineColumn('currency', 'EUR'),
];

export const buildItemsTemplate = (): string => buildCsvTemplate(ITEM_COLUMNS, ',');
