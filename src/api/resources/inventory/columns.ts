import { type Column, templateOf, text } from '../../http/csv/column';

/** A whole number; what is none stays text, and is refused where the row is checked. */
const whole = (cell: string): unknown => (/^-?\d+$/.test(cell) ? Number(cell) : cell);

const column = (name: string, example: string, read: Column['read'] = text): Column => ({
  name,
  example,
  read,
  isRequired: true,
});

/** Every column of a file of items; all of them are needed. */
export const ITEM_COLUMNS: readonly Column[] = [
  column('tag', 'LT-0042'),
  column('model', 'laptop-14'),
  column('title', 'Laptop, 14 inch'),
  column('priceCents', '149900', whole),
  column('currency', 'EUR'),
];

/** A file of items to begin with. */
export const itemsTemplate = (): string => templateOf(ITEM_COLUMNS, ',');
