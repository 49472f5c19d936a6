import { setTimeout as sleep } from 'node:timers/promises';
import type { DataConverter } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '../config';
import type { Database } from '../database/database';
import { faultOf } from '../repeat';
import { embeddedSystems } from '../systems/embedded';
import type { Mailer } from '../systems/mail/mailer';
import { connectWorker, namespaceOf } from '../temporal/connection';
import { effectActivities } from '../worker/effects';
import { projectionActivities } from '../worker/projection';
import { createWorker } from '../worker/worker';
import { definitions } from './planner';
import type { Running } from './running';

const PAUSE_MS = 1_000;

export interface WorkerParts {
  limits: Config['worker'];
  database: Database;
  connection: ClientConnectConfig;
  dataConverter: DataConverter;
  mailer: Mailer;
  /** Called when the database holds notices that somebody is owed. */
  noticesOwed: () => void;
  logger: Logger;
}

/**
 * Works on the task queue until stopped. A worker that gives up, its server having been away for too long, is replaced.
 * @throws TransportError where Temporal does not answer at the start
 */
export async function startWorker(parts: WorkerParts): Promise<Running> {
  const { logger } = parts;
  let isStopping = false;
  let current = await open(parts);

  const reopened = async (): Promise<Opened | undefined> => {
    while (!isStopping) {
      try {
        return await open(parts);
      } catch (error) {
        logger.warn({ fault: faultOf(error) }, 'No worker can be started; it is tried again');
        await sleep(PAUSE_MS);
      }
    }
    return undefined;
  };
  const run = async (): Promise<void> => {
    for (let opened: Opened | undefined = current; opened !== undefined; opened = await reopened()) {
      current = opened;
      await current.worker.run().catch((error: unknown) => {
        logger.error({ fault: faultOf(error) }, 'The worker ended; a new one takes its place');
      });
      await current.close();
    }
  };

  const running = run();
  return {
    async stop() {
      isStopping = true;
      if (current.worker.getState() === 'RUNNING') current.worker.shutdown();
      await running;
    },
  };
}

interface Opened {
  worker: Worker;
  close(): Promise<void>;
}

async function open({
  limits,
  database,
  connection,
  dataConverter,
  mailer,
  noticesOwed,
}: WorkerParts): Promise<Opened> {
  const native = await connectWorker(connection);
  const worker = await createWorker({
    connection: native,
    namespace: namespaceOf(connection),
    dataConverter,
    effects: effectActivities({ definitions, database, systems: embeddedSystems(mailer) }),
    projection: projectionActivities(database, noticesOwed),
    limits,
  });
  return { worker, close: () => native.close() };
}
