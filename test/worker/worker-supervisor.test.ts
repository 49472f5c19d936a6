import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { waitForExit, launch, stopChild } from '../../src/embedded/command';
import { allocatePort } from '../support/ports';
import { findTemporalCli } from '../../src/embedded/temporal/find-temporal-cli';
import {
  type DevelopmentServer,
  getTemporalAddress,
  buildTemporalCommand,
  waitForTemporal,
} from '../../src/embedded/temporal/development-server';
import { createWorkerConnection, createTemporalClient, installRuntime } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { superviseWorker } from '../../src/worker/worker-supervisor';
import { StartupError } from '../../src/lib/errors';
import { startSilentServer } from '../support/silent-server';
import { createTemporaryFolder } from '../support/platform-process';
import type { sleeper } from '../temporal/support/workflows';

const silent = pino({ level: 'silent' });
const folder = createTemporaryFolder();
const dataConverter = createDataConverter();
const taskQueue = 'keep';
const { signal: shutdownSignal } = new AbortController();
let server: DevelopmentServer;
let child: ChildProcess;
let client: Client;

const startServer = async () => {
  child = launch(buildTemporalCommand(server), path.join(folder, 'temporal.log'), false);
  await waitForTemporal(server);
};

beforeAll(async () => {
  installRuntime(silent);
  const cli = await findTemporalCli(process.env.TEMPORAL_CLI, () => undefined, new AbortController().signal);
  server = { cli, port: await allocatePort(), file: path.join(folder, 'temporal.db') };
  client = createTemporalClient({ connectionOptions: { address: getTemporalAddress(server) } }, dataConverter);
});
afterAll(async () => {
  await client.connection.close();
  await stopChild(child);
  rmSync(folder, { recursive: true });
});

const runSleeper = () =>
  client.workflow.execute<typeof sleeper>('sleeper', { taskQueue, workflowId: randomUUID(), args: [1] });

test('a worker waits for its server, survives its restart, and is replaced', async () => {
  const workers: Worker[] = [];
  const source = {
    address: getTemporalAddress(server),
    connect: () => createWorkerConnection({ connectionOptions: { address: getTemporalAddress(server) } }),
    create: async (connection: NativeConnection) => {
      const workflowsPath = require.resolve('../temporal/support/workflows');
      const worker = await Worker.create({ connection, taskQueue, workflowsPath, dataConverter });
      workers.push(worker);
      return worker;
    },
  };
  const supervising = superviseWorker(source, silent, { shutdownSignal });
  await startServer();
  const supervisor = await supervising;
  await runSleeper();

  child.kill('SIGKILL');
  await waitForExit(child);
  await startServer();
  await runSleeper();

  workers.at(-1)?.shutdown();
  await runSleeper();
  expect(workers).toHaveLength(2);

  await supervisor.stop();
  expect(workers.map((worker) => worker.getState())).toEqual(['STOPPED', 'STOPPED']);
});

test('a permanent error is reported at once', async () => {
  const source = {
    address: getTemporalAddress(server),
    connect: () => createWorkerConnection({ connectionOptions: { address: getTemporalAddress(server) } }),
    create: () => Promise.reject(new TypeError('the workflow code is broken')),
  };
  await expect(superviseWorker(source, silent, { shutdownSignal })).rejects.toThrow('the workflow code is broken');
});

test.each([
  ['refuses connections', () => Promise.resolve({ close: () => undefined, port: 1 })],
  ['accepts connections and never answers', startSilentServer],
])('a server that %s for too long is an error with its address and what to do', async (_case, startOther) => {
  const other = await startOther();
  const address = `127.0.0.1:${other.port}`;
  const source = {
    address,
    connect: () => createWorkerConnection({ connectionOptions: { address } }),
    create: () => Promise.reject(new Error('never connected')),
  };
  const error: unknown = await superviseWorker(source, silent, { shutdownSignal, timeoutMs: 1_000 }).catch(
    (failure: unknown) => failure,
  );
  other.close();
  expect(error).toBeInstanceOf(StartupError);
  expect((error as Error).message).toMatch(`Temporal at ${address} did not answer within 1 s.`);
  expect((error as Error).message).toMatch('TEMPORAL_ADDRESS');
});
