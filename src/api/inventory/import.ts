import type { z } from 'zod';
import { recordAudit } from '../../database/audit';
import { insertItems, tagsTaken } from '../../database/items';
import { type FieldError, fieldErrors, FirstdayError } from '../../errors';
import { auditOf } from '../audited';
import { type Line, readLines } from '../csv/read';
import { inWords } from '../problems';
import type { Answer, Call } from '../route';
import { ITEM_COLUMNS } from './columns';
import { type importBody, MOST_ITEMS, newItem } from './schema';

type NewItem = z.infer<typeof newItem>;

/** More would only hide the first ones. */
const SHOWN_ERRORS = 500;
const EXPECTED = { columns: ITEM_COLUMNS, mostLines: 2 * MOST_ITEMS };

/** The items of a CSV file. @throws FirstdayError as `readLines` */
export const readItems = (bytes: Buffer, contentType: string): { rows: Line[] } => ({
  rows: readLines(bytes, contentType, EXPECTED),
});

/** Adds all items of a file, or none. @throws FirstdayError `invalid-rows` naming what is wrong in each row */
export async function importItems(call: Call<unknown, unknown, z.infer<typeof importBody>>): Promise<Answer> {
  const { rows } = call.body;
  if (rows.length > MOST_ITEMS) throw tooMany(rows.length);
  const items: (NewItem & { row: number })[] = [];
  const faults: FieldError[] = [];
  for (const { row, value, fault } of rows) {
    const parsed = newItem.safeParse(value, { error: inWords });
    if (fault) faults.push({ row, ...fault });
    if (parsed.success) items.push({ row, ...parsed.data });
    else faults.push(...fieldErrors(parsed.error).map((error) => ({ row, ...error })));
  }
  faults.push(...repeated(items));
  await call.context.database.transaction().execute(async (transaction) => {
    const taken = new Set(
      await tagsTaken(
        transaction,
        items.map(({ tag }) => tag),
      ),
    );
    const known = items
      .filter(({ tag }) => taken.has(tag))
      .map(({ row, tag }) => ({ row, field: 'tag', message: `is taken: there is an item ${tag}` }));
    const all = [...faults, ...known].sort((one, other) => (one.row ?? 0) - (other.row ?? 0));
    if (all.length > 0) throw refusal(all, rows.length);
    const added = await insertItems(
      transaction,
      items.map(({ tag, model, title, priceCents, currency }) => ({
        tag,
        model,
        title,
        price_cents: priceCents,
        currency,
      })),
    );
    if (added < items.length) throw new FirstdayError('conflict', 'Somebody added one of these items just now.');
    await recordAudit(transaction, auditOf(call, { action: 'inventory.import', detail: { count: added } }));
  });
  return { status: 201, body: { added: items.length } };
}

function repeated(items: readonly (NewItem & { row: number })[]): FieldError[] {
  const first = new Map<string, number>();
  return items.flatMap(({ row, tag }) => {
    const before = first.get(tag);
    if (before !== undefined) return [{ row, field: 'tag', message: `is that of row ${String(before)}, too` }];
    first.set(tag, row);
    return [];
  });
}

const tooMany = (count: number): FirstdayError =>
  new FirstdayError('invalid-request', undefined, [
    {
      field: 'rows',
      message: `holds ${String(count)} rows; at most ${String(MOST_ITEMS)} are taken at once: split it`,
    },
  ]);

function refusal(errors: FieldError[], rows: number): FirstdayError {
  const invalidRows = new Set(errors.map(({ row }) => row)).size;
  const detail = `${String(invalidRows)} of ${String(rows)} rows are not valid. Nothing was added.`;
  return new FirstdayError('invalid-rows', detail, errors.slice(0, SHOWN_ERRORS), { invalidRows, rows });
}
