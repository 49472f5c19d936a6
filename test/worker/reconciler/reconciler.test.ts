import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import { pollUntil } from '../../../src/lib/poll-until';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import { recoverOnboarding } from '../../../src/application/recover-onboarding';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { startRetentionCleanup } from '../../../src/worker/background/retention-cleanup';
import { insertSubmittedOnboarding, getOnboardingRow, listTimelineSeqs } from '../../support/onboardings';
import { createGate } from '../../application/support/gate';
import { MANAGER } from '../../workflows/support';
import {
  createLongRunningInput,
  submitAndStart,
  TIMEOUT_MS,
  type WorkerPlatform,
  resetWorkflow,
  silentLogger,
  startWorkerPlatform,
  startWithAccounts,
} from '../support/worker-platform';
import { createReason } from '../../../src/domain/reasons/reason';

let platform: WorkerPlatform;
let loop: BackgroundLoop | undefined;
beforeAll(async () => void (platform = await startWorkerPlatform()));
afterAll(() => platform.close());
afterEach(async () => {
  await loop?.stop();
  jest.restoreAllMocks();
  await platform.database.updateTable('onboardings').set({ closed_at: new Date() }).execute();
});

/** Small, so that a full batch of idle onboardings starts quickly. */
const BATCH_SIZE = 20;
const startTestReconciler = (client = platform.temporal.client, logger = silentLogger) => {
  const { database } = platform;
  loop = startReconciler({ database, client, logger, intervalMs: 50, quietMs: 0, batchSize: BATCH_SIZE });
};
const loadRow = (id: string) => getOnboardingRow(platform.database, id);
const waitForRow = (id: string, expected: object) =>
  pollUntil(async () => expect(await loadRow(id)).toMatchObject(expected), TIMEOUT_MS);
const listIncidentEntries = async (id: string) => {
  const entries = platform.database.selectFrom('timeline').select(['kind', 'reason', 'seq']);
  return entries.where('onboarding_id', '=', id).where('seq', '<', 0).orderBy('id').execute();
};
const setDelivered = (id: string) =>
  platform.database.updateTable('onboardings').set({ workflow_started_at: new Date() }).where('id', '=', id).execute();
const ORPHANED = { status: 'needs-attention', orphaned_at: expect.any(Date), closed_at: null };

test('a terminated workflow is orphaned: one incident lists the holdings', async () => {
  const { id, handle } = await startWithAccounts(platform);
  await handle.terminate();
  startTestReconciler();
  await waitForRow(id, { ...ORPHANED, pending_people: ['hr@example.com'] });
  const before = await loadRow(id);
  await pollUntil(async () => expect(await listIncidentEntries(id)).toHaveLength(1), TIMEOUT_MS);
  await loop?.stop();
  startTestReconciler();
  await loop?.stop();

  expect(await loadRow(id)).toEqual(before);
  const reason = createReason('orphaned.terminated', { heldSteps: ['claimUsername'] });
  expect(await listIncidentEntries(id)).toEqual([{ kind: 'orphaned', reason, seq: -1 }]);
  expect(before.view.steps.map(({ armed }) => armed)).toEqual([false, true, false]);
  const notificationQuery = platform.database
    .selectFrom('outbox')
    .select('notification')
    .where('onboarding_id', '=', id)
    .orderBy('id', 'desc');
  expect((await notificationQuery.executeTakeFirst())?.notification).toMatchObject({ kind: 'needs-attention', reason });
});

test('a delivered workflow unknown to Temporal is orphaned', async () => {
  const input = createLongRunningInput();
  await insertSubmittedOnboarding(platform.database, input);
  await setDelivered(input.id);
  startTestReconciler();
  await waitForRow(input.id, ORPHANED);
  expect(await listIncidentEntries(input.id)).toMatchObject([
    { reason: createReason('orphaned.unknown', { heldSteps: [] }) },
  ]);
});

test('an undelivered submission is left to the starter', async () => {
  const [undelivered, missing] = [createLongRunningInput(), createLongRunningInput()];
  await insertSubmittedOnboarding(platform.database, undelivered);
  await insertSubmittedOnboarding(platform.database, missing);
  await setDelivered(missing.id);
  startTestReconciler();
  await waitForRow(missing.id, ORPHANED);
  expect(await loadRow(undelivered.id)).toMatchObject({ status: 'awaiting-approval', orphaned_at: null });
});

