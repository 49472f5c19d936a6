import { setTimeout as sleep } from 'node:timers/promises';
import { type NativeConnection, TransportError, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { faultOf } from '../lib/background-loop';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export interface WorkerSource {
  connect(): Promise<NativeConnection>;
  create(connection: NativeConnection): Promise<Worker>;
}

interface Assembled {
  connection: NativeConnection;
  worker: Worker;
}

/**
 * Keeps one worker running until `stop`: one that fails, Temporal having been away too long, is replaced by a new one.
 * Resolves when the first runs, however long Temporal takes to answer.
 * @throws what else hinders the first one, since that does not pass by waiting
 */
export async function keepWorking(source: WorkerSource, logger: Logger): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = await assembleUntil(source, signal, logger, (error) => error instanceof TransportError);

  const loop = async () => {
    while (current) {
      const ended = current.worker.run();
      if (signal.aborted) current.worker.shutdown();
      await ended.catch((error: unknown) => logger.error({ fault: faultOf(error) }, 'worker failed; replacing it'));
      await current.connection.close().catch(() => undefined);
      current = await assembleUntil(source, signal, logger, () => true);
    }
  };

  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      if (current?.worker.getState() === 'RUNNING') current.worker.shutdown();
      await running;
    },
  };
}

/** A worker ready to run; undefined once `signal` is aborted. Faults that `passes` holds of are waited out. */
async function assembleUntil(
  source: WorkerSource,
  signal: AbortSignal,
  logger: Logger,
  passes: (error: unknown) => boolean,
): Promise<Assembled | undefined> {
  for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await assemble(source);
    } catch (error) {
      if (!passes(error)) throw error;
      logger.warn({ fault: faultOf(error) }, 'no worker can be made now; it is tried again until one can');
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

async function assemble(source: WorkerSource): Promise<Assembled> {
  const connection = await source.connect();
  try {
    return { connection, worker: await source.create(connection) };
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}
