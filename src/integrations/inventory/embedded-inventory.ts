import { sql } from 'kysely';
import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { countFreeItems, lockModels } from '../../database/items';
import { countValues, subtractValues } from '../../domain/count-values';
import { SystemError } from '../system-error';
import type { Inventory, Item, Reservation } from './inventory';

/**
 * Inventory in Firstday's own database. Reservations of one model are serialised: with SKIP LOCKED alone, one would
 * report `OutOfStock` while another holds the last item in a transaction that may still roll back.
 */
export const createEmbeddedInventory = (database: Database): Inventory => ({
  reserve: async ({ key, onboardingId, models, replaces = [] }) => {
    if (models.length === 0 && replaces.length === 0) return [];
    return inTransaction(database, async (tx) => {
      await lockModels(tx, models);
      const reservedItems = await listItemsByKey(tx, key);
      if (reservedItems.length > 0) return reservedItems;
      // A failure further on rolls back this release, too.
      for (const replacedKey of replaces) await moveOrRelease(tx, { key, replacedKey, models });
      const keptModels = (await listItemsByKey(tx, key)).map(({ model }) => model);
      await reserveModels(tx, { key, onboardingId, models: subtractValues(models, keptModels) });
      return listItemsByKey(tx, key);
    });
  },

  registerPurchase: ({ key, onboardingId, location, items, models }) =>
    inTransaction(database, async (tx) => {
      await lockModels(tx, [...models, ...items.map(({ model }) => model)]);
      const reservedItems = await listItemsByKey(tx, key);
      if (reservedItems.length > 0) return reservedItems;
      const takenTags: string[] = [];
      for (const item of items)
        if (!(await addBoughtItem(tx, { ...item, key, onboardingId, location }))) takenTags.push(item.tag);
      if (takenTags.length > 0) throw new SystemError('TagTaken', { tags: takenTags });
      await reserveModels(tx, { key, onboardingId, models });
      return listItemsByKey(tx, key);
    }),

  release: (key) => endReservation(database, key, 'free'),
  writeOff: (key) => endReservation(database, key, 'retired'),
});

/** Moves as many items of each wanted model as the new key still lacks, and frees the rest. */
async function moveOrRelease(
  tx: Database,
  { key, replacedKey, models }: { key: string; replacedKey: string; models: string[] },
): Promise<void> {
  const keptModels = (await listItemsByKey(tx, key)).map(({ model }) => model);
  const wanted = countValues(subtractValues(models, keptModels));
  for (const { tag, model } of await listItemsByKey(tx, replacedKey)) {
    const count = wanted.get(model) ?? 0;
    if (count === 0) continue;
    wanted.set(model, count - 1);
    await tx.updateTable('items').set({ effect_key: key }).where('tag', '=', tag).execute();
  }
  await endReservation(tx, replacedKey, 'free');
}

/** Describes the item as the most expensive one of its model. Returns false if another item has its tag. */
async function addBoughtItem(
  tx: Database,
  { tag, model, key, onboardingId, location }: Pick<Reservation, 'key' | 'onboardingId'> & Item & { location: string },
): Promise<boolean> {
  const reservedColumns = { state: 'reserved' as const, onboarding_id: onboardingId, effect_key: key, location };
  const { title = model, price_cents = 0, currency = UNKNOWN_CURRENCY } = (await findModel(tx, model)) ?? {};
  const { numInsertedOrUpdatedRows: added } = await tx
    .insertInto('items')
    .values({ tag, model, title, price_cents, currency, ...reservedColumns })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (added === 1n) return true;
  const { numUpdatedRows } = await tx
    .updateTable('items')
    .set(reservedColumns)
    .where(sql`lower(tag)`, '=', tag.toLowerCase())
    .where('model', '=', model)
    .where('state', '=', 'free')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** ISO 4217: no currency. */
const UNKNOWN_CURRENCY = 'XXX';

const findModel = (tx: Database, model: string) =>
  tx
    .selectFrom('items')
    .select(['title', 'price_cents', 'currency'])
    .where('model', '=', model)
    .orderBy('price_cents', 'desc')
    .executeTakeFirst();

/** @throws SystemError `OutOfStock` */
async function reserveModels(tx: Database, { key, onboardingId, models }: Reservation): Promise<void> {
  if (models.length === 0) return;
  const counts = countValues(models);
  const missing = await listMissingItems(tx, counts);
  if (missing.length > 0) throw new SystemError('OutOfStock', { missing });
  for (const [model, count] of counts) await reserveItems(tx, { key, onboardingId, model, count });
}

/** Lists the items out of stock, one entry each, so that a person can order it at once. */
async function listMissingItems(tx: Database, counts: Map<string, number>): Promise<string[]> {
  const freeByModel = await countFreeItems(tx, [...counts.keys()]);
  return [...counts].flatMap(([model, count]) =>
    Array.from({ length: Math.max(0, count - (freeByModel.get(model) ?? 0)) }, () => model),
  );
}

async function endReservation(database: Database, key: string, state: 'free' | 'retired'): Promise<void> {
  const endedColumns = { state, onboarding_id: null, effect_key: null };
  await database.updateTable('items').set(endedColumns).where('effect_key', '=', key).execute();
}

/** Selects once, beforehand: a subquery with a limit may run once for each row, and each time find other items. */
async function reserveItems(
  tx: Database,
  { key, onboardingId, model, count }: Pick<Reservation, 'key' | 'onboardingId'> & { model: string; count: number },
): Promise<void> {
  await tx
    .with(
      (cte) => cte('free').materialized(),
      (query) =>
        query
          .selectFrom('items')
          .select('tag')
          .where('model', '=', model)
          .where('state', '=', 'free')
          .orderBy('tag')
          .limit(count)
          .forUpdate(),
    )
    .updateTable('items')
    .set({ state: 'reserved', onboarding_id: onboardingId, effect_key: key })
    .where('tag', 'in', (query) => query.selectFrom('free').select('tag'))
    .execute();
}

const listItemsByKey = (tx: Database, key: string): Promise<Item[]> =>
  tx.selectFrom('items').select(['tag', 'model']).where('effect_key', '=', key).orderBy('tag').execute();
