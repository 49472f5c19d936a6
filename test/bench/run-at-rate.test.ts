import { runAtRate } from '../../bench/support/run-at-rate';
import { SeededRandom } from '../proofs/kills/seeded-random';

const ITEMS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Returns the milliseconds between the arrivals. */
async function recordGaps(seed: number, run: () => Promise<void>): Promise<number[]> {
  const arrivals: number[] = [];
  await runAtRate(ITEMS, 200, new SeededRandom(seed), (_, dueAt) => {
    arrivals.push(dueAt);
    return run();
  });
  return arrivals.slice(1).map((at, index) => Math.round(at - (arrivals[index] ?? NaN)));
}

test('arrivals do not wait for earlier ones', async () => {
  let areAllRunning = () => undefined as void;
  const allRunning = new Promise<void>((resolve) => (areAllRunning = resolve));
  let running = 0;
  await recordGaps(1, () => {
    running += 1;
    if (running === ITEMS.length) areAllRunning();
    return allRunning;
  });
  expect(running).toBe(ITEMS.length);
});

test('arrivals are irregular, and repeated by their seed', async () => {
  const gaps = await recordGaps(7, () => Promise.resolve());
  expect(await recordGaps(7, () => Promise.resolve())).toEqual(gaps);
  expect(await recordGaps(8, () => Promise.resolve())).not.toEqual(gaps);
});

test('a failed run fails the whole, after the others have arrived', async () => {
  let runs = 0;
  const running = recordGaps(1, () => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('refused')) : Promise.resolve();
  });
  await expect(running).rejects.toThrow('refused');
  expect(runs).toBe(ITEMS.length);
});