test('a reset workflow is followed by its own writes', async () => {
  const { id, handle } = await startWithAccounts(platform);
  const before = await loadRow(id);
  await resetWorkflow(platform, id);
  await waitForRow(id, { status: 'awaiting-approval' });
  expect((await loadRow(id)).run_id).not.toBe(before.run_id);
  await platform.temporal.client.workflow.getHandle(handle.workflowId).signal('decline', { by: MANAGER });
  await waitForRow(id, { status: 'declined', closed_at: expect.any(Date), open_key: null });
  const seqs = (await listTimelineSeqs(platform.database, id))
    .filter((seq) => seq > 0)
    .sort((one, other) => one - other);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('an orphaned onboarding with a reset workflow is restored', async () => {
  const { id, handle } = await startWithAccounts(platform);
  await handle.terminate();
  startTestReconciler();
  await waitForRow(id, ORPHANED);
  await resetWorkflow(platform, id);
  await waitForRow(id, { status: 'awaiting-approval', orphaned_at: null });
});

test('a closed workflow closes its onboarding in the database', async () => {
  const input = createLongRunningInput();
  const handle = await submitAndStart(platform, { input });
  await handle.signal('decline', { by: MANAGER });
  await handle.result();
  await waitForRow(input.id, { status: 'declined' });
  const open = { status: 'in-progress', closed_at: null, open_key: input.id } as const;
  await platform.database.updateTable('onboardings').set(open).where('id', '=', input.id).execute();
  startTestReconciler();
  await waitForRow(input.id, { status: 'declined', closed_at: expect.any(Date), open_key: null });
});

test('onboardings beyond a full batch are checked, too', async () => {
  const { database } = platform;
  const idle = Array.from({ length: BATCH_SIZE }, createLongRunningInput);
  await Promise.all(idle.map((input) => submitAndStart(platform, { input })));
  const ids = idle.map(({ id }) => id);
  const silentRows = database.selectFrom('onboardings').select('id').where('run_id', 'is', null).where('id', 'in', ids);
  await pollUntil(async () => expect(await silentRows.execute()).toEqual([]), TIMEOUT_MS);
  const last = createLongRunningInput();
  await insertSubmittedOnboarding(database, last);
  await setDelivered(last.id);
  startTestReconciler();
  await waitForRow(last.id, ORPHANED);
});

/** Makes the reconciler's query of this onboarding return `respond()`. Returns a counter of the queries. */
function stubQuery(id: string, respond: () => Promise<never>): () => number {
  const { workflow } = platform.temporal.client;
  const getHandle = workflow.getHandle.bind(workflow);
  const query = jest.fn(respond);
  jest.spyOn(workflow, 'getHandle').mockImplementation((workflowId: string, runId?: string) => {
    const handle = getHandle(workflowId, runId);
    return workflowId === toOnboardingWorkflowId(id) ? Object.assign(handle, { query }) : handle;
  });
  return () => query.mock.calls.length;
}

test('a workflow that does not respond does not block others', async () => {
  const { id } = await startWithAccounts(platform);
  await platform.database
    .updateTable('onboardings')
    .set({ checked_history_length: '0' })
    .where('id', '=', id)
    .execute();
  const countQueries = stubQuery(id, () => Promise.reject(new Error('no answer')));
  const lines: string[] = [];
  startTestReconciler(platform.temporal.client, pino({}, { write: (line) => lines.push(line) }));
  await pollUntil(() => Promise.resolve(expect(lines).not.toEqual([])), TIMEOUT_MS);
  const missing = createLongRunningInput();
  await insertSubmittedOnboarding(platform.database, missing);
  await setDelivered(missing.id);
  await waitForRow(missing.id, ORPHANED);
  expect(countQueries()).toBeGreaterThan(0);
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ onboarding: id, msg: 'The current run of this onboarding does not answer' }),
  );
});

