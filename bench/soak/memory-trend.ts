import type { MemorySample } from '../support/memory-recorder';
import { fitTrend, type Trend } from '../support/statistics';

/** Share of the samples in which a new process still fills its caches and its heap. */
const WARM_UP_SHARE = 0.2;

/** In megabytes and, for the slope, megabytes per hour. */
export interface MemoryTrend extends Trend {
  first: number;
  last: number;
}

/** Leaves the warm-up out. */
export function computeMemoryTrend(samples: readonly MemorySample[]): MemoryTrend {
  const steady = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const trend = fitTrend(steady.map(({ hours, megabytes }) => ({ x: hours, y: megabytes })));
  return { ...trend, first: steady.at(0)?.megabytes ?? NaN, last: steady.at(-1)?.megabytes ?? NaN };
}
