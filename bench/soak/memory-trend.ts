import { fitTrend, type Trend } from '../support/statistics';
import { measureUsage } from '../support/usage';

const MEGABYTE = 1_048_576;
/** Share of the samples in which a new process still fills its caches and its heap. */
const WARM_UP_SHARE = 0.2;

export interface MemorySample {
  /** Hours since the start. */
  hours: number;
  megabytes: number;
}

/** A process that is observed. `command` restricts it to that program among its descendants. */
export interface ObservedProcess {
  name: string;
  pid: number;
  command?: string;
}

/** Samples the resident memory of processes in regular intervals until `stop`. */
export class MemoryRecorder {
  readonly samples = new Map<string, MemorySample[]>();
  private readonly startedAt = Date.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly processes: readonly ObservedProcess[],
    intervalMs: number,
  ) {
    this.timer = setInterval(() => this.sample(), intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sample(): void {
    const hours = (Date.now() - this.startedAt) / 3_600_000;
    for (const { name, pid, command } of this.processes) {
      const samples = this.samples.get(name) ?? [];
      this.samples.set(name, [...samples, { hours, megabytes: measureUsage(pid, command).rss / MEGABYTE }]);
    }
  }
}

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
