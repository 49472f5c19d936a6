import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import { pollUntil } from '../../../src/lib/poll-until';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import { createEmbeddedSystems } from '../../../src/integrations/embedded-systems';
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

let platform: WorkerPlatform;
let running: BackgroundLoop | undefined;
beforeAll(async () => void (platform = await startWorkerPlatform()));
afterAll(() => platform.close());
afterEach(async () => {
  await running?.stop();
  jest.restoreAllMocks();
  await platform.database.updateTable('onboardings').set({ closed_at: new Date() }).execute();
});

/** Small, so that a full batch of idle onboardings starts quickly. */
const BATCH_SIZE = 20;
const reconcile = (client = platform.temporal.client, logger = silentLogger) => {
  const { database } = platform;
  running = startReconciler({ database, client, logger, intervalMs: 50, quietMs: 0, batchSize: BATCH_SIZE });
};
const row = (id: string) => getOnboardingRow(platform.database, id);
const becomes = (id: string, wanted: object) =>
  pollUntil(async () => expect(await row(id)).toMatchObject(wanted), TIMEOUT_MS);
const told = async (id: string) => {
  const entries = platform.database.selectFrom('timeline').select(['kind', 'note', 'seq']);
  return entries.where('onboarding_id', '=', id).where('seq', '<', 0).orderBy('id').execute();
};
const delivered = (id: string) =>
  platform.database.updateTable('onboardings').set({ delivered_at: new Date() }).where('id', '=', id).execute();
const LOST = { status: 'needs-attention', lost_at: expect.any(Date), closed_at: null };

test('a terminated workflow is lost: it needs attention, once, and each effect that is held is named', async () => {
  const { id, handle } = await startWithAccounts(platform);
  await handle.terminate();
  reconcile();
  await becomes(id, { ...LOST, waiting_for: ['hr@example.com'] });
  const before = await row(id);
  await pollUntil(async () => expect(await told(id)).toHaveLength(1), TIMEOUT_MS);
  await running?.stop();
  reconcile();
  await running?.stop();

  expect(await row(id)).toEqual(before);
  const note = 'Its workflow was terminated in Temporal. Still held: Create accounts.';
  expect(await told(id)).toEqual([{ kind: 'lost', note, seq: -1 }]);
  expect(before.view.steps.map(({ armed }) => armed)).toEqual([false, true, false]);
  const owed = platform.database
    .selectFrom('outbox')
    .select('notice')
    .where('onboarding_id', '=', id)
    .orderBy('id', 'desc');
  expect((await owed.executeTakeFirst())?.notice).toMatchObject({ kind: 'needs-attention', note });
});

test('a workflow that Temporal does not know although it was delivered is lost', async () => {
  const input = createLongRunningInput();
  await insertSubmittedOnboarding(platform.database, input);
  await delivered(input.id);
  reconcile();
  await becomes(input.id, LOST);
  expect(await told(input.id)).toMatchObject([{ note: expect.stringContaining('not known to Temporal any more') }]);
});

test('a submission that is not delivered yet is the starter’s, and no loss', async () => {
  const [undelivered, missing] = [createLongRunningInput(), createLongRunningInput()];
  await insertSubmittedOnboarding(platform.database, undelivered);
  await insertSubmittedOnboarding(platform.database, missing);
  await delivered(missing.id);
  reconcile();
  await becomes(missing.id, LOST);
  expect(await row(undelivered.id)).toMatchObject({ status: 'awaiting-approval', lost_at: null });
});

test('a workflow that was reset is followed by its own writes', async () => {
  const { id, handle } = await startWithAccounts(platform);
  const before = await row(id);
  await resetWorkflow(platform, id);
  await becomes(id, { status: 'awaiting-approval' });
  expect((await row(id)).run_id).not.toBe(before.run_id);
  await platform.temporal.client.workflow.getHandle(handle.workflowId).signal('decline', { by: MANAGER });
  await becomes(id, { status: 'declined', closed_at: expect.any(Date), open_key: null });
  const seqs = (await listTimelineSeqs(platform.database, id))
    .filter((seq) => seq > 0)
    .sort((one, other) => one - other);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('a lost onboarding whose workflow was reset is found again', async () => {
  const { id, handle } = await startWithAccounts(platform);
  await handle.terminate();
  reconcile();
  await becomes(id, LOST);
  await resetWorkflow(platform, id);
  await becomes(id, { status: 'awaiting-approval', lost_at: null });
});

test('an onboarding that closed without the database knowing is closed', async () => {
  const input = createLongRunningInput();
  const handle = await submitAndStart(platform, { input });
  await handle.signal('decline', { by: MANAGER });
  await handle.result();
  await becomes(input.id, { status: 'declined' });
  const open = { status: 'in-progress', closed_at: null, open_key: input.id } as const;
  await platform.database.updateTable('onboardings').set(open).where('id', '=', input.id).execute();
  reconcile();
  await becomes(input.id, { status: 'declined', closed_at: expect.any(Date), open_key: null });
});

test('all get their turn: what is behind a full batch is compared too', async () => {
  const { database } = platform;
  const idle = Array.from({ length: BATCH_SIZE }, createLongRunningInput);
  await Promise.all(idle.map((input) => submitAndStart(platform, { input })));
  const ids = idle.map(({ id }) => id);
  const silentRows = database.selectFrom('onboardings').select('id').where('run_id', 'is', null).where('id', 'in', ids);
  await pollUntil(async () => expect(await silentRows.execute()).toEqual([]), TIMEOUT_MS);
  const last = createLongRunningInput();
  await insertSubmittedOnboarding(database, last);
  await delivered(last.id);
  reconcile();
  await becomes(last.id, LOST);
});

/** Makes the reconciler's query of this onboarding return `answer()`. Returns a counter of the queries. */
function answering(id: string, answer: () => Promise<never>): () => number {
  const { workflow } = platform.temporal.client;
  const getHandle = workflow.getHandle.bind(workflow);
  const query = jest.fn(answer);
  jest.spyOn(workflow, 'getHandle').mockImplementation((workflowId: string, runId?: string) => {
    const handle = getHandle(workflowId, runId);
    return workflowId === toOnboardingWorkflowId(id) ? Object.assign(handle, { query }) : handle;
  });
  return () => query.mock.calls.length;
}

test('a workflow that does not answer keeps no other from its turn', async () => {
  const { id } = await startWithAccounts(platform);
  await platform.database.updateTable('onboardings').set({ checked_history: '0' }).where('id', '=', id).execute();
  const timesAsked = answering(id, () => Promise.reject(new Error('no answer')));
  const lines: string[] = [];
  reconcile(platform.temporal.client, pino({}, { write: (line) => lines.push(line) }));
  await pollUntil(() => Promise.resolve(expect(lines).not.toEqual([])), TIMEOUT_MS);
  const missing = createLongRunningInput();
  await insertSubmittedOnboarding(platform.database, missing);
  await delivered(missing.id);
  await becomes(missing.id, LOST);
  expect(timesAsked()).toBeGreaterThan(0);
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ onboarding: id, msg: 'The current run of this onboarding does not answer' }),
  );
});

