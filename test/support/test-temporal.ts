import { randomUUID } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { hasEnded, launch, stopChild } from '../../src/embedded/command';
import { allocatePort } from './ports';
import { findTemporalCli } from '../../src/embedded/temporal/find-temporal-cli';
import { startTimeSkippingServer as start } from '../../src/embedded/temporal/time-skipping-server';
import {
  getTemporalAddress,
  buildTemporalCommand,
  waitForTemporal,
} from '../../src/embedded/temporal/development-server';
import { pollUntil } from '../../src/lib/poll-until';
import { createTemporalClient } from '../../src/temporal/connection';
import type { PayloadKeys } from '../../src/temporal/codec';
import { createDataConverter } from '../../src/temporal/data-converter';

// Otherwise workers log every state change.
Runtime.install({ logger: new DefaultLogger('ERROR') });

const MAX_ATTEMPTS = 3;
const NAMESPACE_TIMEOUT_MS = 45_000;
const neverAborted = new AbortController().signal;
const print = (message: string): void => void process.stderr.write(`${message}\n`);

export interface TestTemporal {
  address: string;
  /** For workers, which need the data converter of `client`. */
  connection: NativeConnection;
  client: Client;
  /** Path of Temporal's CLI. */
  cliPath: string;
  close(): Promise<void>;
}

/**
 * Starts a real development server on a free port, with our search attributes. Its data is lost on close.
 * @param settings dynamic configuration of the server, each `key=value`
 */
export async function startTestTemporal(settings: string[] = [], keys?: PayloadKeys): Promise<TestTemporal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstday-temporal-'));
  const cli = await findTemporalCli(process.env.TEMPORAL_CLI, print, neverAborted);
  const { address, child } = await startServerWithRetry(cli, settings, path.join(folder, 'temporal.log'));
  const stop = async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const workerConnection = await NativeConnection.connect({ address });
    const client = createTemporalClient({ connectionOptions: { address } }, createDataConverter(keys));
    const close = async () => {
      await client.connection.close();
      await workerConnection.close();
      await stop();
    };
    return { address, connection: workerConnection, client, cliPath: cli, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Retries if the server ends before it responds: a port that it chose itself may have been taken meanwhile. */
async function startServerWithRetry(
  cli: string,
  settings: string[],
  log: string,
): Promise<{ address: string; child: ChildProcess }> {
  for (let triesLeft = MAX_ATTEMPTS - 1; ; triesLeft--) {
    const server = { cli, port: await allocatePort() };
    const { file, args } = buildTemporalCommand(server);
    const command = { file, args: [...args, ...settings.map((setting) => `--dynamic-config-value=${setting}`)] };
    const child = launch(command, log, false);
    try {
      await waitForTemporal(server, () => (hasEnded(child) ? new Error(readFileSync(log, 'utf8')) : undefined));
      return { address: getTemporalAddress(server), child };
    } catch (error) {
      await stopChild(child);
      if (triesLeft === 0) throw error;
    }
  }
}

/** Registers a new namespace, without our search attributes. */
export async function createNamespace({ client: { workflowService } }: TestTemporal): Promise<string> {
  const namespace = randomUUID();
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  await pollUntil(() => workflowService.countWorkflowExecutions({ namespace }), NAMESPACE_TIMEOUT_MS);
  return namespace;
}

/** The server's clock is shared: use one server per test file and run its cases in series. The caller tears it down. */
export const startTimeSkippingServer = (keys?: PayloadKeys): Promise<TestWorkflowEnvironment> =>
  start(process.env.TEMPORAL_TEST_SERVER, print, neverAborted, keys);
