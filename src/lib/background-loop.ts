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
  intervalMs: number,
  logger: Logger,
  task: (signal: AbortSignal) => Promise<void>,
): BackgroundLoop {
  const stopController = new AbortController();
  let triggerController = new AbortController();
  let failures = 0;

  async function runOnce(): Promise<void> {
    try {
      await task(stopController.signal);
      if (failures > 0) logger.info(`${name} works again`);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1)
        logger.warn({ error: describeError(error) }, `${name} fails; it is tried again until it works`);
    }
  }

  async function runUntilStopped(): Promise<void> {
    while (!stopController.signal.aborted) {
      triggerController = new AbortController();
      await runOnce();
      const pauseMs = failures === 0 ? intervalMs : Math.min(250 * 2 ** failures, Math.max(intervalMs, MAX_BACKOFF_MS));
      const interruptSignals =
        failures === 0 ? [stopController.signal, triggerController.signal] : [stopController.signal];
      await sleep(pauseMs, undefined, { signal: AbortSignal.any(interruptSignals) }).catch(() => undefined);
    }
  }

  const running = runUntilStopped();
  return {
    trigger: () => triggerController.abort(),
    stop: async () => {
      stopController.abort();
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
