import { sql } from 'kysely';
import { buildCohortInput, type CohortInput, type CohortView } from '../../src/domain/cohort';
import { toCohortWorkflowId, TASK_QUEUE, WORKFLOW_TYPES } from '../../src/domain/ids';
import { markCohortDelivered, findCohort } from '../../src/database/cohorts';
import { computeOpenKey } from '../../src/database/onboarding-columns';
import type { Database } from '../../src/database/client';
import { FUTURE_MONDAY } from '../api/support/test-api';
import { isRecording, recordStories } from '../support/histories';
import { TestPlatform } from '../support/test-platform';
import { waitForValue } from '../support/wait-for-value';
import { createRequests } from '../support/cohorts';
import { createReason } from '../../src/domain/reasons/reason';

const HR = { email: 'hanna@example.com', roles: ['hr' as const] };

interface CohortResponse {
  id: string;
  command: { action: string };
  rows: Record<string, number>;
  open: number;
  onboardings: { status: Record<string, number>; readiness: Record<string, number> };
  items: { row: number; state: string; onboardingId?: string; status?: string; errors?: { message: string }[] }[];
}

let platform: TestPlatform;
let database: Database;
beforeAll(async () => {
  platform = await TestPlatform.start();
  database = platform.testDb.database;
});
afterAll(async () => {
  if (isRecording()) await recordStories(platform.temporal.client, recorded, toCohortWorkflowId);
  await platform.close();
});
/** Cohort ids by story. Later code must be able to replay their histories. */
const recorded = new Map<string, string>();

async function submit(count: number, emailPrefix: string): Promise<string> {
  const { status, body } = await platform.call<{ id: string }>(HR, 'POST', '/cohorts', {
    rows: createRequests(count, emailPrefix),
  });
  expect(status).toBe(202);
  return body.id;
}
const fetchCohort = async (id: string) =>
  (await platform.call<CohortResponse>(HR, 'GET', `/cohorts/${id}?limit=200`)).body;
const sendCommand = (id: string, action: 'cancel' | 'resume') => {
  const body = action === 'cancel' ? { reason: 'Hiring freeze' } : {};
  return platform.call<CohortResponse>(HR, 'POST', `/cohorts/${id}/${action}`, body);
};
const waitForCohort = (id: string, predicate: (cohort: CohortResponse) => boolean): Promise<CohortResponse> =>
  waitForValue(async () => {
    const cohort = await fetchCohort(id);
    return predicate(cohort) ? cohort : undefined;
  });
const getCohortHandle = (id: string) => platform.temporal.client.workflow.getHandle(toCohortWorkflowId(id));
const queryCohort = (id: string) => getCohortHandle(id).query<CohortView>('cohort');
/** Queries the workflow, which learns of its rows after the database has them. */
const waitForCohortView = (id: string, predicate: (cohort: CohortView) => boolean) =>
  waitForValue(async () => {
    const view = await queryCohort(id);
    return predicate(view) ? view : undefined;
  });

/** Expects one onboarding per started row, running in Temporal, and no other open one for the same people. */
async function expectOneOnboardingPerRow(id: string, count: number, emailPrefix: string): Promise<void> {
  const { items } = await fetchCohort(id);
  const ids = items.flatMap(({ onboardingId }) => onboardingId ?? []);
  expect(new Set(ids).size).toBe(count);
  const keys = createRequests(count, emailPrefix).map(computeOpenKey);
  const open = await database
    .selectFrom('onboardings')
    .select(['id', 'workflow_started_at'])
    .where('open_key', 'in', keys)
    .execute();
  expect(open.map((row) => row.id).sort()).toEqual([...ids].sort());
  const { rows } = await platform.testDb.pool.query<{ n: string }>(
    `select count(*) as n from audit where action = 'onboarding.submit' and detail->>'cohort' = $1`,
    [id],
  );
  expect(Number(rows[0]?.n)).toBe(count);
}

test('every row becomes an onboarding by the submitter of the file', async () => {
  const id = await submit(12, 'each');
  const cohort = await waitForCohort(id, ({ rows }) => rows.started === 12);
  expect(cohort).toMatchObject({ open: 12, rows: { waiting: 0, failed: 0 } });
  await waitForCohort(id, ({ onboardings }) => onboardings.status['awaiting-approval'] === 12);
  await expectOneOnboardingPerRow(id, 12, 'each');
  const view = await platform.waitForView(cohort.items[0]?.onboardingId ?? '', ({ timeline }) => timeline.length > 0);
  expect(view).toMatchObject({ submittedBy: { email: HR.email }, startDate: FUTURE_MONDAY });
  expect(
    await database.selectFrom('cohort_rows').select('request').where('cohort_id', '=', id).distinct().execute(),
  ).toEqual([{ request: null }]);
  const cohortView = await waitForCohortView(id, (one) => one.isCommandComplete && one.rows.started === 12);
  expect(cohortView).toMatchObject({ action: 'start', rows: { started: 12 }, open: 12, ignored: [] });
  expect((await getCohortHandle(id).describe()).status.name).toBe('RUNNING');
});

