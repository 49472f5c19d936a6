import { allocatePort } from '../../test/support/ports';
import { SeededRandom } from '../../test/proofs/kills/seeded-random';
import { MemoryRecorder, type ObservedProcess } from '../support/memory-recorder';
import { runLoad } from '../support/run-load';
import type { BenchPlatform } from '../support/bench-platform';
import type { Process } from '../support/processes';
import { killRepeatedly, type Victim } from './kill-repeatedly';
import { listLosses } from './list-losses';
import { computeMemoryTrend, type MemoryTrend } from './memory-trend';
import { runOnboardings } from './run-onboardings';
import type { SoakResult } from './format-soak';

const CAPACITY_COUNT = 300;
const CAPACITY_CALLERS = 50;

export interface SoakOptions {
  minutes: number;
  /** Onboardings per second. 0: half of the measured capacity. */
  rate: number;
  /** Mean seconds between two kills, and seconds between two samples of the memory. */
  'kill-every': number;
  'sample-every': number;
  seed: number;
}

/**
 * Keeps the platform under load while one worker and one API are killed at random. A second worker and a second API
 * live through the run: a process that is killed every few minutes would never show that its memory grows.
 */
export async function soakPlatform(platform: BenchPlatform, options: SoakOptions): Promise<SoakResult> {
  const { minutes, seed } = options;
  const port = String(await allocatePort());
  const [worker, api] = [await platform.addWorker(), await platform.addApi(port)];
  const capacity = options.rate > 0 ? undefined : await measureCapacity(platform);
  const rate = capacity === undefined ? options.rate : capacity / 2;
  const observed = listObserved(platform, worker, api);
  const memory = new MemoryRecorder(observed, options['sample-every'] * 1_000);
  const until = Date.now() + minutes * 60_000;
  const ports = [platform.env.PORT ?? '', port];
  const [ids, kills] = await Promise.all([
    runOnboardings(platform, { rate, until, ports, random: new SeededRandom(seed) }),
    killVictims(platform, until, options),
  ]);
  memory.stop();
  const trends = Object.fromEntries(observed.map(({ name }) => [name, computeMemoryTrend(memory.getSamples(name))]));
  const losses = [...listEnded(trends), ...(await listLosses(platform, ids))];
  return { minutes, rate, capacity, seed, accepted: ids.length, kills, losses, memory: trends };
}

/** Observed processes are not killed: one that is gone failed. */
const listEnded = (trends: Record<string, MemoryTrend>): string[] =>
  Object.keys(trends)
    .filter((name) => trends[name]?.last === 0)
    .map((name) => `${name} ended by itself`);

const listObserved = ({ servers }: BenchPlatform, worker: Process, api: Process): ObservedProcess[] => [
  { name: 'worker', pid: worker.pid },
  { name: 'API', pid: api.pid },
  { name: 'Temporal', pid: servers.process.pid, command: 'temporal' },
];

/** Draws from a seed of its own: the load, which runs beside it, would otherwise change its instants. */
const killVictims = (platform: BenchPlatform, until: number, options: SoakOptions): Promise<Record<string, number>> =>
  killRepeatedly(listVictims(platform), {
    meanGapMs: options['kill-every'] * 1_000,
    until,
    random: new SeededRandom(options.seed + 1),
  });

const listVictims = (platform: BenchPlatform): Victim[] => [
  { name: 'worker', process: platform.worker, restart: () => platform.addWorker() },
  { name: 'API', process: platform.api, restart: () => platform.addApi(platform.env.PORT ?? '') },
];

async function measureCapacity(platform: BenchPlatform): Promise<number> {
  let number = 0;
  const { throughput } = await runLoad(CAPACITY_COUNT, CAPACITY_CALLERS, async () => {
    await platform.runOnboarding(`capacity-${number++}`);
  });
  return throughput;
}
