import { randomUUID } from 'node:crypto';
import { createEmbeddedInventory } from '../../src/integrations/inventory/embedded-inventory';
import type { Item, Purchase } from '../../src/integrations/inventory/inventory';
import { createBarrier } from '../support/activity-test-environment';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

const insertItems = (model: string, count: number, { database } = testDb) =>
  database
    .insertInto('items')
    .values(
      Array.from({ length: count }, (_, index) => ({
        tag: `${model}-${index}`,
        model,
        title: model,
        price_cents: 100,
        currency: 'EUR',
        state: 'free' as const,
      })),
    )
    .execute();
const createReservation = (...models: string[]) => ({ key: randomUUID(), onboardingId: randomUUID(), models });
const reserve = (...models: string[]) => createEmbeddedInventory(testDb.database).reserve(createReservation(...models));

it('50 requests for 30 laptops: 30 succeed, 20 fail, no tag twice', async () => {
  await insertItems('laptop', 30);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => reserve('laptop')));
  const tags = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value.map(({ tag }) => tag) : [],
  );
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.type] : []));
  expect(new Set(tags).size).toBe(30);
  expect(tags).toHaveLength(30);
  expect(errors).toEqual(Array.from({ length: 20 }, () => 'OutOfStock'));
});

it('reserves no more than requested where PostgreSQL joins by a loop: it counted the table while it was empty', async () => {
  const emptyDb = await createTestDatabase();
  await insertItems('sample', 3, emptyDb);
  await emptyDb.pool.query('delete from items');
  await emptyDb.pool.query('analyze items');
  await insertItems('badge', 3, emptyDb);
  const inventory = createEmbeddedInventory(emptyDb.database);
  expect(await inventory.reserve(createReservation('badge'))).toEqual([{ tag: 'badge-0', model: 'badge' }]);
  expect(await inventory.reserve(createReservation('badge', 'badge'))).toHaveLength(2);
  await emptyDb.close();
});

it('waits for an open transaction before it reports OutOfStock', async () => {
  await insertItems('rare', 1);
  const barrier = createBarrier();
  const holder = testDb.database.transaction().execute(async (tx) => {
    await createEmbeddedInventory(tx).reserve(createReservation('rare'));
    await barrier.pass();
    throw new Error('rolled back');
  });
  holder.catch(() => undefined);
  await barrier.reached;
  const waiting = reserve('rare');
  await waitForLockWaiter();
  barrier.open();
  await expect(holder).rejects.toThrow('rolled back');
  expect(await waiting).toEqual([{ tag: 'rare-0', model: 'rare' }]);
});

it('reserves all or none', async () => {
  await insertItems('desk', 1);
  await expect(reserve('desk', 'chair')).rejects.toMatchObject({
    type: 'OutOfStock',
    params: { missing: ['chair'] },
  });
  await expect(reserve('desk', 'desk')).rejects.toMatchObject({ type: 'OutOfStock' });
  expect(await reserve('desk')).toHaveLength(1);
});

it('names every missing item, so that all can be ordered at once', async () => {
  await insertItems('lamp', 1);
  await expect(reserve('lamp', 'lamp', 'lamp', 'stool')).rejects.toMatchObject({
    type: 'OutOfStock',
    params: { missing: ['lamp', 'lamp', 'stool'] },
  });
});

it('never deadlocks, in any order of models', async () => {
  await insertItems('phone', 40);
  await insertItems('tablet', 40);
  const modelLists = [
    ['phone', 'tablet'],
    ['tablet', 'phone'],
    ['phone', 'phone', 'tablet'],
    ['tablet', 'tablet', 'phone'],
  ];
  const items = await Promise.all(Array.from({ length: 24 }, (_, index) => reserve(...(modelLists[index % 4] ?? []))));
  const tags = items.flat().map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(6 * (2 + 2 + 3 + 3));
});

it('the same key yields the same items, also concurrently; release frees them', async () => {
  await insertItems('dock', 3);
  const inventory = createEmbeddedInventory(testDb.database);
  const reservation = createReservation('dock');
  const results = await Promise.all(Array.from({ length: 8 }, () => inventory.reserve(reservation)));
  expect(new Set(results.map((items) => JSON.stringify(items))).size).toBe(1);
  await inventory.release(reservation.key);
  await inventory.release(reservation.key);
  expect(await reserve('dock', 'dock', 'dock')).toHaveLength(3);
});

it('lost items are written off once, and nobody gets them again', async () => {
  await insertItems('badge', 3);
  const inventory = createEmbeddedInventory(testDb.database);
  const lost = createReservation('badge', 'badge');
  await inventory.reserve(lost);
  await inventory.writeOff(lost.key);
  await inventory.writeOff(lost.key);
  await inventory.release(lost.key);
  await expect(reserve('badge', 'badge')).rejects.toMatchObject({ type: 'OutOfStock' });
  const rows = await testDb.database.selectFrom('items').select('state').where('model', '=', 'badge').execute();
  expect(rows.map(({ state }) => state).sort()).toEqual(['free', 'retired', 'retired']);
});

