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
      for (const [model, count] of countByModel(models)) await reserveItems(tx, { key, onboardingId, model, count });
      return listItemsByKey(tx, key);
    });
  },

  release: async (key) => {
    const freedColumns = { state: 'free' as const, onboarding_id: null, effect_key: null };
    await database.updateTable('items').set(freedColumns).where('effect_key', '=', key).execute();
  },
});

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
  const updated = await tx
    .updateTable('items')
    .set({ state: 'reserved', onboarding_id: onboardingId, effect_key: key })
    .where('tag', 'in', freeTags)
    .executeTakeFirst();
  if (Number(updated.numUpdatedRows) < count) throw new SystemError('OutOfStock', { model });
}

const countByModel = (models: string[]): Map<string, number> =>
  models.reduce((counts, model) => counts.set(model, (counts.get(model) ?? 0) + 1), new Map<string, number>());

const listItemsByKey = (tx: Database, key: string): Promise<Item[]> =>
  tx.selectFrom('items').select(['tag', 'model']).where('effect_key', '=', key).orderBy('tag').execute();
