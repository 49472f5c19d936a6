import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import type { DatabaseTransaction } from '../../../database/client';
import { findModelSpellings, findTakenTags, insertItems } from '../../../database/items';
import { createFieldError, type FieldError } from '../../../domain/field-errors/field-error';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { type CsvRow, parseCsv } from '../../http/csv/parse-csv';
import { findRepeatedRows, type Numbered, validateRows } from '../../http/csv/validate-rows';
import type { ApiResponse, ApiCall } from '../../http/route';
import { ensureRowLimit, createInvalidRowsError } from '../../http/row-errors';
import { ITEM_COLUMNS } from './columns';
import { toItemInsert } from './item-mappers';
import { type importBodySchema, MAX_IMPORT_ITEMS, newItemSchema } from './schema';

type NewItem = z.infer<typeof newItemSchema>;

const ITEM_CSV_FORMAT = { columns: ITEM_COLUMNS, maxLines: 2 * MAX_IMPORT_ITEMS };

/** @throws FirstdayError as `parseCsv` */
export const parseItemsCsv = (bytes: Buffer, contentType: string): { rows: CsvRow[] } => ({
  rows: parseCsv(bytes, contentType, ITEM_CSV_FORMAT),
});

/**
 * Adds all items of a file, or none.
 * @throws FirstdayError `invalid-rows` with the errors of each row, or `conflict` if a concurrent call took a tag
 */
export async function importItems(
  call: ApiCall<unknown, unknown, z.infer<typeof importBodySchema>>,
): Promise<ApiResponse> {
  const { rows } = call.body;
  ensureRowLimit(rows.length, MAX_IMPORT_ITEMS);
  const { valid: items, errors } = validateRows(newItemSchema, rows);
  await call.context.database.transaction().execute(async (transaction) => {
    const allErrors = [...errors, ...findRepeatedRows(items, 'tag'), ...(await findTakenTagErrors(transaction, items))];
    if (allErrors.length > 0) throw createInvalidItemsError(allErrors, rows.length);
    const spelledItems = await spellModels(transaction, items);
    const added = await insertItems(transaction, spelledItems.map(toItemInsert));
    if (added < items.length) throw new FirstdayError('conflict', createReason('conflict.items', {}));
    await recordAudit(transaction, buildAuditEntry(call, { action: 'inventory.import', detail: { count: added } }));
  });
  return { status: 201, body: { added: items.length } };
}

type NumberedItem = Numbered<NewItem>;

async function findTakenTagErrors(
  transaction: DatabaseTransaction,
  items: readonly NumberedItem[],
): Promise<FieldError[]> {
  const tags = items.map(({ tag }) => tag);
  const takenTags = await findTakenTags(transaction, tags);
  return items
    .filter(({ tag }) => takenTags.has(tag.toLowerCase()))
    .map(({ row }) => ({ row, ...createFieldError('tag', 'tag.taken', {}) }));
}

/** Spells each model as the inventory does, or else as the first row that names it. */
async function spellModels(transaction: DatabaseTransaction, items: readonly NewItem[]): Promise<NewItem[]> {
  const spellings = await findModelSpellings(
    transaction,
    items.map(({ model }) => model),
  );
  return items.map((item) => {
    const key = item.model.toLowerCase();
    const model = spellings.get(key) ?? item.model;
    spellings.set(key, model);
    return { ...item, model };
  });
}

function createInvalidItemsError(errors: FieldError[], rows: number): FirstdayError {
  const invalidRows = new Set(errors.map(({ row }) => row)).size;
  const sortedErrors = errors.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0));
  return createInvalidRowsError('invalid-rows.inventory', sortedErrors, { invalidRows, rows });
}
