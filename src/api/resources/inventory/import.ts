import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import { insertItems, tagsTaken } from '../../../database/items';
import { type FieldError, fieldErrors, FirstdayError, inWords } from '../../../lib/errors';
import { auditOf } from '../../http/audit-entry';
import { type Line, readLines } from '../../http/csv/read';
import type { Answer, Call } from '../../http/route';
import { refuseTooMany, rowsRefused } from '../../http/row-errors';
import { ITEM_COLUMNS } from './columns';
import { rowOf } from './item';
import { type importBody, MOST_ITEMS, newItem } from './schema';

type NewItem = z.infer<typeof newItem>;

const EXPECTED = { columns: ITEM_COLUMNS, mostLines: 2 * MOST_ITEMS };

/** The items of a CSV file. @throws FirstdayError as `readLines` */
export const readItems = (bytes: Buffer, contentType: string): { rows: Line[] } => ({
  rows: readLines(bytes, contentType, EXPECTED),
});

/** Adds all items of a file, or none. @throws FirstdayError `invalid-rows` naming what is wrong in each row */
export async function importItems(call: Call<unknown, unknown, z.infer<typeof importBody>>): Promise<Answer> {
  const { rows } = call.body;
  refuseTooMany(rows.length, MOST_ITEMS);
  const { items, faults } = read(rows);
  await call.context.database.transaction().execute(async (transaction) => {
    const all = [...faults, ...repeated(items), ...(await known(transaction, items))];
    if (all.length > 0) throw refusal(all, rows.length);
    const added = await insertItems(transaction, items.map(rowOf));
    if (added < items.length) throw new FirstdayError('conflict', 'Somebody added one of these items just now.');
    await recordAudit(transaction, auditOf(call, { action: 'inventory.import', detail: { count: added } }));
  });
  return { status: 201, body: { added: items.length } };
}

type Numbered = NewItem & { row: number };

/** The items that are right, and what is wrong with the other rows. */
function read(rows: readonly Line[]): { items: Numbered[]; faults: FieldError[] } {
  const items: Numbered[] = [];
  const faults: FieldError[] = [];
  for (const { row, value, fault } of rows) {
    const parsed = newItem.safeParse(value, { error: inWords });
    if (fault) faults.push({ row, ...fault });
    if (parsed.success) items.push({ row, ...parsed.data });
    else faults.push(...fieldErrors(parsed.error).map((error) => ({ row, ...error })));
  }
  return { items, faults };
}

/** Items whose tag is in the inventory already. */
async function known(transaction: DatabaseTransaction, items: readonly Numbered[]): Promise<FieldError[]> {
  const tags = items.map(({ tag }) => tag);
  const taken = new Set(await tagsTaken(transaction, tags));
  return items
    .filter(({ tag }) => taken.has(tag))
    .map(({ row, tag }) => ({ row, field: 'tag', message: `is taken: there is an item ${tag}` }));
}

/** Items whose tag another row has, too. */
function repeated(items: readonly Numbered[]): FieldError[] {
  const first = new Map<string, number>();
  return items.flatMap(({ row, tag }) => {
    const before = first.get(tag);
    if (before !== undefined) return [{ row, field: 'tag', message: `is that of row ${String(before)}, too` }];
    first.set(tag, row);
    return [];
  });
}

function refusal(errors: FieldError[], rows: number): FirstdayError {
  const invalidRows = new Set(errors.map(({ row }) => row)).size;
  const inOrder = errors.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0));
  return rowsRefused(inOrder, { invalidRows, rows }, 'Nothing was added.');
}
