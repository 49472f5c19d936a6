import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database';
import { containing } from './onboardings';
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

export interface ModelRow {
  model: string;
  title: string;
  price_cents: number;
  currency: string;
  free: number;
}

/** Models by name, each as its dearest item is, with how many of its items are free; `q` is part of a model or a title. */
export function listModels(database: Database, { q, limit }: { q?: string; limit: number }): Promise<ModelRow[]> {
  const free = sql<number>`(count(*) filter (where state = 'free') over (partition by model))::int`;
  let query = database
    .selectFrom('items')
    .distinctOn('model')
    .select(['model', 'title', 'price_cents', 'currency', free.as('free')])
    .where('state', '!=', 'retired');
  if (q)
    query = query.where((where) =>
      where.or([where('model', 'ilike', containing(q)), where('title', 'ilike', containing(q))]),
    );
  return query.orderBy('model').orderBy('price_cents', 'desc').limit(limit).execute();
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
