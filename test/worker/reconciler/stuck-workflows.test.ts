import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { TASK_QUEUE } from '../../../src/domain/ids';
import { pollUntil } from '../../../src/lib/poll-until';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { createProjection } from '../../../src/worker/projection/create-projection';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { startActivityTestEnvironment } from '../../support/activity-test-environment';
import { getOnboardingRow } from '../../support/onboardings';
import { startTestTemporal } from '../../support/test-temporal';
import { bundleWorkflowVariant } from '../../workflows/variants/bundle';
import { HR } from '../../workflows/support';
import {
  createTestWorker,
  submitAndStart,
  TIMEOUT_MS,
  type WorkerPlatform,
  silentLogger,
  startWithAccounts,
} from '../support/worker-platform';
import { createReason } from '../../../src/domain/reasons/reason';

/** Workflow task timeout. Short, so that three attempts fail or time out within seconds. */
const WORKFLOW_TASK_TIMEOUT_MS = 1_000;
const TEST_TIMEOUT_MS = 240_000;

const { TaskQueueKind } = temporal.api.enums.v1;

let platform: WorkerPlatform;
beforeAll(async () => {
  const [world, temporal] = await Promise.all([startActivityTestEnvironment(), startTestTemporal()]);
  const close = async () => {
    await temporal.close();
    await world.close();
  };
  platform = { ...world, temporal, close };
});
afterAll(() => platform.close());

/** Worker with workflow code that is incompatible with the recorded history. */
async function createIncompatibleWorker(): Promise<Worker> {
  const { database, temporal } = platform;
  const dataConverter = createDataConverter();
  return Worker.create({
    connection: temporal.connection,
    taskQueue: TASK_QUEUE,
    dataConverter,
    workflowBundle: await bundleWorkflowVariant('reordered', dataConverter),
    sinks: createProjection({ database, client: temporal.client, logger: silentLogger }).sinks,
  });
}

const startTestReconciler = () =>
  startReconciler({
    ...{ database: platform.database, client: platform.temporal.client, logger: silentLogger },
    ...{ intervalMs: 100, quietMs: 0 },
  });

const loadRow = (id: string) => getOnboardingRow(platform.database, id);
const waitForRow = (id: string, expected: object, timeoutMs = TIMEOUT_MS) =>
  pollUntil(async () => expect(await loadRow(id)).toMatchObject(expected), timeoutMs);
/** Entries of the reconciler. A workflow task that times out on a busy machine leaves other entries from outside the run. */
const listTimelineEntries = (id: string) => {
  const entries = platform.database.selectFrom('timeline').select(['kind', 'reason']).where('onboarding_id', '=', id);
  return entries.where('kind', 'in', ['stuck', 'incident-resolved']).orderBy('id').execute();
};
async function listStuckNotifications(id: string) {
  const outboxRows = await platform.database
    .selectFrom('outbox')
    .select('notification')
    .where('onboarding_id', '=', id)
    .execute();
  return outboxRows.map(({ notification }) => notification).filter(({ kind }) => kind === 'incident');
}

