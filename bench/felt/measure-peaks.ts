import type { BenchPlatform } from '../support/bench-platform';
import { MemoryRecorder } from '../support/memory-recorder';
import type { Figure } from './figure';

const SAMPLE_INTERVAL_MS = 250;

/** Runs the work and adds the peak memory of the platform's first worker and API to its figures. */
export async function measurePeaks(
  { worker, api }: BenchPlatform,
  work: () => Promise<Figure[]>,
  workerLimitMb?: number,
): Promise<Figure[]> {
  const observed = [
    { name: 'worker', pid: worker.pid },
    { name: 'API', pid: api.pid },
  ];
  const memory = new MemoryRecorder(observed, SAMPLE_INTERVAL_MS);
  const figures = await work().finally(() => memory.stop());
  return [
    ...figures,
    { name: 'peak memory of the worker', value: memory.getPeak('worker'), unit: 'MB', limit: workerLimitMb },
    { name: 'peak memory of the API', value: memory.getPeak('API'), unit: 'MB' },
  ];
}
