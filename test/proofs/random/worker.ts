import { once } from 'node:events';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { EffectCall } from '../../../src/domain/plan/types';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import { createDataConverter } from '../../../src/temporal/data-converter';
import type { WorkerProjection } from '../../../src/worker/projection/projector';
import { createWorker } from '../../../src/worker/worker';
import { World } from '../../workflows/support';
import { type Answer, type Question, READY } from './calls';

/** What changes within so long is told together, as by the product's projector: a killed worker still owes it. */
const TOGETHER_MS = 20;
/** Fewer than run: many a workflow task replays the whole history, another goes on from memory. */
const CACHED_WORKFLOWS = 2;
/** So long a task waits for the worker that has the workflow in memory, which may have been killed. */
const STICKY_MS = 1_000;

const waiting = new Map<number, (answer: Answer) => void>();
let asked = 0;

type Asking = Question extends infer Each ? (Each extends Question ? Omit<Each, 'id'> : never) : never;

async function ask(question: Asking): Promise<unknown> {
  const id = (asked += 1);
  const answer = await new Promise<Answer>((resolve) => {
    waiting.set(id, resolve);
    process.send?.({ id, ...question });
  });
  if ('failure' in answer) throw ApplicationFailure.create(answer.failure);
  return answer.output;
}

function hear(answer: Answer): void {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
}

const effects = { default: (call: EffectCall) => ask({ activity: activityInfo().activityType, call }) };

const owed = new Map<string, Snapshot>();

function tell(snapshot: Snapshot): void {
  const { id } = snapshot.view;
  if (!owed.has(id)) setTimeout(() => void pay(id), TOGETHER_MS);
  owed.set(id, snapshot);
}

async function pay(id: string): Promise<void> {
  const snapshot = owed.get(id);
  owed.delete(id);
  if (snapshot !== undefined) await ask({ snapshot });
}

const projection: WorkerProjection = {
  activities: {
    writeProjection: async (snapshot) => {
      await ask({ snapshot });
    },
  },
  sinks: { projection: { write: { fn: (_workflow, snapshot) => tell(snapshot) } } },
};

/** A worker with nothing of its own: what its activities do, and what it projects, happens in the process that started it. */
async function main(address: string): Promise<void> {
  // First of all: who starts it may be killed while it gets warm.
  process.once('disconnect', () => process.exit());
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await createWorker({
    connection: await NativeConnection.connect({ address }),
    namespace: 'default',
    dataConverter: createDataConverter(),
    effects,
    projection,
    planning: new World().planning,
    limits: { activities: 20, workflowTasks: 20, cachedWorkflows: CACHED_WORKFLOWS, stickyMs: STICKY_MS },
  });
  process.send?.(READY);
  await once(process, 'message');
  process.on('message', hear);
  await worker.run();
}

void main(process.argv[2] ?? '');
