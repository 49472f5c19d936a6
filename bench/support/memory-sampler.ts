import type { Process } from './processes';
import { measureUsage } from './usage';

const SAMPLE_INTERVAL_MS = 250;

/** Records the largest resident memory of API and worker, in bytes, until `stop`. */
export class MemorySampler {
  readonly peaks = { api: 0, worker: 0 };
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly api: Process,
    private worker: Process,
  ) {
    this.timer = setInterval(() => this.sample(), SAMPLE_INTERVAL_MS);
  }

  replaceWorker(worker: Process): void {
    this.worker = worker;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sample(): void {
    this.peaks.api = Math.max(this.peaks.api, measureUsage(this.api.pid).rss);
    this.peaks.worker = Math.max(this.peaks.worker, measureUsage(this.worker.pid).rss);
  }
}
