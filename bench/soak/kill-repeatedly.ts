import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../test/proofs/kills/seeded-random';
import type { Process } from '../support/processes';
import { drawGapMs } from '../support/run-at-rate';

/** A process that is killed, and its start. */
export interface Victim {
  name: string;
  process: Process;
  restart(): Promise<Process>;
}

/** Kills one victim at a time at random instants and restarts it at once. Returns the number of kills by name. */
export async function killRepeatedly(
  victims: readonly Victim[],
  { meanGapMs, until, random }: { meanGapMs: number; until: number; random: SeededRandom },
): Promise<Record<string, number>> {
  const kills: Record<string, number> = {};
  for (;;) {
    const gapMs = drawGapMs(meanGapMs, random);
    if (Date.now() + gapMs > until) return kills;
    await sleep(gapMs);
    const victim = random.pick(victims);
    await victim.process.kill();
    victim.process = await victim.restart();
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
  }
}
