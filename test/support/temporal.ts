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
import { freePort } from './ports';
import { findTemporalCli } from '../../src/embedded/temporal/cli';
import { startTimeSkipping as start } from '../../src/embedded/temporal/time-skipping';
import { temporalAddress, temporalCommand, temporalReady } from '../../src/embedded/temporal/server';
import { until } from '../../src/lib/poll-until';
import { createClient } from '../../src/temporal/connection';
import type { PayloadKeys } from '../../src/temporal/codec';
import { createDataConverter } from '../../src/temporal/data-converter';

// Workers tell their every state change otherwise.
Runtime.install({ logger: new DefaultLogger('ERROR') });

const TRIES = 3;
const NAMESPACE_PATIENCE_MS = 45_000;
const never = new AbortController().signal;
const say = (message: string): void => void process.stderr.write(`${message}\n`);

export interface TestTemporal {
  address: string;
  /** For workers; give them the same data converter. */
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
export async function startTestTemporal(settings: string[] = [], keys?: PayloadKeys): Promise<TestTemporal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstday-temporal-'));
  const cli = await findTemporalCli(process.env.TEMPORAL_CLI, say, never);
  const { address, child } = await serve(cli, settings, path.join(folder, 'temporal.log'));
  const stop = async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const native = await NativeConnection.connect({ address });
    const client = createClient({ connectionOptions: { address } }, createDataConverter(keys));
    const close = async () => {
      await client.connection.close();
      await native.close();
      await stop();
    };
    return { address, connection: native, client, cli, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A server that ended before it answered is begun again: a port that it chose for itself may have been taken meanwhile. */
async function serve(cli: string, settings: string[], log: string): Promise<{ address: string; child: ChildProcess }> {
  for (let triesLeft = TRIES - 1; ; triesLeft--) {
    const server = { cli, port: await freePort() };
    const { file, args } = temporalCommand(server);
    const command = { file, args: [...args, ...settings.map((setting) => `--dynamic-config-value=${setting}`)] };
    const child = launch(command, log, false);
    try {
      await temporalReady(server, () => (hasEnded(child) ? new Error(readFileSync(log, 'utf8')) : undefined));
      return { address: temporalAddress(server), child };
    } catch (error) {
      await stopChild(child);
      if (triesLeft === 0) throw error;
    }
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
export const startTimeSkipping = (keys?: PayloadKeys): Promise<TestWorkflowEnvironment> =>
  start(process.env.TEMPORAL_TEST_SERVER, say, never, keys);
