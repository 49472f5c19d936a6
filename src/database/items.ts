import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './client';
import { buildContainsPattern } from './like-patterns';
import type { ItemsTable } from './schema';

export type ItemRow = Omit<Selectable<ItemsTable>, 'effect_key'>;

const COLUMNS = ['tag', 'model', 'title', 'price_cents', 'currency', 'state', 'onboarding_id', 'sample'] as const;

/** Keeps our advisory locks apart from those of other uses of the database. */
const LOCK_CLASS = 0x1de5;

/**
 * Until this transaction ends, nobody else reserves or retires items of these models. In one order for everybody, so that
 * two who lock several cannot wait for each other in a circle.
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
  /** Whether the new hire who has an item is named, and can be searched for. */
  canSeeHolders: boolean;
}

/** One page of the inventory, by tag; `q` is part of a tag, a title, or the holder's name. */
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
  if (model) query = query.where('items.model', '=', model);
  if (state) query = query.where('items.state', '=', state);
  if (after) query = query.where('items.tag', '>', after);
  if (q)
    query = query.where((where) =>
      where.or(SEARCHED_COLUMNS.map((column) => where(column, 'ilike', buildContainsPattern(q)))),
    );
  return query.execute();
}

const SEARCHED_COLUMNS = ['items.tag', 'items.title', 'onboardings.employee_name'] as const;

export interface ModelRow {
  model: string;
  title: string;
  price_cents: number;
  currency: string;
  free: number;
  reserved: number;
}

/** Models by name, each as its dearest item is, with how many of its items are free; `q` is part of a model or a title. */
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

type NewItem = Pick<ItemRow, 'tag' | 'model' | 'title' | 'price_cents' | 'currency'>;

/** Adds one free item; undefined where its tag is taken. */
export function insertItem(transaction: DatabaseTransaction, item: NewItem): Promise<ItemRow | undefined> {
  return transaction
    .insertInto('items')
    .values({ ...item, state: 'free' })
    .onConflict((conflict) => conflict.column('tag').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** Which of these tags are taken. */
export async function findTakenTags(database: Database, tags: string[]): Promise<string[]> {
  const rows = await database
    .selectFrom('items')
    .select('tag')
    .where('tag', '=', sql<string>`any(${tags}::text[])`)
    .execute();
  return rows.map(({ tag }) => tag);
}

/** Adds free items in one statement; the number of those whose tag was not taken. */
export async function insertItems(transaction: DatabaseTransaction, items: readonly NewItem[]): Promise<number> {
  const { numInsertedOrUpdatedRows = 0n } = await transaction
    .insertInto('items')
    .values(items.map((item) => ({ ...item, state: 'free' as const })))
    .onConflict((conflict) => conflict.column('tag').doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows);
}

export function findItem(database: Database, tag: string): Promise<ItemRow | undefined> {
  return database.selectFrom('items').select(COLUMNS).where('tag', '=', tag).executeTakeFirst();
}

/** Puts an item that nobody has into use or out of it. */
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
