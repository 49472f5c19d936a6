import pino from 'pino';
import type { WorkflowHandle } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import { activities } from '../../../activities';
import { composePlanner } from '../../../src/app/planner';
import { pollUntil } from '../../../src/lib/poll-until';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import { createTestSystems } from '../../support/test-systems';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { startOnboardingWorkflow as startAsProduct } from '../../../src/temporal/start-onboarding-workflow';
import { createEffectActivities } from '../../../src/worker/activities/effect-activities';
import { createLogger } from '../../../src/lib/logger';
import { createPlanningActivities } from '../../../src/worker/activities/planning-activities';
import { createProjection } from '../../../src/worker/projection/create-projection';
import { createWorker } from '../../../src/worker/worker';
import type { EngineInput } from '../../../src/domain/onboarding/state';
import { startActivityTestEnvironment, type ActivityTestEnvironment } from '../../support/activity-test-environment';
import { insertSubmittedOnboarding, getOnboardingRow } from '../../support/onboardings';
import { startTestTemporal, type TestTemporal } from '../../support/test-temporal';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  MANAGER,
  startOnboarding,
} from '../../workflows/support';

export const silentLogger = pino({ level: 'silent' });
export const TIMEOUT_MS = 60_000;

/** Database, mail, Temporal and a worker with the real activities. Only the API is missing. */
export interface WorkerPlatform extends ActivityTestEnvironment {
  temporal: TestTemporal;
}

export async function startWorkerPlatform(): Promise<WorkerPlatform> {
  const [world, temporal] = await Promise.all([startActivityTestEnvironment(), startTestTemporal()]);
  const worker = await createTestWorker(world, temporal);
  const running = worker.run();
  const close = async () => {
    worker.shutdown();
    await running;
    await temporal.close();
    await world.close();
  };
  return { ...world, temporal, close };
}

export function createTestWorker(
  { database, mailer }: ActivityTestEnvironment,
  { connection, client }: TestTemporal,
): Promise<Worker> {
  return createWorker({
    connection,
    namespace: 'default',
    dataConverter: createDataConverter(),
    activities: createEffectActivities({ definitions: activities, database, systems: createTestSystems(mailer) }),
    projection: createProjection({ database, client, logger: createLogger('silent') }),
    planning: createPlanningActivities({ database, planner: composePlanner() }),
    limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
  });
}

/** An approval, then accounts, then a step that is not due for a long time. */
export const createLongRunningInput = (): EngineInput =>
  createEngineInput([
    createApprovalStep('managerApproval'),
    createActivityStep('claimUsername', ['managerApproval'], {
      title: 'Create accounts',
    }),
    createActivityStep('notifyManager', ['claimUsername'], {
      title: 'Notify the manager',
      startAt: '2099-01-01T00:00:00Z',
    }),
  ]);

interface StartOptions {
  input?: EngineInput;
  /** Time after which a workflow task that no worker completes is attempted again. Default of the server: 10 s. */
  workflowTaskTimeoutMs?: number;
}

export async function submitAndStart(
  { database, temporal: { client } }: WorkerPlatform,
  { input = createLongRunningInput(), workflowTaskTimeoutMs }: StartOptions = {},
): Promise<WorkflowHandle> {
  await insertSubmittedOnboarding(database, input);
  const handle = await (workflowTaskTimeoutMs === undefined
    ? startAsProduct(client, input, 'REJECT_DUPLICATE')
    : startOnboarding(client, input, { workflowTaskTimeout: workflowTaskTimeoutMs }));
  await database
    .updateTable('onboardings')
    .set({ workflow_started_at: new Date() })
    .where('id', '=', input.id)
    .execute();
  return handle;
}

/** Submits an onboarding, approves it and waits until its accounts exist. */
export async function startWithAccounts(
  platform: WorkerPlatform,
  taskMs?: number,
): Promise<{ id: string; handle: WorkflowHandle }> {
  const input = createLongRunningInput();
  const handle = await submitAndStart(platform, { input, workflowTaskTimeoutMs: taskMs });
  // A signal that arrives before the first workflow task is part of that task, and survives a reset to its end. The row
  // holds a waiting approval from the start, so only the workflow's own write shows that the task has run.
  await pollUntil(async () => {
    expect(await getOnboardingRow(platform.database, input.id)).toMatchObject({ run_id: expect.any(String) });
  }, TIMEOUT_MS);
  await handle.signal('approve', { by: MANAGER });
  await pollUntil(async () => {
    const { view } = await getOnboardingRow(platform.database, input.id);
    expect(view.steps.map(({ status }) => status)).toEqual(['done', 'done', 'waiting']);
  }, TIMEOUT_MS);
  return { id: input.id, handle };
}

/** Resets the workflow to the end of its first task without the later signals, as an administrator may. */
export async function resetWorkflow({ temporal }: WorkerPlatform, id: string): Promise<void> {
  const workflowId = toOnboardingWorkflowId(id);
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
