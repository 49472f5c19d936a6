import { once } from 'node:events';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import { createDataConverter } from '../../../src/temporal/data-converter';
import type { WorkerProjection } from '../../../src/worker/projection/create-projection';
import { createWorker } from '../../../src/worker/worker';
import { FakeWorld } from '../../workflows/support';
import { type CallResult, type WorkerCall, READY_MESSAGE } from './worker-protocol';

/** Coalesces snapshots, as the product's projector does. A killed worker loses those that are pending. */
const BATCH_MS = 20;
/** Fewer than run concurrently: some workflow tasks replay the whole history, others continue from memory. */
const CACHED_WORKFLOWS = 2;
/** How long a workflow task waits for the worker that has the workflow cached, which may have been killed. */
const STICKY_TIMEOUT_MS = 1_000;

const pendingCalls = new Map<number, (result: CallResult) => void>();
let lastCallId = 0;

type WorkerCallContent = WorkerCall extends infer Each ? (Each extends WorkerCall ? Omit<Each, 'id'> : never) : never;

async function callHarness(content: WorkerCallContent): Promise<unknown> {
  const id = (lastCallId += 1);
  const result = await new Promise<CallResult>((resolve) => {
    pendingCalls.set(id, resolve);
    process.send?.({ id, ...content });
  });
  if ('failure' in result) throw ApplicationFailure.create(result.failure);
  return result.output;
}

function resolveCall(result: CallResult): void {
  pendingCalls.get(result.id)?.(result);
  pendingCalls.delete(result.id);
}

const effects = { default: (call: EffectInput) => callHarness({ activity: activityInfo().activityType, call }) };

const pendingSnapshots = new Map<string, Snapshot>();

function queueSnapshot(snapshot: Snapshot): void {
  const { id } = snapshot.view;
  if (!pendingSnapshots.has(id)) setTimeout(() => void sendPendingSnapshot(id), BATCH_MS);
  pendingSnapshots.set(id, snapshot);
}

async function sendPendingSnapshot(id: string): Promise<void> {
  const snapshot = pendingSnapshots.get(id);
  pendingSnapshots.delete(id);
  if (snapshot !== undefined) await callHarness({ snapshot });
}

const projection: WorkerProjection = {
  activities: {
    writeProjection: async (snapshot) => {
      await callHarness({ snapshot });
    },
  },
  sinks: { projection: { write: { fn: (_workflow, snapshot) => queueSnapshot(snapshot) } } },
};

/** Runs a stateless worker: the parent process executes its activities and receives its snapshots. */
async function runWorker(address: string): Promise<void> {
  // Registered first: the parent process may be killed while this one starts.
  process.once('disconnect', () => process.exit());
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await createWorker({
    connection: await NativeConnection.connect({ address }),
    namespace: 'default',
    dataConverter: createDataConverter(),
    activities: effects,
    projection,
    planning: new FakeWorld().planning,
    limits: { activities: 20, workflowTasks: 20, cachedWorkflows: CACHED_WORKFLOWS, stickyMs: STICKY_TIMEOUT_MS },
  });
  process.send?.(READY_MESSAGE);
  await once(process, 'message');
  process.on('message', resolveCall);
  await worker.run();
}

void runWorker(process.argv[2] ?? '');
