import { randomUUID } from 'node:crypto';
import { createEmbeddedInventory } from '../../src/integrations/inventory/embedded-inventory';
import { createBarrier } from '../support/activity-test-environment';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let base: TestDatabase;
beforeAll(async () => void (base = await createTestDatabase()));
afterAll(() => base.close());

const stock = (model: string, count: number) =>
  base.database
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
const wish = (...models: string[]) => ({ key: randomUUID(), onboardingId: randomUUID(), models });
const reserve = (...models: string[]) => createEmbeddedInventory(base.database).reserve(wish(...models));

it('50 onboardings at once want 30 laptops: 30 get one, 20 are told OutOfStock, no tag twice', async () => {
  await stock('laptop', 30);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => reserve('laptop')));
  const tags = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value.map(({ tag }) => tag) : [],
  );
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.type] : []));
  expect(new Set(tags).size).toBe(30);
  expect(tags).toHaveLength(30);
  expect(errors).toEqual(Array.from({ length: 20 }, () => 'OutOfStock'));
});

it('does not say OutOfStock while the last item is held by a transaction that rolls back', async () => {
  await stock('rare', 1);
  const held = createBarrier();
  const holder = base.database.transaction().execute(async (tx) => {
    await createEmbeddedInventory(tx).reserve(wish('rare'));
    await held.pass();
    throw new Error('rolled back');
  });
  holder.catch(() => undefined);
  await held.reached;
  const waiting = reserve('rare');
  await aLockIsWaitedFor();
  held.open();
  await expect(holder).rejects.toThrow('rolled back');
  expect(await waiting).toEqual([{ tag: 'rare-0', model: 'rare' }]);
});

it('takes all or none', async () => {
  await stock('desk', 1);
  await expect(reserve('desk', 'chair')).rejects.toMatchObject({
    type: 'OutOfStock',
    message: 'No chair is in stock.',
  });
  await expect(reserve('desk', 'desk')).rejects.toMatchObject({ type: 'OutOfStock' });
  expect(await reserve('desk')).toHaveLength(1);
});

it('never deadlocks, whatever the order of the models and however many of each', async () => {
  await stock('phone', 40);
  await stock('tablet', 40);
  const wishes = [
    ['phone', 'tablet'],
    ['tablet', 'phone'],
    ['phone', 'phone', 'tablet'],
    ['tablet', 'tablet', 'phone'],
  ];
  const items = await Promise.all(Array.from({ length: 24 }, (_, index) => reserve(...(wishes[index % 4] ?? []))));
  const tags = items.flat().map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(6 * (2 + 2 + 3 + 3));
});

it('gives the same items for the same key, also to overlapping calls, and frees them', async () => {
  await stock('dock', 3);
  const inventory = createEmbeddedInventory(base.database);
  const same = wish('dock');
  const answers = await Promise.all(Array.from({ length: 8 }, () => inventory.reserve(same)));
  expect(new Set(answers.map((items) => JSON.stringify(items))).size).toBe(1);
  await inventory.release(same.key);
  await inventory.release(same.key);
  expect(await reserve('dock', 'dock', 'dock')).toHaveLength(3);
});

it('gives nothing to who wants nothing', async () => {
  expect(await reserve()).toEqual([]);
});

async function aLockIsWaitedFor(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await base.pool.query(waiting)).rowCount === 0);
}
