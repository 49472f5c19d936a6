import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../test/proofs/kills/seeded-random';

/**
 * Open loop: starts one run per item at random instants, on average `perSecond`, however long the runs take.
 * `run` gets the instant at which its item was due: a latency from then on includes a late start.
 */
export async function runAtRate<Item>(
  items: Iterable<Item>,
  perSecond: number,
  random: SeededRandom,
  run: (item: Item, dueAt: number) => Promise<void>,
): Promise<void> {
  const runs: Promise<void>[] = [];
  let dueAt = Date.now();
  for (const item of items) {
    dueAt += drawGapMs(1_000 / perSecond, random);
    await sleep(Math.max(0, dueAt - Date.now()));
    const running = run(item, dueAt);
    // A failure is reported at the end; until then it must not end the process.
    running.catch(() => undefined);
    runs.push(running);
  }
  await Promise.all(runs);
}

/** Exponential, as between independent arrivals. */
export const drawGapMs = (meanMs: number, random: SeededRandom): number => -meanMs * Math.log(1 - random.next());
