import type { z } from 'zod';
import { createReason } from '../../../domain/reasons/reason';
import { hasAnyRole } from '../../../domain/roles';
import { recordAudit } from '../../../database/audit';
import { findModelSpellings, insertItem, listItems, listModels } from '../../../database/items';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import { toItemView, toItemInsert } from './item-mappers';
import { type itemsQuerySchema, type modelsQuerySchema, type newItemSchema, itemCursorSchema } from './schema';

/** Roles that may see which new hire has an item. */
const HOLDER_VIEWER_ROLES = ['hr', 'it', 'admin'] as const;

/** Ordered by tag. */
export async function getItems({
  context,
  query,
  principal,
}: ApiCall<unknown, z.infer<typeof itemsQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, ...filters } = query;
  const after = decodeCursor(cursor, itemCursorSchema);
  const canSeeHolders = hasAnyRole(principal, HOLDER_VIEWER_ROLES);
  const rows = await listItems(context.database, { ...filters, after, limit: limit + 1, canSeeHolders });
  return { status: 200, body: buildPage(rows, limit, toItemView, ({ tag }) => tag) };
}

export async function getModels({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof modelsQuerySchema>>): Promise<ApiResponse> {
  const rows = await listModels(context.database, query);
  return {
    status: 200,
    body: { items: rows.map(({ price_cents, ...model }) => ({ ...model, priceCents: price_cents })) },
  };
}

/** @throws FirstdayError `conflict` if the tag is taken */
export async function addItem(call: ApiCall<unknown, unknown, z.infer<typeof newItemSchema>>): Promise<ApiResponse> {
  const { tag, priceCents, currency } = call.body;
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const spellings = await findModelSpellings(transaction, [call.body.model]);
    const model = spellings.get(call.body.model.toLowerCase()) ?? call.body.model;
    const added = await insertItem(transaction, toItemInsert({ ...call.body, model }));
    if (!added) throw new FirstdayError('conflict', createReason('conflict.item', { tag }));
    await recordAudit(
      transaction,
      buildAuditEntry(call, { action: 'inventory.add', detail: { tag, model, priceCents, currency } }),
    );
    return added;
  });
  return { status: 201, body: toItemView(row) };
}
