import { Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes';
import type { Command } from '../command';
import { LOOPBACK } from '../free-ports';
import { pollUntil } from '../../lib/poll-until';

const START_TIMEOUT_MS = 60_000;
const NAMESPACE = 'default';
/**
 * With the default of ten minutes, an onboarding is delayed by as much after its worker was killed several times during
 * one task (docs/operations.md, "A task that timed out").
 */
const TASK_RETRY_MAX_INTERVAL = '1s';
/**
 * Partitions of a task queue. With the default of four, a task can wait up to a minute in a partition that none of a
 * worker's polls has reached, as seen after a storm of kills. One node needs one.
 */
const TASK_QUEUE_PARTITIONS = 1;
/**
 * Interval at which the server saves how far it has come. By default it is up to five minutes, and a start after a kill
 * queues all tasks since then again, also those long done: after a storm of kills thousands came before the open ones.
 */
const PROGRESS_SAVE_INTERVAL = '1s';

/** Temporal's development server on loopback. Without `file` it loses its data when it ends. */
export interface DevelopmentServer {
  cli: string;
  port: number;
  /** Port of the web UI. Headless if undefined. */
  uiPort?: number;
  file?: string;
}

export const getTemporalAddress = ({ port }: DevelopmentServer): string => `${LOOPBACK}:${port}`;

/** Builds the command that runs the server in the foreground. */
export function buildTemporalCommand({ cli, port, uiPort, file }: DevelopmentServer): Command {
  const attributes = Object.values(SEARCH_ATTRIBUTES).map(
    ({ name, type }) => `--search-attribute=${name}=${TypedSearchAttributes.toMetadataType(type)}`,
  );
  const storage = file
    ? [`--db-filename=${file}`, '--sqlite-pragma=journal_mode=WAL', '--sqlite-pragma=synchronous=NORMAL']
    : [];
  const uiArgs = uiPort === undefined ? ['--headless'] : [`--ui-port=${uiPort}`];
  const tuning = Object.entries({
    'system.enableActivityEagerExecution': true,
    'history.workflowTaskRetryMaxInterval': TASK_RETRY_MAX_INTERVAL,
    'matching.numTaskqueueReadPartitions': TASK_QUEUE_PARTITIONS,
    'matching.numTaskqueueWritePartitions': TASK_QUEUE_PARTITIONS,
    'matching.updateAckInterval': PROGRESS_SAVE_INTERVAL,
    'history.transferProcessorUpdateAckInterval': PROGRESS_SAVE_INTERVAL,
    'history.shardUpdateMinInterval': PROGRESS_SAVE_INTERVAL,
  }).map(([name, value]) => `--dynamic-config-value=${name}=${JSON.stringify(value)}`);
  const log = ['--log-level=error', '--log-format=json'];
  const args = ['server', 'start-dev', `--ip=${LOOPBACK}`, `--port=${port}`, ...uiArgs, ...storage, ...tuning];
  return { file: cli, args: [...args, ...attributes, ...log] };
}

/**
 * Resolves when the namespace responds, which the server creates on its first start.
 * @param giveUp checked after each failed attempt; an error it returns is thrown, for example when the server has ended
 */
export async function waitForTemporal(server: DevelopmentServer, giveUp?: () => Error | undefined): Promise<void> {
  const address = getTemporalAddress(server);
  await pollUntil(() => checkNamespace(address), START_TIMEOUT_MS, giveUp);
}

async function checkNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1 second' });
  try {
    await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
  } finally {
    await connection.close();
  }
}
