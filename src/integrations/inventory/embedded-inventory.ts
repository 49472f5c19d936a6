import { inTransaction } from '../../database/transactions';
import type { Database } from '../../database/client';
import { countFreeItems, lockModels } from '../../database/items';
import { countValues } from '../../domain/count-values';
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
      const counts = countValues(models);
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
  const freeByModel = await countFreeItems(tx, [...counts.keys()]);
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

const listItemsByKey = (tx: Database, key: string): Promise<Item[]> =>
  tx.selectFrom('items').select(['tag', 'model']).where('effect_key', '=', key).orderBy('tag').execute();