test('a workflow waiting for a worker is neither queried nor stuck', async () => {
  const [waiting, missing] = [createLongRunningInput(), createLongRunningInput()];
  await insertSubmittedOnboarding(platform.database, waiting);
  const startOptions = { taskQueue: 'nobody', workflowId: toOnboardingWorkflowId(waiting.id), args: [waiting] };
  await platform.temporal.client.workflow.start('onboardEmployee', startOptions);
  const countQueries = stubQuery(waiting.id, () => Promise.reject(new Error('not beside its task')));
  await setDelivered(waiting.id);
  await insertSubmittedOnboarding(platform.database, missing);
  await setDelivered(missing.id);
  startTestReconciler();
  await waitForRow(missing.id, ORPHANED);
  expect(countQueries()).toBe(0);
  expect(await loadRow(waiting.id)).toMatchObject({ status: 'awaiting-approval', stuck_at: null });
});

test('during a Temporal outage nothing counts as missing', async () => {
  const { id } = await startWithAccounts(platform);
  const gate = await createGate(platform.temporal.address);
  const connection = Connection.lazy({ address: gate.address });
  const lines: string[] = [];
  startTestReconciler(new Client({ connection }), pino({}, { write: (line) => lines.push(line) }));
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), TIMEOUT_MS);
  expect(await loadRow(id)).toMatchObject({ status: 'in-progress', orphaned_at: null });
  await loop?.stop();
  await connection.close();
});

test('an orphaned onboarding is recovered: a new run undoes and closes it', async () => {
  const { database, temporal } = platform;
  const { id, handle } = await startWithAccounts(platform);
  const listUsernames = () =>
    database.selectFrom('usernames').select('username').where('onboarding_id', '=', id).execute();
  await handle.terminate();
  const request = { by: 'admin@example.com', comment: 'terminated by mistake' };
  expect(await recoverOnboarding({ database, client: temporal.client }, id, request)).toBe(false);
  startTestReconciler();
  await waitForRow(id, ORPHANED);
  expect(await listUsernames()).toHaveLength(1);

  expect(await recoverOnboarding({ database, client: temporal.client }, id, request)).toBe(true);
  await waitForRow(id, { status: 'rolled-back', closed_at: expect.any(Date), open_key: null, orphaned_at: null });
  expect(await listUsernames()).toEqual([]);
  const kindQuery = database.selectFrom('timeline').select('kind').where('onboarding_id', '=', id).orderBy('id');
  const last = (await kindQuery.execute()).map(({ kind }) => kind).slice(-5);
  expect(last).toEqual(['orphaned', 'recovered', 'undone', 'undone', 'rolled-back']);
  await temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).result();
});

test('idempotency keys are kept for 30 days', async () => {
  const { database } = platform;
  const getDaysAgo = (count: number) => new Date(Date.now() - count * 86_400_000);
  for (const [key, created_at] of [
    ['young', getDaysAgo(29)],
    ['old', getDaysAgo(31)],
  ] as const) {
    const rest = { caller: 'hr', body_hash: '', onboarding_id: randomUUID(), response: '{}' };
    await database
      .insertInto('idempotency')
      .values({ ...rest, key, created_at })
      .execute();
  }
  loop = startRetentionCleanup(database, { securityLogDays: 90 }, silentLogger);
  const listKeys = () => database.selectFrom('idempotency').select('key').execute();
  await pollUntil(async () => expect(await listKeys()).toEqual([{ key: 'young' }]), TIMEOUT_MS);
});

test('snapshots lost by a killed worker are fetched from the workflow', async () => {
  const { id } = await startWithAccounts(platform);
  const { view } = await loadRow(id);
  const older = {
    status: 'awaiting-approval',
    revision_history: 1,
    revision_changes: 1,
    checked_history_length: '0',
  } as const;
  await platform.database.updateTable('onboardings').set(older).where('id', '=', id).execute();
  await platform.database.deleteFrom('timeline').where('onboarding_id', '=', id).where('seq', '>', 1).execute();
  startTestReconciler();
  await waitForRow(id, { status: view.status });
  await pollUntil(
    async () => expect((await listTimelineSeqs(platform.database, id)).length).toBeGreaterThan(3),
    TIMEOUT_MS,
  );
});
