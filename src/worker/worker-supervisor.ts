import { setTimeout as sleep } from 'node:timers/promises';
import { type NativeConnection, TransportError, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { describeError } from '../lib/background-loop';
import { StartupError } from '../lib/errors';

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;
const START_TIMEOUT_MS = 60_000;

export interface WorkerFactory {
  /** Address of Temporal, for logs and errors. */
  address: string;
  connect(): Promise<NativeConnection>;
  create(connection: NativeConnection): Promise<Worker>;
}

interface ConnectedWorker {
  connection: NativeConnection;
  worker: Worker;
}

export interface WorkerSupervisor {
  /** False while a failed worker is being replaced. */
  isWorking(): boolean;
  stop(): Promise<void>;
}

export interface StartLimits {
  /** Ends the wait for Temporal. A running worker ends only by `stop`. */
  shutdownSignal: AbortSignal;
  timeoutMs?: number;
}

/**
 * Keeps one worker running until `stop`. Replaces a worker that fails, for example after a long Temporal outage.
 * Resolves when the first worker starts, or without one when `shutdownSignal` is aborted before.
 * @throws StartupError if Temporal does not answer in time; any other error of the first worker's creation at once,
 * since waiting would not resolve it
 */
export async function superviseWorker(
  factory: WorkerFactory,
  logger: Logger,
  { shutdownSignal, timeoutMs = START_TIMEOUT_MS }: StartLimits,
): Promise<WorkerSupervisor> {
  const stopController = new AbortController();
  const signal = AbortSignal.any([stopController.signal, shutdownSignal]);
  let current = await createFirstWorker(factory, signal, logger, timeoutMs);

  const runUntilStopped = async () => {
    while (current) {
      await runUntilEnd(current, signal, logger);
      current = await createWorkerWithRetry(factory, signal, logger, () => true);
    }
  };

  const running = runUntilStopped();
  return {
    isWorking: () => current?.worker.getState() === 'RUNNING',
    stop: async () => {
      stopController.abort();
      if (current?.worker.getState() === 'RUNNING') current.worker.shutdown();
      await running;
    },
  };
}

async function createFirstWorker(
  factory: WorkerFactory,
  shutdownSignal: AbortSignal,
  logger: Logger,
  timeoutMs: number,
): Promise<ConnectedWorker | undefined> {
  const timeoutController = new AbortController();
  const timer = setTimeout(() => timeoutController.abort(), timeoutMs);
  const signal = AbortSignal.any([shutdownSignal, timeoutController.signal]);
  try {
    const first = await createWorkerWithRetry(factory, signal, logger, (error) => error instanceof TransportError);
    if (first === undefined && !shutdownSignal.aborted) throw createUnreachableError(factory.address, timeoutMs);
    return first;
  } finally {
    clearTimeout(timer);
  }
}

const createUnreachableError = (address: string, timeoutMs: number): StartupError =>
  new StartupError(
    `Temporal at ${address} did not answer within ${Math.round(timeoutMs / 1_000)} s. Start that server, or correct ` +
      'TEMPORAL_ADDRESS; without TEMPORAL_ADDRESS, "npm start" runs a server of its own.',
  );

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
      return await connectAndCreateWorker(factory, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isTransient(error)) throw error;
      const fields = { temporal: factory.address, error: describeError(error) };
      if (error instanceof TransportError) logger.warn(fields, 'Temporal does not answer; trying again');
      else logger.warn(fields, 'the worker cannot be created; trying again');
      await sleep(backoffMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

async function connectAndCreateWorker(factory: WorkerFactory, signal: AbortSignal): Promise<ConnectedWorker> {
  const connection = await connectUnlessAborted(factory, signal);
  try {
    return { connection, worker: await factory.create(connection) };
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

/** Rejects as soon as `signal` is aborted: a connection to a silent server fails only after minutes. */
async function connectUnlessAborted(factory: WorkerFactory, signal: AbortSignal): Promise<NativeConnection> {
  const connecting = factory.connect();
  const settledController = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { signal: settledController.signal });
  });
  try {
    return await Promise.race([connecting, aborted]);
  } catch (error) {
    connecting.then((connection) => connection.close()).catch(() => undefined);
    throw error;
  } finally {
    settledController.abort();
  }
}