test('a row that cannot start fails with its reason, and can be resumed', async () => {
  const [first] = createRequests(2, 'late');
  // The person's onboarding opens between the validation of the cohort and its start.
  const cohort = await withoutDelivery(async () => submit(2, 'late'));
  const { body: opened } = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', first);
  await redeliver(cohort);
  const { items } = await waitForCohort(cohort, ({ rows }) => rows.started === 1 && rows.failed === 1);
  expect(items).toMatchObject([
    { row: 1, state: 'failed', errors: [{ message: expect.stringContaining(opened.id) }] },
    { row: 2, state: 'started' },
  ]);

  await platform.call(HR, 'POST', `/onboardings/${opened.id}/cancel`, { reason: 'A mistake' });
  await platform.waitForView(opened.id, ({ status }) => status === 'cancelled');
  expect((await sendCommand(cohort, 'resume')).status).toBe(202);
  await waitForCohort(cohort, ({ rows }) => rows.started === 2 && rows.failed === 0);
  await expectOneOnboardingPerRow(cohort, 2, 'late');
});

test('cancel rolls back all onboardings; resume starts the rest', async () => {
  const id = await withoutDelivery(() => submit(30, 'freeze'));
  await withLockedRow(id, 10, async () => {
    await startCohortWorkflow({ ...buildCohortInput(id, false), rowsPerRange: 1, concurrency: 1 });
    await waitForCohort(id, ({ rows }) => (rows.started ?? 0) >= 3);
    expect((await sendCommand(id, 'cancel')).body.command).toMatchObject({
      action: 'cancel',
      comment: 'Hiring freeze',
    });
    await waitForCohortView(id, ({ action }) => action === 'cancel');
  });
  const cancelled = await waitForCohort(id, ({ rows, open }) => rows.waiting === 0 && open === 0);
  const { started = 0, cancelled: neverStarted = 0 } = cancelled.rows;
  expect(started + neverStarted).toBe(30);
  expect(cancelled.onboardings.status).toEqual({ cancelled: started });
  const view = await platform.waitForView(
    cancelled.items.find(({ onboardingId }) => onboardingId)?.onboardingId ?? '',
    () => true,
  );
  const entry = view.timeline.find(({ kind }) => kind === 'cancel-requested');
  const reason = createReason('cohort-cancelled', {});
  expect(entry).toMatchObject({ via: 'api', by: HR.email, reason, comment: 'Hiring freeze' });
  expect(neverStarted).toBeGreaterThan(0);
  expect((await sendCommand(id, 'resume')).status).toBe(202);
  await waitForCohort(id, ({ rows }) => rows.cancelled === 0 && rows.waiting === 0);
  expect((await fetchCohort(id)).open).toBe(neverStarted);
  recorded.set('cohort-cancelled-and-resumed', id);
});

test('the workflow ends with its last onboarding; a command restarts it', async () => {
  const id = await withoutDelivery(async () => {
    const cohort = await submit(2, 'over');
    await platform.testDb.pool.query(`update cohort_rows set state = 'cancelled' where cohort_id = $1 and row = 2`, [
      cohort,
    ]);
    return cohort;
  });
  const handle = await startCohortWorkflow({ ...buildCohortInput(id, false), pollIntervalMs: 200 });
  const { items } = await waitForCohort(id, ({ rows }) => rows.started === 1);
  await platform.call(HR, 'POST', `/onboardings/${items[0]?.onboardingId ?? ''}/cancel`, { reason: 'Withdrawn' });
  expect(await handle.result()).toMatchObject({ open: 0, rows: { started: 1, cancelled: 1 } });
  await sendCommand(id, 'resume');
  await waitForCohort(id, ({ rows }) => rows.started === 2);
});

test('a cohort cancelled before its delivery starts nothing', async () => {
  const id = await withoutDelivery(async () => {
    const cohort = await submit(5, 'unheard');
    await sendCommand(cohort, 'cancel');
    return cohort;
  });
  await redeliver(id);
  await waitForCohort(id, ({ rows }) => rows.cancelled === 5);
  expect((await fetchCohort(id)).rows.started).toBe(0);
});

test('a long file continues as new, with bounded histories', async () => {
  const id = await withoutDelivery(() => submit(40, 'long'));
  const input: CohortInput = { ...buildCohortInput(id, false), rowsPerRange: 1, concurrency: 3, maxHistoryEvents: 60 };
  const handle = await startCohortWorkflow(input);
  await waitForCohort(id, ({ rows }) => rows.started === 40);
  await expectOneOnboardingPerRow(id, 40, 'long');
  const { runId } = await handle.describe();
  expect(runId).not.toBe(handle.firstExecutionRunId);
  const { events } = await platform.temporal.client.workflow
    .getHandle(handle.workflowId, handle.firstExecutionRunId)
    .fetchHistory();
  expect(events?.length).toBeGreaterThan(60);
  expect(events?.length).toBeLessThan(150);
  await waitForCohortView(id, ({ isCommandComplete, rows }) => isCommandComplete && rows.started === 40);
});

