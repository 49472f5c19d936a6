import type { z } from 'zod';
import { hasAnyOf } from '../../../domain/roles';
import { recordAudit } from '../../../database/audit';
import { insertItem, listItems, listModels } from '../../../database/items';
import { FirstdayError } from '../../../lib/errors';
import { auditOf } from '../../http/audit-entry';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { itemOf, rowOf } from './item';
import { type itemsQuery, type modelsQuery, type newItem, placeSchema } from './schema';

/** Who may know which new hire has an item. */
const KEEPERS = ['hr', 'it', 'admin'] as const;

/** One page of the inventory, by tag. */
export async function showItems({ context, query, actor }: Call<unknown, z.infer<typeof itemsQuery>>): Promise<Answer> {
  const { limit, cursor, ...filters } = query;
  const after = placeOf(cursor, placeSchema);
  const namesHolders = hasAnyOf(actor, KEEPERS);
  const rows = await listItems(context.database, { ...filters, after, limit: limit + 1, namesHolders });
  return { status: 200, body: page(rows, limit, itemOf, ({ tag }) => tag) };
}

/** The models there are, each with how many items of it are free. */
export async function showModels({ context, query }: Call<unknown, z.infer<typeof modelsQuery>>): Promise<Answer> {
  const rows = await listModels(context.database, query);
  return {
    status: 200,
    body: { items: rows.map(({ price_cents, ...model }) => ({ ...model, priceCents: price_cents })) },
  };
}

/** Adds one free item. @throws FirstdayError `conflict` where its tag is taken */
export async function addItem(call: Call<unknown, unknown, z.infer<typeof newItem>>): Promise<Answer> {
  const { tag, model, priceCents, currency } = call.body;
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const added = await insertItem(transaction, rowOf(call.body));
    if (!added) throw new FirstdayError('conflict', `There is an item ${tag} already.`);
    await recordAudit(
      transaction,
      auditOf(call, { action: 'inventory.add', detail: { tag, model, priceCents, currency } }),
    );
    return added;
  });
  return { status: 201, body: itemOf(row) };
}
