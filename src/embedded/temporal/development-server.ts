import { Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes';
import type { Command } from '../command';
import { LOOPBACK } from '../free-ports';
import { pollUntil } from '../../lib/poll-until';

const START_TIMEOUT_MS = 60_000;
const NAMESPACE = 'default';
/** The default of ten minutes delays an onboarding by as much after its worker was killed several times over one task. */
const TASK_RETRY_MAX_INTERVAL = '1s';

/** Temporal's development server on loopback. Without `file` it forgets everything when it ends. */
export interface DevelopmentServer {
  cli: string;
  port: number;
  /** Where its own pages are; none without it. */
  uiPort?: number;
  file?: string;
}

export const getTemporalAddress = ({ port }: DevelopmentServer): string => `${LOOPBACK}:${port}`;

/** The command that runs the server in the foreground, tuned as measured in docs/ARCHITECTURE.md. */
export function buildTemporalCommand({ cli, port, uiPort, file }: DevelopmentServer): Command {
  const attributes = Object.values(SEARCH_ATTRIBUTES).map(
    ({ name, type }) => `--search-attribute=${name}=${TypedSearchAttributes.toMetadataType(type)}`,
  );
  const storage = file
    ? [`--db-filename=${file}`, '--sqlite-pragma=journal_mode=WAL', '--sqlite-pragma=synchronous=NORMAL']
    : [];
  const pages = uiPort === undefined ? ['--headless'] : [`--ui-port=${uiPort}`];
  const tuning = [
    '--dynamic-config-value=system.enableActivityEagerExecution=true',
    `--dynamic-config-value=history.workflowTaskRetryMaxInterval=${JSON.stringify(TASK_RETRY_MAX_INTERVAL)}`,
  ];
  const log = ['--log-level=error', '--log-format=json'];
  const args = ['server', 'start-dev', `--ip=${LOOPBACK}`, `--port=${port}`, ...pages, ...storage, ...tuning];
  return { file: cli, args: [...args, ...attributes, ...log] };
}

/**
 * Resolves when the server answers for its namespace, which it makes on its first start.
 * @param giveUp looked at while waiting: an error to throw instead of waiting on, the server having ended
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