test(
  'incompatible code makes an onboarding stuck, once, until it is fixed',
  async () => {
    const compatibleWorker = await createTestWorker(platform, platform.temporal);
    const [one, cancelled] = await compatibleWorker.runUntil(() =>
      Promise.all([
        startWithAccounts(platform, WORKFLOW_TASK_TIMEOUT_MS),
        startWithAccounts(platform, WORKFLOW_TASK_TIMEOUT_MS),
      ]),
    );

    const incompatibleWorker = await createIncompatibleWorker();
    await incompatibleWorker.runUntil(async () => {
      for (const { handle } of [one, cancelled]) await handle.signal('approve', { by: HR });
      const reconciler = startTestReconciler();
      for (const { id } of [one, cancelled])
        await waitForRow(id, { status: 'needs-attention', stuck_at: expect.any(Date), pending_people: [HR] });
      await cancelled.handle.signal('cancel', { by: HR, reason: 'the offer was withdrawn' });
      await reconciler.stop();
      // A second reconciler must not notify again.
      const secondReconciler = startTestReconciler();
      const laterWorkflow = await submitAndStart(platform);
      await laterWorkflow.terminate();
      await pollUntil(async () => expect(await listOrphanedRows()).toHaveLength(1), TIMEOUT_MS);
      await secondReconciler.stop();
    });

    const stuckRow = await loadRow(one.id);
    expect(stuckRow.view.incident).toEqual({
      kind: 'stuck',
      reason: createReason('stuck.nondeterminism', { workflowId: `onboarding:${one.id}` }),
    });
    for (const { id } of [one, cancelled]) {
      const { view } = await loadRow(id);
      expect(await listTimelineEntries(id)).toEqual([{ kind: 'stuck', reason: view.incident?.reason }]);
      expect(await listStuckNotifications(id)).toMatchObject([{ to: [{ email: HR }], reason: view.incident?.reason }]);
    }

    const fixedWorker = await createTestWorker(platform, platform.temporal);
    const reconciler = startTestReconciler();
    await fixedWorker.runUntil(async () => {
      await waitForRow(one.id, { status: 'in-progress', stuck_at: null, closed_at: null, pending_people: [] });
      // The signal sent while the workflow was stuck takes effect.
      await waitForRow(cancelled.id, { status: 'cancelled', stuck_at: null, closed_at: expect.any(Date) });
    });
    await reconciler.stop();
    expect((await loadRow(one.id)).view.incident).toBeUndefined();
    for (const { id } of [one, cancelled]) {
      expect((await listTimelineEntries(id)).map(({ kind }) => kind)).toEqual(['stuck', 'incident-resolved']);
      expect(await listStuckNotifications(id)).toHaveLength(1);
    }
  },
  TEST_TIMEOUT_MS,
);

/** Polls workflow tasks and completes none, like killed workers, until the workflow's task is at its fourth attempt. */
async function loseTasks({ workflowId }: WorkflowHandle): Promise<void> {
  const { client } = platform.temporal;
  const { workflowService, options } = client;
  const taskQueue = { name: TASK_QUEUE, kind: TaskQueueKind.TASK_QUEUE_KIND_NORMAL };
  for (let attempt = 0; attempt < 4;) {
    const task = await client.withDeadline(Date.now() + TIMEOUT_MS, () =>
      workflowService.pollWorkflowTaskQueue({ namespace: options.namespace, taskQueue, identity: 'lost' }),
    );
    if (task.workflowExecution?.workflowId === workflowId) attempt = task.attempt;
  }
}

const listSignals = async (handle: WorkflowHandle): Promise<string[]> =>
  ((await handle.fetchHistory()).events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
  );

/** Onboarding with a workflow task that several polls took and none completed. */
async function createWithLostTask(): Promise<{ id: string; handle: WorkflowHandle }> {
  const compatibleWorker = await createTestWorker(platform, platform.temporal);
  const one = await compatibleWorker.runUntil(() => startWithAccounts(platform, WORKFLOW_TASK_TIMEOUT_MS));
  await one.handle.signal('approve', { by: HR });
  await loseTasks(one.handle);
  return one;
}

test(
  'a task that timed out with killed workers is not an incident',
  async () => {
    const { id, handle } = await createWithLostTask();
    const reconciler = startTestReconciler();
    await pollUntil(async () => expect(await listSignals(handle)).toContain('wake'), TIMEOUT_MS);
    const compatibleWorker = await createTestWorker(platform, platform.temporal);
    await compatibleWorker.runUntil(() =>
      pollUntil(async () => {
        const entries = platform.database.selectFrom('timeline').select('kind').where('onboarding_id', '=', id);
        expect(await entries.where('seq', '>', 0).execute()).toContainEqual({ kind: 'ignored' });
      }, TIMEOUT_MS),
    );
    await reconciler.stop();
    expect(await loadRow(id)).toMatchObject({ status: 'in-progress', stuck_at: null });
    expect(await listTimelineEntries(id)).toEqual([]);
    expect(await listStuckNotifications(id)).toEqual([]);
  },
  TEST_TIMEOUT_MS,
);

test(
  'incompatible code is detected also after timed-out attempts',
  async () => {
    const { id } = await createWithLostTask();
    const reconciler = startTestReconciler();
    const incompatibleWorker = await createIncompatibleWorker();
    await incompatibleWorker.runUntil(() => waitForRow(id, { status: 'needs-attention', stuck_at: expect.any(Date) }));
    await reconciler.stop();
    expect((await loadRow(id)).view.incident?.reason.code).toBe('stuck.nondeterminism');
  },
  TEST_TIMEOUT_MS,
);

const listOrphanedRows = () =>
  platform.database.selectFrom('onboardings').select('id').where('orphaned_at', 'is not', null).execute();
