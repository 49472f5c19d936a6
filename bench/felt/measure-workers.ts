import { runLoad } from '../support/run-load';
import { type BenchPlatform, withPlatform } from '../support/bench-platform';
import type { Process } from '../support/processes';
import { measureServersUsage } from '../support/servers';
import { measureUsage } from '../support/usage';
import type { Figure } from './figure';
import type { Sizes } from './sizes';

const WORKER_COUNTS = [1, 2, 4];
const WARM_UP_COUNT = 50;

/** Measures the throughput at saturation with one and more workers, and which processes the cores were busy with. */
export async function measureWorkers(sizes: Sizes): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const workerCount of WORKER_COUNTS) figures.push(...(await measureWorkerCount(workerCount, sizes)));
  return figures;
}

const measureWorkerCount = (workerCount: number, { count, callers }: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: 2 * (count + WARM_UP_COUNT + callers) }, async (platform) => {
    const workers = [platform.worker];
    while (workers.length < workerCount) workers.push(await platform.addWorker());
    const prefix = workerCount === 1 ? '1 worker' : `${workerCount} workers`;
    await measureThroughput(platform, workers, Math.min(WARM_UP_COUNT, count), callers);
    const { throughput, cores } = await measureThroughput(platform, workers, count, callers);
    const coreFigures = Object.entries(cores).map(([name, value]): Figure => {
      return { name: `${prefix}: cores for ${name}`, value, unit: 'cores' };
    });
    return [{ name: `${prefix}: onboardings`, value: throughput, unit: '/s' }, ...coreFigures];
  });

async function measureThroughput(platform: BenchPlatform, workers: Process[], count: number, callers: number) {
  const before = measureCpu(platform, workers);
  const startedAt = performance.now();
  let number = 0;
  const { throughput } = await runLoad(count, callers, async () => {
    await platform.runOnboarding(`workers-${startedAt}-${number++}`);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = measureCpu(platform, workers);
  const cores = Object.entries(after).map(([name, cpu]) => [name, (cpu - (before[name] ?? 0)) / seconds]);
  return { throughput, cores: Object.fromEntries(cores) as Record<string, number> };
}

/** CPU time so far in seconds, by program. */
function measureCpu({ api, servers }: BenchPlatform, workers: Process[]): Record<string, number> {
  const { PostgreSQL, Temporal } = measureServersUsage(servers);
  return {
    workers: workers.reduce((sum, { pid }) => sum + measureUsage(pid).cpu, 0),
    'the API': measureUsage(api.pid).cpu,
    PostgreSQL: PostgreSQL.cpu,
    Temporal: Temporal.cpu,
    'the caller': Object.values(process.cpuUsage()).reduce((sum, micros) => sum + micros, 0) / 1e6,
  };
}