describe('a purchase', () => {
  const inventory = () => createEmbeddedInventory(testDb.database);
  const createPurchase = (items: Item[], models: string[] = []): Purchase => ({
    key: randomUUID(),
    onboardingId: randomUUID(),
    location: 'berlin',
    items,
    models,
  });
  const loadItem = (tag: string) =>
    testDb.database.selectFrom('items').selectAll().where('tag', '=', tag).executeTakeFirst();

  it('enters the items with model and location, assigned at once; the rest comes from the stock', async () => {
    await insertItems('monitor', 1);
    const purchase = createPurchase([{ tag: 'MON-7', model: 'monitor' }], ['monitor']);
    const items = await inventory().registerPurchase(purchase);
    expect(items).toEqual([
      { tag: 'MON-7', model: 'monitor' },
      { tag: 'monitor-0', model: 'monitor' },
    ]);
    expect(await inventory().registerPurchase(purchase)).toEqual(items);
    expect(await loadItem('MON-7')).toMatchObject({
      model: 'monitor',
      title: 'monitor',
      price_cents: 100,
      currency: 'EUR',
      location: 'berlin',
      state: 'reserved',
      onboarding_id: purchase.onboardingId,
    });
  });

  it('given back, is free stock of its location, and may be registered again', async () => {
    const purchase = createPurchase([{ tag: 'HEAD-1', model: 'headset' }]);
    await inventory().registerPurchase(purchase);
    await inventory().release(purchase.key);
    expect(await loadItem('HEAD-1')).toMatchObject({ state: 'free', location: 'berlin', onboarding_id: null });
    expect(await inventory().registerPurchase({ ...purchase, key: randomUUID() })).toHaveLength(1);
  });

  it.each([
    ['of another model', { tag: 'KEY-1', model: 'keyboard-2' }],
    ['that somebody has', { tag: 'key-2', model: 'keyboard' }],
  ])('with the tag of an item %s enters nothing', async (_what, item) => {
    const tags = ['KEY-1', 'KEY-2'].map((tag) => ({ tag, model: 'keyboard' }));
    const earlier = createPurchase(tags);
    await inventory().registerPurchase(earlier);
    if (item.tag === 'KEY-1') await inventory().release(earlier.key);
    const other = { tag: `fresh-${item.tag}`, model: 'keyboard' };
    await expect(inventory().registerPurchase(createPurchase([other, item]))).rejects.toMatchObject({
      type: 'TagTaken',
      params: { tags: [item.tag] },
    });
    expect(await loadItem(other.tag)).toBeUndefined();
    await testDb.database.deleteFrom('items').where('model', '=', 'keyboard').execute();
  });

  it('enters nothing if the rest is out of stock', async () => {
    const purchase = createPurchase([{ tag: 'CAM-1', model: 'camera' }], ['tripod']);
    await expect(inventory().registerPurchase(purchase)).rejects.toMatchObject({
      type: 'OutOfStock',
      params: { missing: ['tripod'] },
    });
    expect(await loadItem('CAM-1')).toBeUndefined();
  });
});

it('reserves nothing for an empty request', async () => {
  expect(await reserve()).toEqual([]);
});

async function waitForLockWaiter(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await testDb.pool.query(waiting)).rowCount === 0);
}

describe('a reservation that replaces another', () => {
  const replace = (replaced: { key: string; onboardingId: string }, ...models: string[]) =>
    createEmbeddedInventory(testDb.database).reserve({
      key: randomUUID(),
      onboardingId: replaced.onboardingId,
      models,
      replaces: [replaced.key],
    });
  const countFree = async (model: string) =>
    (await testDb.pool.query(`select 1 from items where model = $1 and state = 'free'`, [model])).rowCount;

  it('keeps the items still wanted, although none is free, and frees the rest', async () => {
    await insertItems('screen', 2);
    await insertItems('mouse', 1);
    const first = createReservation('screen', 'screen');
    const before = await createEmbeddedInventory(testDb.database).reserve(first);
    const after = await replace(first, 'screen', 'mouse');
    expect(after.map(({ model }) => model).sort()).toEqual(['mouse', 'screen']);
    expect(before.map(({ tag }) => tag)).toContain(after.find(({ model }) => model === 'screen')?.tag);
    expect([await countFree('screen'), await countFree('mouse')]).toEqual([1, 0]);
  });

  it('leaves everything as it was if an item is missing', async () => {
    await insertItems('headset', 1);
    const first = createReservation('headset');
    await createEmbeddedInventory(testDb.database).reserve(first);
    await expect(replace(first, 'headset', 'headset')).rejects.toMatchObject({ params: { missing: ['headset'] } });
    expect(await createEmbeddedInventory(testDb.database).reserve(first)).toHaveLength(1);
  });

  it('frees all if nothing is wanted any more', async () => {
    await insertItems('webcam', 1);
    const first = createReservation('webcam');
    await createEmbeddedInventory(testDb.database).reserve(first);
    expect(await replace(first)).toEqual([]);
    expect(await countFree('webcam')).toBe(1);
  });
});
