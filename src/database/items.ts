import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from './database';
import type { ItemsTable } from './schema';

export type ItemRow = Omit<Selectable<ItemsTable>, 'effect_key'>;

const COLUMNS = ['tag', 'model', 'title', 'price_cents', 'currency', 'state', 'onboarding_id', 'sample'] as const;

/** One page of the inventory, by tag. */
export function listItems(
  database: Database,
  { model, state, after, limit }: { model?: string; state?: ItemRow['state']; after?: string; limit: number },
): Promise<ItemRow[]> {
  let query = database.selectFrom('items').select(COLUMNS).orderBy('tag').limit(limit);
  if (model) query = query.where('model', '=', model);
  if (state) query = query.where('state', '=', state);
  if (after) query = query.where('tag', '>', after);
  return query.execute();
}

/** Adds one free item; undefined where its tag is taken. */
export function insertItem(
  transaction: DatabaseTransaction,
  item: Pick<ItemRow, 'tag' | 'model' | 'title' | 'price_cents' | 'currency'>,
): Promise<ItemRow | undefined> {
  return transaction
    .insertInto('items')
    .values({ ...item, state: 'free' })
    .onConflict((conflict) => conflict.column('tag').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
}
