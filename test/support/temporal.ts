import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { launch, stopChild } from '../../src/embedded/command';
import { freePort } from '../../src/embedded/free-port';
import { findTemporalCli } from '../../src/embedded/temporal/cli';
import { startTimeSkipping as start } from '../../src/embedded/temporal/time-skipping';
import { temporalAddress, temporalCommand, temporalReady } from '../../src/embedded/temporal/server';
import { until } from '../../src/embedded/until';
import { createDataConverter } from '../../src/temporal/data-converter';

// Workers tell their every state change otherwise.
Runtime.install({ logger: new DefaultLogger('ERROR') });

const NAMESPACE_PATIENCE_MS = 45_000;
const never = new AbortController().signal;
const say = (message: string): void => void process.stderr.write(`${message}\n`);

export interface TestTemporal {
  address: string;
  /** For workers; give them `createDataConverter()` too. */
  connection: NativeConnection;
  client: Client;
  /** Temporal's own command line. */
  cli: string;
  close(): Promise<void>;
}

/**
 * A real development server of its own on a free port, with our search attributes; it forgets all when closed.
 * @param settings dynamic configuration of the server, each `key=value`
 */
export async function startTestTemporal(settings: string[] = []): Promise<TestTemporal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstday-temporal-'));
  const cli = await findTemporalCli(process.env.TEMPORAL_CLI, say, never);
  const server = { cli, port: await freePort() };
  const { file, args } = temporalCommand(server);
  const command = { file, args: [...args, ...settings.map((setting) => `--dynamic-config-value=${setting}`)] };
  const child = launch(command, path.join(folder, 'temporal.log'), false);
  const stop = async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await temporalReady(server);
    const address = temporalAddress(server);
    const native = await NativeConnection.connect({ address });
    const connection = await Connection.connect({ address });
    const client = new Client({ connection, dataConverter: createDataConverter() });
    const close = async () => {
      await connection.close();
      await native.close();
      await stop();
    };
    return { address, connection: native, client, cli, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A namespace of its own, without our search attributes. */
export async function aNamespace({ client: { workflowService } }: TestTemporal): Promise<string> {
  const namespace = randomUUID();
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  await until(() => workflowService.countWorkflowExecutions({ namespace }), NAMESPACE_PATIENCE_MS);
  return namespace;
}

/** The time-skipping server. Its clock is shared: one server per test file, its cases in series. Tear it down after. */
export const startTimeSkipping = (): Promise<TestWorkflowEnvironment> =>
  start(process.env.TEMPORAL_TEST_SERVER, say, never);