test('a workflow whose task waits for a worker is not asked beside it, and is no standstill', async () => {
  const [waiting, missing] = [createLongRunningInput(), createLongRunningInput()];
  await insertSubmittedOnboarding(platform.database, waiting);
  const nobody = { taskQueue: 'nobody', workflowId: toOnboardingWorkflowId(waiting.id), args: [waiting] };
  await platform.temporal.client.workflow.start('onboardEmployee', nobody);
  const timesAsked = answering(waiting.id, () => Promise.reject(new Error('not beside its task')));
  await delivered(waiting.id);
  await insertSubmittedOnboarding(platform.database, missing);
  await delivered(missing.id);
  reconcile();
  await becomes(missing.id, LOST);
  expect(timesAsked()).toBe(0);
  expect(await row(waiting.id)).toMatchObject({ status: 'awaiting-approval', stuck_at: null });
});

test('while Temporal is down nothing is taken for lost', async () => {
  const { id } = await startWithAccounts(platform);
  const gate = await createGate(platform.temporal.address);
  const connection = Connection.lazy({ address: gate.address });
  const lines: string[] = [];
  reconcile(new Client({ connection }), pino({}, { write: (line) => lines.push(line) }));
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), TIMEOUT_MS);
  expect(await row(id)).toMatchObject({ status: 'in-progress', lost_at: null });
  await running?.stop();
  await connection.close();
});

test('a lost onboarding is recovered: a new run undoes what is held, and closes it', async () => {
  const { database, temporal, mailer } = platform;
  const { id, handle } = await startWithAccounts(platform);
  const { directory } = createEmbeddedSystems(mailer).bindTo(database);
  await handle.terminate();
  const request = { by: 'admin@example.com', reason: 'terminated by mistake' };
  expect(await recoverOnboarding({ database, client: temporal.client }, id, request)).toBe(false);
  reconcile();
  await becomes(id, LOST);
  expect(await directory.listAccounts(id)).toHaveLength(1);

  expect(await recoverOnboarding({ database, client: temporal.client }, id, request)).toBe(true);
  await becomes(id, { status: 'rolled-back', closed_at: expect.any(Date), open_key: null, lost_at: null });
  expect(await directory.listAccounts(id)).toEqual([]);
  const kinds = database.selectFrom('timeline').select('kind').where('onboarding_id', '=', id).orderBy('id');
  const last = (await kinds.execute()).map(({ kind }) => kind).slice(-5);
  expect(last).toEqual(['lost', 'recovered', 'undone', 'undone', 'rolled-back']);
  await temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).result();
});

test('idempotency keys are kept for 30 days', async () => {
  const { database } = platform;
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  for (const [key, created_at] of [
    ['young', days(29)],
    ['old', days(31)],
  ] as const) {
    const rest = { caller: 'hr', body_hash: '', onboarding_id: randomUUID(), answer: '{}' };
    await database
      .insertInto('idempotency')
      .values({ ...rest, key, created_at })
      .execute();
  }
  running = startRetentionCleanup(database, silentLogger);
  const keys = () => database.selectFrom('idempotency').select('key').execute();
  await pollUntil(async () => expect(await keys()).toEqual([{ key: 'young' }]), TIMEOUT_MS);
});

test('what a killed worker did not write any more is fetched from the workflow', async () => {
  const { id } = await startWithAccounts(platform);
  const { view } = await row(id);
  const older = {
    status: 'awaiting-approval',
    revision_history: 1,
    revision_changes: 1,
    checked_history: '0',
  } as const;
  await platform.database.updateTable('onboardings').set(older).where('id', '=', id).execute();
  await platform.database.deleteFrom('timeline').where('onboarding_id', '=', id).where('seq', '>', 1).execute();
  reconcile();
  await becomes(id, { status: view.status });
  await pollUntil(
    async () => expect((await listTimelineSeqs(platform.database, id)).length).toBeGreaterThan(3),
    TIMEOUT_MS,
  );
});
