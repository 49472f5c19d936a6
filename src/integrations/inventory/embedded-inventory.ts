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
  reserve: async ({ key, onboardingId, models, replaces = [] }) => {
    if (models.length === 0 && replaces.length === 0) return [];
    return inTransaction(database, async (tx) => {
      await lockModels(tx, models);
      const reservedItems = await listItemsByKey(tx, key);
      if (reservedItems.length > 0) return reservedItems;
      // A failure further on rolls back this release, too.
      for (const replacedKey of replaces) await moveOrRelease(tx, { key, replacedKey, models });
      const counts = countValues(models);
      for (const { model } of await listItemsByKey(tx, key)) counts.set(model, (counts.get(model) ?? 0) - 1);
      const missing = await listMissingItems(tx, counts);
      if (missing.length > 0) throw new SystemError('OutOfStock', { missing });
      for (const [model, count] of counts) await reserveItems(tx, { key, onboardingId, model, count });
      return listItemsByKey(tx, key);
    });
  },

  release: (key) => endReservation(database, key, 'free'),
  writeOff: (key) => endReservation(database, key, 'retired'),
});

/** Moves as many items of each wanted model as the new key still lacks, and frees the rest. */
async function moveOrRelease(
  tx: Database,
  { key, replacedKey, models }: { key: string; replacedKey: string; models: string[] },
): Promise<void> {
  const wanted = countValues(models);
  for (const { model } of await listItemsByKey(tx, key)) wanted.set(model, (wanted.get(model) ?? 0) - 1);
  for (const { tag, model } of await listItemsByKey(tx, replacedKey)) {
    const count = wanted.get(model) ?? 0;
    if (count <= 0) continue;
    wanted.set(model, count - 1);
    await tx.updateTable('items').set({ effect_key: key }).where('tag', '=', tag).execute();
  }
  await endReservation(tx, replacedKey, 'free');
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
