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
 * Keeps one worker running until `stop`: one that fails, Temporal having been away too long, is replaced by a new one.
 * Resolves when the first runs, however long Temporal takes to answer.
 * @throws what else hinders the first one, since that does not pass by waiting
 */
export async function superviseWorker(factory: WorkerFactory, logger: Logger): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = await createWorkerWithRetry(factory, signal, logger, (error) => error instanceof TransportError);

  const runUntilStopped = async () => {
    while (current) {
      const ended = current.worker.run();
      if (signal.aborted) current.worker.shutdown();
      await ended.catch((error: unknown) =>
        logger.error({ fault: describeError(error) }, 'worker failed; replacing it'),
      );
      await current.connection.close().catch(() => undefined);
      current = await createWorkerWithRetry(factory, signal, logger, () => true);
    }
  };

  const running = runUntilStopped();
  return {
    stop: async () => {
      stopping.abort();
      if (current?.worker.getState() === 'RUNNING') current.worker.shutdown();
      await running;
    },
  };
}

/** A worker ready to run; undefined once `signal` is aborted. Faults that `passes` holds of are waited out. */
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
      logger.warn({ fault: describeError(error) }, 'no worker can be made now; it is tried again until one can');
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
