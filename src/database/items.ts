import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './client';
import { buildContainsPattern, foldColumn, splitSearchWords } from './like-patterns';
import type { ItemsTable } from './schema';

export type ItemRow = Omit<Selectable<ItemsTable>, 'effect_key'>;

const COLUMNS = [
  'tag',
  'model',
  'title',
  'price_cents',
  'currency',
  'location',
  'state',
  'onboarding_id',
  'sample',
] as const;

/** Separates these advisory locks from other uses of the database. */
const LOCK_CLASS = 0x1de5;

/**
 * Locks the models against reserving and retiring items until the transaction ends. Locks are taken in one global
 * order, so that concurrent callers cannot deadlock.
 */
export async function lockModels(tx: Database, models: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, lock) from (
    select distinct hashtext(model) as lock from unnest(${models}::text[]) as model order by lock) as locks`.execute(
    tx,
  );
}

interface ItemFilters {
  model?: string;
  state?: ItemRow['state'];
  q?: string;
  after?: string;
  limit: number;
  /** True if the name of the item's holder is returned and searchable. */
  canSeeHolders: boolean;
}

/** One page of the inventory by tag. `q` matches part of a tag, a title, or the holder's name. */
export function listItems(
  database: Database,
  { model, state, q, after, limit, canSeeHolders }: ItemFilters,
): Promise<(ItemRow & { holder: string | null })[]> {
  let query = database
    .selectFrom('items')
    .leftJoin('onboardings', (join) =>
      join.onRef('onboardings.id', '=', 'items.onboarding_id').on(sql<boolean>`${sql.lit(canSeeHolders)}`),
    )
    .select(COLUMNS.map((column) => `items.${column}` as const))
    .select('onboardings.employee_name as holder')
    .orderBy('tag')
    .limit(limit);
  if (model) query = query.where(sql`lower(items.model)`, '=', model.toLowerCase());
  if (state) query = query.where('items.state', '=', state);
  if (after) query = query.where('items.tag', '>', after);
  for (const word of splitSearchWords(q))
    query = query.where((where) =>
      where.or(SEARCHED_COLUMNS.map((column) => where(foldColumn(column), 'like', buildContainsPattern(word)))),
    );
  return query.execute();
}

const SEARCHED_COLUMNS = ['items.tag', 'items.title', 'onboardings.employee_name'];

export interface ModelRow {
  model: string;
  title: string;
  price_cents: number;
  currency: string;
  free: number;
  reserved: number;
}

/** Models by name, each described by its most expensive item. `q` matches part of a model or a title. */
export function listModels(database: Database, { q, limit }: { q?: string; limit: number }): Promise<ModelRow[]> {
  const countInState = (state: ItemRow['state']) =>
    sql<number>`(count(*) filter (where state = ${state}) over (partition by model))::int`;
  let query = database
    .selectFrom('items')
    .distinctOn('model')
    .select([
      'model',
      'title',
      'price_cents',
      'currency',
      countInState('free').as('free'),
      countInState('reserved').as('reserved'),
    ])
    .where('state', '!=', 'retired');
  if (q)
    query = query.where((where) =>
      where.or([where('model', 'ilike', buildContainsPattern(q)), where('title', 'ilike', buildContainsPattern(q))]),
    );
  return query.orderBy('model').orderBy('price_cents', 'desc').limit(limit).execute();
}

/** Counts the free items by model, of these models or of all. A model without a free item is missing. */
export async function countFreeItems(database: Database, models?: readonly string[]): Promise<Map<string, number>> {
  let query = database
    .selectFrom('items')
    .select(['model', (select) => select.fn.countAll<string>().as('free')])
    .where('state', '=', 'free')
    .groupBy('model');
  if (models?.length === 0) return new Map();
  if (models) query = query.where('model', 'in', models);
  const rows = await query.execute();
  return new Map(rows.map(({ model, free }) => [model, Number(free)]));
}

/** Maps each model in lower case to the spelling that the inventory has: models are compared without regard to case. */
export async function findModelSpellings(database: Database, models: readonly string[]): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom('items')
    .distinct()
    .select('model')
    .where(sql`lower(model)`, '=', sql<string>`any(${models.map((model) => model.toLowerCase())}::text[])`)
    .execute();
  return new Map(rows.map(({ model }) => [model.toLowerCase(), model]));
}

type NewItem = Pick<ItemRow, 'tag' | 'model' | 'title' | 'price_cents' | 'currency'>;

/** Returns undefined if the tag is taken. */
export function insertItem(transaction: DatabaseTransaction, item: NewItem): Promise<ItemRow | undefined> {
  return transaction
    .insertInto('items')
    .values({ ...item, state: 'free' })
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** Returns those of the tags that an item has, in lower case: tags are compared without regard to case. */
export async function findTakenTags(database: Database, tags: readonly string[]): Promise<Set<string>> {
  const rows = await database
    .selectFrom('items')
    .select(sql<string>`lower(tag)`.as('tag'))
    .where(sql`lower(tag)`, '=', sql<string>`any(${tags.map((tag) => tag.toLowerCase())}::text[])`)
    .execute();
  return new Set(rows.map(({ tag }) => tag));
}

/** Adds free items in one statement and skips taken tags. Returns the number of items added. */
export async function insertItems(transaction: DatabaseTransaction, items: readonly NewItem[]): Promise<number> {
  const { numInsertedOrUpdatedRows = 0n } = await transaction
    .insertInto('items')
    .values(items.map((item) => ({ ...item, state: 'free' as const })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows);
}

export function findItem(database: Database, tag: string): Promise<ItemRow | undefined> {
  return database
    .selectFrom('items')
    .select(COLUMNS)
    .where(sql`lower(tag)`, '=', tag.toLowerCase())
    .executeTakeFirst();
}

/** Changes the state of an item that is not reserved. For a reserved one, a table constraint rejects the change. */
export function changeItemState(
  transaction: DatabaseTransaction,
  tag: string,
  state: 'free' | 'retired',
): Promise<ItemRow> {
  return transaction
    .updateTable('items')
    .set({ state })
    .where('tag', '=', tag)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}
