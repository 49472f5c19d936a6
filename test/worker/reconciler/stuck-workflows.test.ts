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
import { reorderedBundle } from '../../workflows/reordered-bundle';
import { HR } from '../../workflows/support';
import {
  createTestWorker,
  submitAndStart,
  TIMEOUT_MS,
  type WorkerPlatform,
  silentLogger,
  startWithAccounts,
} from '../support/worker-platform';

/** Workflow task timeout. Short, so that three attempts fail or time out within seconds. */
const TASK_MS = 1_000;
const SLOW_MACHINE_MS = 240_000;

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
async function misfit(): Promise<Worker> {
  const { database, temporal } = platform;
  const dataConverter = createDataConverter();
  return Worker.create({
    connection: temporal.connection,
    taskQueue: TASK_QUEUE,
    dataConverter,
    workflowBundle: await reorderedBundle(dataConverter),
    sinks: createProjection({ database, client: temporal.client, logger: silentLogger }).sinks,
  });
}

const reconciler = () =>
  startReconciler({
    ...{ database: platform.database, client: platform.temporal.client, logger: silentLogger },
    ...{ intervalMs: 100, quietMs: 0 },
  });

const row = (id: string) => getOnboardingRow(platform.database, id);
const becomes = (id: string, wanted: object, patienceMs = TIMEOUT_MS) =>
  pollUntil(async () => expect(await row(id)).toMatchObject(wanted), patienceMs);
const toldFromOutside = (id: string) => {
  const entries = platform.database.selectFrom('timeline').select(['kind', 'note']).where('onboarding_id', '=', id);
  return entries.where('seq', '<', 0).orderBy('id').execute();
};
async function standstillMails(id: string) {
  const owed = await platform.database.selectFrom('outbox').select('notice').where('onboarding_id', '=', id).execute();
  return owed.map(({ notice }) => notice).filter(({ kind }) => kind === 'stands-still');
}

test(
  'an onboarding that the code does not fit stands still: it is shown, told once, and goes on with code that fits',
  async () => {
    const fitting = await createTestWorker(platform, platform.temporal);
    const [one, cancelled] = await fitting.runUntil(() =>
      Promise.all([startWithAccounts(platform, TASK_MS), startWithAccounts(platform, TASK_MS)]),
    );

    const wrong = await misfit();
    await wrong.runUntil(async () => {
      for (const { handle } of [one, cancelled]) await handle.signal('approve', { by: HR });
      const comparing = reconciler();
      for (const { id } of [one, cancelled])
        await becomes(id, { status: 'needs-attention', stuck_at: expect.any(Date), waiting_for: [HR] });
      await cancelled.handle.signal('cancel', { by: HR, reason: 'the offer was withdrawn' });
      await comparing.stop();
      // A second reconciler must not notify again.
      const again = reconciler();
      const behindThem = await submitAndStart(platform);
      await behindThem.terminate();
      await pollUntil(async () => expect(await lostRows()).toHaveLength(1), TIMEOUT_MS);
      await again.stop();
    });

    const shown = await row(one.id);
    expect(shown.view.obstacle).toContain('the code that runs now does not fit what it has done so far');
    expect(shown.view.obstacle).toContain(`temporal workflow reset --workflow-id onboarding:${one.id}`);
    for (const { id } of [one, cancelled]) {
      const { view } = await row(id);
      expect(await toldFromOutside(id)).toEqual([{ kind: 'stands-still', note: view.obstacle }]);
      expect(await standstillMails(id)).toMatchObject([{ to: [{ email: HR }], note: view.obstacle }]);
    }

    const mended = await createTestWorker(platform, platform.temporal);
    const comparing = reconciler();
    await mended.runUntil(async () => {
      await becomes(one.id, { status: 'in-progress', stuck_at: null, closed_at: null, waiting_for: [] });
      // The signal sent while the workflow was stuck takes effect.
      await becomes(cancelled.id, { status: 'cancelled', stuck_at: null, closed_at: expect.any(Date) });
    });
    await comparing.stop();
    expect((await row(one.id)).view.obstacle).toBeUndefined();
    for (const { id } of [one, cancelled]) {
      expect((await toldFromOutside(id)).map(({ kind }) => kind)).toEqual(['stands-still', 'goes-on']);
      expect(await standstillMails(id)).toHaveLength(1);
    }
  },
  SLOW_MACHINE_MS,
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

const signalsOf = async (handle: WorkflowHandle): Promise<string[]> =>
  ((await handle.fetchHistory()).events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
  );

/** Onboarding with a workflow task that several polls took and none completed. */
async function withLostTask(): Promise<{ id: string; handle: WorkflowHandle }> {
  const fitting = await createTestWorker(platform, platform.temporal);
  const one = await fitting.runUntil(() => startWithAccounts(platform, TASK_MS));
  await one.handle.signal('approve', { by: HR });
  await loseTasks(one.handle);
  return one;
}

test(
  'a workflow task that timed out because its workers were killed is no incident, and the next worker completes it',
  async () => {
    const { id, handle } = await withLostTask();
    const comparing = reconciler();
    await pollUntil(async () => expect(await signalsOf(handle)).toContain('wake'), TIMEOUT_MS);
    const fitting = await createTestWorker(platform, platform.temporal);
    await fitting.runUntil(() =>
      pollUntil(async () => {
        const entries = platform.database.selectFrom('timeline').select('kind').where('onboarding_id', '=', id);
        expect(await entries.where('seq', '>', 0).execute()).toContainEqual({ kind: 'ignored' });
      }, TIMEOUT_MS),
    );
    await comparing.stop();
    expect(await row(id)).toMatchObject({ status: 'in-progress', stuck_at: null });
    expect(await toldFromOutside(id)).toEqual([]);
    expect(await standstillMails(id)).toEqual([]);
  },
  SLOW_MACHINE_MS,
);

test(
  'code that does not fit is found also where the first attempts timed out',
  async () => {
    const { id } = await withLostTask();
    const comparing = reconciler();
    const wrong = await misfit();
    await wrong.runUntil(() => becomes(id, { status: 'needs-attention', stuck_at: expect.any(Date) }));
    await comparing.stop();
    expect((await row(id)).view.obstacle).toContain('the code that runs now does not fit what it has done so far');
  },
  SLOW_MACHINE_MS,
);

const lostRows = () =>
  platform.database.selectFrom('onboardings').select('id').where('lost_at', 'is not', null).execute();
