import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 10_000;

export interface BackgroundLoop {
  /** Runs the task at once, or again after the current run. Has no effect while backing off after a failure. */
  trigger(): void;
  /** Stops the loop. Resolves when the current run has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `task` now, `intervalMs` after the end of each run, and when triggered. Backs off after failures, up to 10 s or
 * `intervalMs` if that is longer. Logs only the first failure and the recovery.
 */
export const startBackgroundLoop = (
  name: string,
  intervalMs: number,
  logger: Logger,
  task: (signal: AbortSignal) => Promise<void>,
): BackgroundLoop => new RunningLoop(name, intervalMs, logger, task);

class RunningLoop implements BackgroundLoop {
  private readonly stopController = new AbortController();
  private triggerController = new AbortController();
  private failures = 0;
  private readonly running: Promise<void>;

  constructor(
    private readonly name: string,
    private readonly intervalMs: number,
    private readonly logger: Logger,
    private readonly task: (signal: AbortSignal) => Promise<void>,
  ) {
    this.running = this.runUntilStopped();
  }

  trigger(): void {
    this.triggerController.abort();
  }

  async stop(): Promise<void> {
    this.stopController.abort();
    await this.running;
  }

  private async runUntilStopped(): Promise<void> {
    while (!this.stopController.signal.aborted) {
      this.triggerController = new AbortController();
      await this.runOnce();
      await this.pause();
    }
  }

  private async runOnce(): Promise<void> {
    try {
      await this.task(this.stopController.signal);
      if (this.failures > 0) this.logger.info(`${this.name} works again`);
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1)
        this.logger.warn({ error: describeError(error) }, `${this.name} fails; it is tried again until it works`);
    }
  }

  /** A trigger ends the pause, except after a failure. */
  private async pause(): Promise<void> {
    const hasFailed = this.failures > 0;
    const interruptSignals = [this.stopController.signal, ...(hasFailed ? [] : [this.triggerController.signal])];
    const pauseMs = hasFailed ? this.computeBackoffMs() : this.intervalMs;
    await sleep(pauseMs, undefined, { signal: AbortSignal.any(interruptSignals) }).catch(() => undefined);
  }

  private computeBackoffMs(): number {
    return Math.min(FIRST_BACKOFF_MS * 2 ** (this.failures - 1), Math.max(this.intervalMs, MAX_BACKOFF_MS));
  }
}

/** Claims and handles items, batch by batch, until a batch is not full or the loop is to stop. */
export async function handleBatches<Item>(
  { batchSize, stopSignal }: { batchSize: number; stopSignal: AbortSignal },
  claim: (limit: number) => Promise<Item[]>,
  handle: (item: Item) => Promise<void>,
): Promise<void> {
  let claimed: Item[];
  do {
    claimed = await claim(batchSize);
    await allSettledOrThrow(claimed.map(handle));
  } while (claimed.length === batchSize && !stopSignal.aborted);
}

/** Waits for all tasks, so that none is left running, then throws the first failure, if any. */
export async function allSettledOrThrow(tasks: Promise<void>[]): Promise<void> {
  await Promise.allSettled(tasks);
  await Promise.all(tasks);
}

/** Describes an error without its message, which may contain personal data. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? String(error.code) : undefined;
  return code === undefined ? error.name : `${error.name} ${code}`;
}
