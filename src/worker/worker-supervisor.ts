import { setTimeout as sleep } from 'node:timers/promises';
import { type NativeConnection, TransportError, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { describeError } from '../lib/background-loop';

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;

export interface WorkerFactory {
  connect(): Promise<NativeConnection>;
  create(connection: NativeConnection): Promise<Worker>;
}

interface ConnectedWorker {
  connection: NativeConnection;
  worker: Worker;
}

/**
 * Keeps one worker running until `stop`. Replaces a worker that fails, for example after a long Temporal outage.
 * Resolves when the first worker starts; waits for Temporal without a limit.
 * @throws any other error of the first worker's creation, since waiting would not resolve it.
 */
export async function superviseWorker(factory: WorkerFactory, logger: Logger): Promise<{ stop(): Promise<void> }> {
  const stopController = new AbortController();
  const { signal } = stopController;
  let current = await createWorkerWithRetry(factory, signal, logger, (error) => error instanceof TransportError);

  const runUntilStopped = async () => {
    while (current) {
      await runUntilEnd(current, signal, logger);
      current = await createWorkerWithRetry(factory, signal, logger, () => true);
    }
  };

  const running = runUntilStopped();
  return {
    stop: async () => {
      stopController.abort();
      if (current?.worker.getState() === 'RUNNING') current.worker.shutdown();
      await running;
    },
  };
}

/** Resolves when the worker has been shut down or has failed, and its connection is closed. */
async function runUntilEnd(
  { worker, connection }: ConnectedWorker,
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const running = worker.run();
  if (signal.aborted) worker.shutdown();
  await running.catch((error: unknown) => logger.error({ error: describeError(error) }, 'worker failed; replacing it'));
  await connection.close().catch(() => undefined);
}

/** Returns undefined once `signal` is aborted. Errors that `isTransient` accepts are retried with backoff. */
async function createWorkerWithRetry(
  factory: WorkerFactory,
  signal: AbortSignal,
  logger: Logger,
  isTransient: (error: unknown) => boolean,
): Promise<ConnectedWorker | undefined> {
  for (let backoffMs = FIRST_BACKOFF_MS; !signal.aborted; backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS)) {
    try {
      return await connectAndCreateWorker(factory);
    } catch (error) {
      if (!isTransient(error)) throw error;
      logger.warn({ error: describeError(error) }, 'no worker can be made now; it is tried again until one can');
      await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

async function connectAndCreateWorker(factory: WorkerFactory): Promise<ConnectedWorker> {
  const connection = await factory.connect();
  try {
    return { connection, worker: await factory.create(connection) };
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}
