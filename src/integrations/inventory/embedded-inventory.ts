import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { lockModels } from '../../database/items';
import { SystemError } from '../system-error';
import type { Inventory, Item } from './inventory';

/**
 * Inventory in Firstday's own database. Reservations of one model are serialised: with SKIP LOCKED alone, one would
 * report `OutOfStock` while another holds the last item in a transaction that may still roll back.
 */
export const createEmbeddedInventory = (database: Database): Inventory => ({
  reserve: async ({ key, onboardingId, models }) => {
    if (models.length === 0) return [];
    return inTransaction(database, async (tx) => {
      await lockModels(tx, models);
      const reservedItems = await listItemsByKey(tx, key);
      if (reservedItems.length > 0) return reservedItems;
      const counts = countByModel(models);
      const missing = await listMissingItems(tx, counts);
      if (missing.length > 0) throw new SystemError('OutOfStock', { missing });
      for (const [model, count] of counts) await reserveItems(tx, { key, onboardingId, model, count });
      return listItemsByKey(tx, key);
    });
  },

  release: (key) => endReservation(database, key, 'free'),
  writeOff: (key) => endReservation(database, key, 'retired'),
});

/** Lists the items out of stock, one entry each, so that a person can order it at once. */
async function listMissingItems(tx: Database, counts: Map<string, number>): Promise<string[]> {
  const rows = await tx
    .selectFrom('items')
    .select(['model', (select) => select.fn.countAll<string>().as('free')])
    .where('model', 'in', [...counts.keys()])
    .where('state', '=', 'free')
    .groupBy('model')
    .execute();
  const freeByModel = new Map(rows.map(({ model, free }) => [model, Number(free)]));
  return [...counts].flatMap(([model, count]) =>
    Array.from({ length: Math.max(0, count - (freeByModel.get(model) ?? 0)) }, () => model),
  );
}

async function endReservation(database: Database, key: string, state: 'free' | 'retired'): Promise<void> {
  const endedColumns = { state, onboarding_id: null, effect_key: null };
  await database.updateTable('items').set(endedColumns).where('effect_key', '=', key).execute();
}

async function reserveItems(
  tx: Database,
  { key, onboardingId, model, count }: { key: string; onboardingId: string; model: string; count: number },
): Promise<void> {
  const freeTags = tx
    .selectFrom('items')
    .select('tag')
    .where('model', '=', model)
    .where('state', '=', 'free')
    .orderBy('tag')
    .limit(count)
    .forUpdate();
  await tx
    .updateTable('items')
    .set({ state: 'reserved', onboarding_id: onboardingId, effect_key: key })
    .where('tag', 'in', freeTags)
    .execute();
}

const countByModel = (models: string[]): Map<string, number> =>
  models.reduce((counts, model) => counts.set(model, (counts.get(model) ?? 0) + 1), new Map<string, number>());

const listItemsByKey = (tx: Database, key: string): Promise<Item[]> =>
  tx.selectFrom('items').select(['tag', 'model']).where('effect_key', '=', key).orderBy('tag').execute();