test('malformed commands are recorded, and never break the workflow', async () => {
  const id = await submit(3, 'hostile');
  await waitForCohort(id, ({ rows }) => rows.started === 3);
  const handle = getCohortHandle(id);
  for (const value of [
    undefined,
    null,
    7,
    'cancel',
    [],
    {},
    { by: 7, reason: 'x' },
    { by: 'a@b.org' },
    { by: 'a@b.org', reason: '\u0000' },
  ])
    await handle.signal('cancel', value);
  await handle.signal('resume', { by: {} });
  await handle.signal('explode', { by: 'a@b.org' });
  const { ignored, action } = await queryCohort(id);
  expect(action).toBe('start');
  expect(ignored).toHaveLength(11);
  expect(ignored.at(-1)).toEqual(createReason('unknown-signal', { signal: 'explode' }));

  // Directly through Temporal, as an operator would.
  await handle.signal('cancel', { by: 'ops@example.com', reason: 'By hand' });
  await waitForCohort(id, ({ open }) => open === 0);
  const { items } = await fetchCohort(id);
  const view = await platform.waitForView(items[0]?.onboardingId ?? '', ({ status }) => status === 'cancelled');
  const entry = view.timeline.find(({ kind }) => kind === 'cancel-requested');
  expect(entry).toMatchObject({ via: 'temporal (unverified)', by: 'ops@example.com', comment: 'By hand' });
});

test('with apiOnly, commands sent directly to Temporal are ignored', async () => {
  const id = await withoutDelivery(() => submit(2, 'strict'));
  const handle = await startCohortWorkflow({ ...buildCohortInput(id, true) });
  await waitForCohort(id, ({ rows }) => rows.started === 2);
  await handle.signal('cancel', { by: 'ops@example.com', reason: 'By hand' });
  await handle.cancel();
  const { ignored } = await waitForCohortView(id, (view) => view.ignored.length === 2);
  expect(ignored[0]).toEqual(createReason('unverified', {}));
  expect((await fetchCohort(id)).open).toBe(2);
  await sendCommand(id, 'cancel');
  await waitForCohort(id, ({ open }) => open === 0);
});

test('a cancellation in Temporal cancels the cohort', async () => {
  const id = await submit(2, 'own');
  await waitForCohort(id, ({ rows }) => rows.started === 2);
  await getCohortHandle(id).cancel();
  await waitForCohort(id, ({ open }) => open === 0);
});

test('workflow id and summaries contain no personal data', async () => {
  const id = await submit(2, 'plain');
  await waitForCohort(id, ({ rows }) => rows.started === 2);
  const { events } = await getCohortHandle(id).fetchHistory();
  const bytes = JSON.stringify(events, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(bytes).toContain(id);
  expect(bytes).not.toMatch(/Lovelace|plain-1/);
  const summaries = events?.map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString());
  expect(summaries).toContain('"Start rows 1 to 2"');
});

/** Runs `work` with the delivery of cohorts suppressed, as if the process had died right after its answer. */
async function withoutDelivery(work: () => Promise<string>): Promise<string> {
  await platform.testDb.pool.query(`create or replace function hold() returns trigger language plpgsql as
    $$ begin new.command_sent_at = '2000-01-01'; return new; end $$`);
  await platform.testDb.pool.query(
    `create trigger hold before insert or update on cohorts for each row execute function hold()`,
  );
  try {
    return await work();
  } finally {
    await platform.testDb.pool.query(`drop trigger hold on cohorts`);
  }
}

/** Locks the row while `work` runs. It cannot start, and neither can later rows if rows start one after another. */
const withLockedRow = (id: string, row: number, work: () => Promise<void>): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
    const rowQuery = transaction.selectFrom('cohort_rows').where('cohort_id', '=', id).where('row', '=', row);
    await rowQuery.select('row').forUpdate().execute();
    await work();
  });

/** Makes the starter pick up the cohort again. */
const redeliver = (id: string) =>
  platform.testDb.pool.query('update cohorts set command_sent_at = null where id = $1', [id]);

const startCohortWorkflow = (input: CohortInput) =>
  platform.temporal.client.workflow.start(WORKFLOW_TYPES.onboardCohort, {
    taskQueue: TASK_QUEUE,
    workflowId: toCohortWorkflowId(input.cohortId),
    args: [input],
  });

test('a command sent during a delivery is delivered, too', async () => {
  const id = await withoutDelivery(() => submit(1, 'meanwhile'));
  const row = await findCohort(database, id);
  if (!row) throw new Error('no cohort');
  await withoutDelivery(() => sendCommand(id, 'cancel').then(() => id));
  await redeliver(id);
  await markCohortDelivered(database, row);
  await waitForCohort(id, ({ rows }) => rows.cancelled === 1);
});
