import { MEGABYTE, measureUsage } from './usage';

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
  private readonly samples = new Map<string, MemorySample[]>();
  private readonly startedAt = Date.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly processes: readonly ObservedProcess[],
    intervalMs: number,
  ) {
    for (const { name } of processes) this.samples.set(name, []);
    this.timer = setInterval(() => this.sample(), intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  getSamples(name: string): readonly MemorySample[] {
    return this.samples.get(name) ?? [];
  }

  /** Megabytes. */
  getPeak(name: string): number {
    return Math.max(...this.getSamples(name).map(({ megabytes }) => megabytes));
  }

  private sample(): void {
    const hours = (Date.now() - this.startedAt) / 3_600_000;
    for (const { name, pid, command } of this.processes)
      this.samples.get(name)?.push({ hours, megabytes: measureUsage(pid, command).rss / MEGABYTE });
  }
}
