import pino from 'pino';
import type { WorkflowHandle } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import { activities } from '../../../activities';
import { plannerOf } from '../../../src/app/planner';
import { until } from '../../../src/lib/poll-until';
import { workflowIdOf } from '../../../src/domain/ids';
import { embeddedSystems } from '../../../src/integrations/embedded';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { startOnboarding as startAsProduct } from '../../../src/temporal/start-onboarding';
import { effectActivities } from '../../../src/worker/activities/activity-runner';
import { createLogger } from '../../../src/lib/logger';
import { planningActivities } from '../../../src/worker/activities/planning';
import { createProjection } from '../../../src/worker/projection/projector';
import { createWorker } from '../../../src/worker/worker';
import type { EngineInput } from '../../../src/domain/onboarding/state';
import { startWorld, type World } from '../../support/effects';
import { committed, rowOf } from '../../support/onboardings';
import { startTestTemporal, type TestTemporal } from '../../support/temporal';
import { activityStep, anInput, approvalStep, MANAGER, startOnboarding } from '../../workflows/support';

export const silent = pino({ level: 'silent' });
export const PATIENCE_MS = 60_000;

/** Database, mail, Temporal and a worker with the real activities: all but the API. */
export interface Platform extends World {
  temporal: TestTemporal;
}

export async function startPlatform(): Promise<Platform> {
  const [world, temporal] = await Promise.all([startWorld(), startTestTemporal()]);
  const worker = await aWorker(world, temporal);
  const running = worker.run();
  const close = async () => {
    worker.shutdown();
    await running;
    await temporal.close();
    await world.close();
  };
  return { ...world, temporal, close };
}

export function aWorker({ database, mailer }: World, { connection, client }: TestTemporal): Promise<Worker> {
  return createWorker({
    connection,
    namespace: 'default',
    dataConverter: createDataConverter(),
    effects: effectActivities({ definitions: activities, database, systems: embeddedSystems(mailer) }),
    projection: createProjection({ database, client, logger: createLogger('silent') }),
    planning: planningActivities({ database, planner: plannerOf() }),
    limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
  });
}

/** An approval, then accounts, then something that is not due for a long time. */
export const anUnhurriedInput = (): EngineInput =>
  anInput([
    approvalStep('managerApproval'),
    activityStep('createAccounts', ['managerApproval'], {
      title: 'Create accounts',
      settings: { applications: ['email'] },
    }),
    activityStep('notifyManager', ['createAccounts'], { title: 'Notify the manager', startAt: '2099-01-01T00:00:00Z' }),
  ]);

interface BeginOptions {
  input?: EngineInput;
  /** After how many milliseconds a workflow task that no worker completes is attempted again; the server's default is 10 s. */
  taskMs?: number;
}

/** Submits an onboarding and starts its workflow. */
export async function begun(
  { database, temporal: { client } }: Platform,
  { input = anUnhurriedInput(), taskMs }: BeginOptions = {},
): Promise<WorkflowHandle> {
  await committed(database, input);
  const handle = await (taskMs === undefined
    ? startAsProduct(client, input, 'REJECT_DUPLICATE')
    : startOnboarding(client, input, { workflowTaskTimeout: taskMs }));
  await database.updateTable('onboardings').set({ delivered_at: new Date() }).where('id', '=', input.id).execute();
  return handle;
}

/** ... has it approved, and waits until its accounts are there. */
export async function withAccounts(
  platform: Platform,
  taskMs?: number,
): Promise<{ id: string; handle: WorkflowHandle }> {
  const input = anUnhurriedInput();
  const handle = await begun(platform, { input, taskMs });
  const becomes = (...statuses: string[]) =>
    until(async () => {
      const { view } = await rowOf(platform.database, input.id);
      expect(view.steps.map(({ status }) => status)).toEqual(statuses);
    }, PATIENCE_MS);
  // A signal that comes before the first workflow task is part of it, and survives a reset to its end.
  await becomes('waiting', 'pending', 'pending');
  await handle.signal('approve', { by: MANAGER });
  await becomes('done', 'done', 'waiting');
  return { id: input.id, handle };
}

/** Resets the workflow to the end of its first task, as an administrator may, leaving out the signals since. */
export async function reset({ temporal }: Platform, id: string): Promise<void> {
  const workflowId = workflowIdOf(id);
  const handle = temporal.client.workflow.getHandle(workflowId);
  const { events } = await handle.fetchHistory();
  const first = events?.find((event) => event.workflowTaskCompletedEventAttributes);
  const { runId } = await handle.describe();
  await temporal.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: first?.eventId,
    requestId: crypto.randomUUID(),
    reason: 'test',
    resetReapplyExcludeTypes: [1],
  });
}
