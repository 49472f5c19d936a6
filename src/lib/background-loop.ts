import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const MAX_BACKOFF_MS = 10_000;

export interface BackgroundLoop {
  /** Runs the task at once, or again after the current run. Has no effect while backing off after a failure. */
  trigger(): void;
  /** Stops the loop. Resolves when the current run has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `task` now, `everyMs` after the end of each run, and when triggered. Backs off after failures, up to 10 s or
 * `everyMs` if that is longer. Logs only the first failure and the recovery.
 */
export function startBackgroundLoop(
  name: string,
  everyMs: number,
  logger: Logger,
  task: (signal: AbortSignal) => Promise<void>,
): BackgroundLoop {
  const stopping = new AbortController();
  let wakeUp = new AbortController();
  let failures = 0;

  async function runOnce(): Promise<void> {
    try {
      await task(stopping.signal);
      if (failures > 0) logger.info(`${name} works again`);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1)
        logger.warn({ fault: describeError(error) }, `${name} fails; it is tried again until it works`);
    }
  }

  async function runUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      wakeUp = new AbortController();
      await runOnce();
      const pauseMs = failures === 0 ? everyMs : Math.min(250 * 2 ** failures, Math.max(everyMs, MAX_BACKOFF_MS));
      const wakers = failures === 0 ? [stopping.signal, wakeUp.signal] : [stopping.signal];
      await sleep(pauseMs, undefined, { signal: AbortSignal.any(wakers) }).catch(() => undefined);
    }
  }

  const running = runUntilStopped();
  return {
    trigger: () => wakeUp.abort(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
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
