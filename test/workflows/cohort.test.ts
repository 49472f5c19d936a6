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

const HR = { email: 'hanna@example.com', roles: ['hr' as const] };

interface Cohort {
  id: string;
  wanted: { what: string };
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

async function submit(count: number, who: string): Promise<string> {
  const { status, body } = await platform.call<{ id: string }>(HR, 'POST', '/cohorts', {
    rows: createRequests(count, who),
  });
  expect(status).toBe(202);
  return body.id;
}
const show = async (id: string) => (await platform.call<Cohort>(HR, 'GET', `/cohorts/${id}?limit=200`)).body;
const order = (id: string, what: 'cancel' | 'resume') =>
  platform.call<Cohort>(HR, 'POST', `/cohorts/${id}/${what}`, what === 'cancel' ? { reason: 'Hiring freeze' } : {});
const seen = (id: string, wanted: (cohort: Cohort) => boolean): Promise<Cohort> =>
  waitForValue(async () => {
    const cohort = await show(id);
    return wanted(cohort) ? cohort : undefined;
  });
const handleOf = (id: string) => platform.temporal.client.workflow.getHandle(toCohortWorkflowId(id));
const asked = (id: string) => handleOf(id).query<CohortView>('cohort');
/** Queries the workflow, which learns of its rows after the database has them. */
const said = (id: string, wanted: (cohort: CohortView) => boolean) =>
  waitForValue(async () => {
    const view = await asked(id);
    return wanted(view) ? view : undefined;
  });

/** Expects one onboarding per started row, running in Temporal, and no other open one for the same people. */
async function expectEachOnce(id: string, count: number, who: string): Promise<void> {
  const { items } = await show(id);
  const ids = items.flatMap(({ onboardingId }) => onboardingId ?? []);
  expect(new Set(ids).size).toBe(count);
  const keys = createRequests(count, who).map(computeOpenKey);
  const open = await database
    .selectFrom('onboardings')
    .select(['id', 'delivered_at'])
    .where('open_key', 'in', keys)
    .execute();
  expect(open.map((row) => row.id).sort()).toEqual([...ids].sort());
  const { rows } = await platform.testDb.pool.query<{ n: string }>(
    `select count(*) as n from audit where action = 'onboarding.submit' and detail->>'cohort' = $1`,
    [id],
  );
  expect(Number(rows[0]?.n)).toBe(count);
}

test('every row becomes an onboarding of its own, submitted by who submitted the file', async () => {
  const id = await submit(12, 'each');
  const cohort = await seen(id, ({ rows }) => rows.started === 12);
  expect(cohort).toMatchObject({ open: 12, rows: { waiting: 0, failed: 0 } });
  await seen(id, ({ onboardings }) => onboardings.status['awaiting-approval'] === 12);
  await expectEachOnce(id, 12, 'each');
  const view = await platform.waitForView(cohort.items[0]?.onboardingId ?? '', ({ timeline }) => timeline.length > 0);
  expect(view).toMatchObject({ submittedBy: { email: HR.email }, startDate: FUTURE_MONDAY });
  expect(
    await database.selectFrom('cohort_rows').select('request').where('cohort_id', '=', id).distinct().execute(),
  ).toEqual([{ request: null }]);
  const told = await said(id, ({ carriedOut, rows }) => carriedOut && rows.started === 12);
  expect(told).toMatchObject({ order: 'start', rows: { started: 12 }, open: 12, ignored: [] });
  expect((await handleOf(id).describe()).status.name).toBe('RUNNING');
});

test('a row that cannot start any more fails with its reason, stands in no other’s way, and can be resumed', async () => {
  const [first] = createRequests(2, 'late');
  // The person's onboarding opens between the validation of the cohort and its start.
  const cohort = await whileStopped(async () => submit(2, 'late'));
  const { body: opened } = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', first);
  await deliverAgain(cohort);
  const { items } = await seen(cohort, ({ rows }) => rows.started === 1 && rows.failed === 1);
  expect(items).toMatchObject([
    { row: 1, state: 'failed', errors: [{ message: expect.stringContaining(opened.id) }] },
    { row: 2, state: 'started' },
  ]);

  await platform.call(HR, 'POST', `/onboardings/${opened.id}/cancel`, { reason: 'A mistake' });
  await platform.waitForView(opened.id, ({ status }) => status === 'cancelled');
  expect((await order(cohort, 'resume')).status).toBe(202);
  await seen(cohort, ({ rows }) => rows.started === 2 && rows.failed === 0);
  await expectEachOnce(cohort, 2, 'late');
});

test('cancelled as a whole, what waits does not start and every onboarding is rolled back; resumed, what did not start starts', async () => {
  const id = await whileStopped(() => submit(30, 'freeze'));
  await whileHeldAt(id, 10, async () => {
    await startByHand({ ...buildCohortInput(id, false), chunkRows: 1, atOnce: 1 });
    await seen(id, ({ rows }) => (rows.started ?? 0) >= 3);
    expect((await order(id, 'cancel')).body.wanted).toMatchObject({ what: 'cancel', reason: 'Hiring freeze' });
    await said(id, ({ order: heard }) => heard === 'cancel');
  });
  const cancelled = await seen(id, ({ rows, open }) => rows.waiting === 0 && open === 0);
  const { started = 0, cancelled: never = 0 } = cancelled.rows;
  expect(started + never).toBe(30);
  expect(cancelled.onboardings.status).toEqual({ cancelled: started });
  const view = await platform.waitForView(
    cancelled.items.find(({ onboardingId }) => onboardingId)?.onboardingId ?? '',
    () => true,
  );
  expect(view.timeline).toContainEqual(
    expect.objectContaining({ kind: 'cancel-requested', via: 'api', by: HR.email, note: 'Hiring freeze' }),
  );
  expect(never).toBeGreaterThan(0);
  expect((await order(id, 'resume')).status).toBe(202);
  await seen(id, ({ rows }) => rows.cancelled === 0 && rows.waiting === 0);
  expect((await show(id)).open).toBe(never);
  recorded.set('cohort-cancelled-and-resumed', id);
});

test('its workflow ends with the last of its onboardings; what is wanted of it after that starts it again', async () => {
  const id = await whileStopped(async () => {
    const cohort = await submit(2, 'over');
    await platform.testDb.pool.query(`update cohort_rows set state = 'cancelled' where cohort_id = $1 and row = 2`, [
      cohort,
    ]);
    return cohort;
  });
  const handle = await startByHand({ ...buildCohortInput(id, false), restMs: 200 });
  const { items } = await seen(id, ({ rows }) => rows.started === 1);
  await platform.call(HR, 'POST', `/onboardings/${items[0]?.onboardingId ?? ''}/cancel`, { reason: 'Withdrawn' });
  expect(await handle.result()).toMatchObject({ open: 0, rows: { started: 1, cancelled: 1 } });
  await order(id, 'resume');
  await seen(id, ({ rows }) => rows.started === 2);
});

test('a cohort that is cancelled before Temporal heard of it starts nothing', async () => {
  const id = await whileStopped(async () => {
    const cohort = await submit(5, 'unheard');
    await order(cohort, 'cancel');
    return cohort;
  });
  await deliverAgain(id);
  await seen(id, ({ rows }) => rows.cancelled === 5);
  expect((await show(id)).rows.started).toBe(0);
});

test('a long file goes on as new, with bounded histories', async () => {
  const id = await whileStopped(() => submit(40, 'long'));
  const input: CohortInput = { ...buildCohortInput(id, false), chunkRows: 1, atOnce: 3, historyEvents: 60 };
  const handle = await startByHand(input);
  await seen(id, ({ rows }) => rows.started === 40);
  await expectEachOnce(id, 40, 'long');
  const { runId } = await handle.describe();
  expect(runId).not.toBe(handle.firstExecutionRunId);
  const { events } = await platform.temporal.client.workflow
    .getHandle(handle.workflowId, handle.firstExecutionRunId)
    .fetchHistory();
  expect(events?.length).toBeGreaterThan(60);
  expect(events?.length).toBeLessThan(150);
  await said(id, ({ carriedOut, rows }) => carriedOut && rows.started === 40);
});

test('whatever is said to it, by whomever: it never breaks, and the reason is kept', async () => {
  const id = await submit(3, 'hostile');
  await seen(id, ({ rows }) => rows.started === 3);
  const handle = handleOf(id);
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
  const { ignored, order: last } = await asked(id);
  expect(last).toBe('start');
  expect(ignored).toHaveLength(11);
  expect(ignored.at(-1)).toBe('there is no signal explode');

  // Directly through Temporal, as an operator would.
  await handle.signal('cancel', { by: 'ops@example.com', reason: 'By hand' });
  await seen(id, ({ open }) => open === 0);
  const { items } = await show(id);
  const view = await platform.waitForView(items[0]?.onboardingId ?? '', ({ status }) => status === 'cancelled');
  expect(view.timeline).toContainEqual(
    expect.objectContaining({ kind: 'cancel-requested', via: 'temporal (unverified)', by: 'ops@example.com' }),
  );
});

test('where only the API counts, what comes straight from Temporal changes nothing', async () => {
  const id = await whileStopped(() => submit(2, 'strict'));
  const handle = await startByHand({ ...buildCohortInput(id, true) });
  await seen(id, ({ rows }) => rows.started === 2);
  await handle.signal('cancel', { by: 'ops@example.com', reason: 'By hand' });
  await handle.cancel();
  const { ignored } = await said(id, (view) => view.ignored.length === 2);
  expect(ignored[0]).toMatch(/^cancel: unverified/);
  expect((await show(id)).open).toBe(2);
  await order(id, 'cancel');
  await seen(id, ({ open }) => open === 0);
});

test('Temporal’s own cancel means ours', async () => {
  const id = await submit(2, 'own');
  await seen(id, ({ rows }) => rows.started === 2);
  await handleOf(id).cancel();
  await seen(id, ({ open }) => open === 0);
});

test('its id and summaries hold nothing personal, and tell an operator what goes on', async () => {
  const id = await submit(2, 'plain');
  await seen(id, ({ rows }) => rows.started === 2);
  const { events } = await handleOf(id).fetchHistory();
  const bytes = JSON.stringify(events, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(bytes).toContain(id);
  expect(bytes).not.toMatch(/Lovelace|plain-1/);
  const summaries = events?.map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString());
  expect(summaries).toContain('"Start rows 1 to 2"');
});

/** Runs `work` with the delivery of cohorts suppressed, as if the process had died right after its answer. */
async function whileStopped(work: () => Promise<string>): Promise<string> {
  await platform.testDb.pool.query(`create or replace function hold() returns trigger language plpgsql as
    $$ begin new.delivered_at = '2000-01-01'; return new; end $$`);
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
const whileHeldAt = (id: string, row: number, work: () => Promise<void>): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
    const held = transaction.selectFrom('cohort_rows').where('cohort_id', '=', id).where('row', '=', row);
    await held.select('row').forUpdate().execute();
    await work();
  });

/** Makes the starter pick up the cohort again. */
const deliverAgain = (id: string) =>
  platform.testDb.pool.query('update cohorts set delivered_at = null where id = $1', [id]);

const startByHand = (input: CohortInput) =>
  platform.temporal.client.workflow.start(WORKFLOW_TYPES.onboardCohort, {
    taskQueue: TASK_QUEUE,
    workflowId: toCohortWorkflowId(input.cohortId),
    args: [input],
  });

test('an order that comes while another is being delivered is delivered, too', async () => {
  const id = await whileStopped(() => submit(1, 'meanwhile'));
  const row = await findCohort(database, id);
  if (!row) throw new Error('no cohort');
  await whileStopped(() => order(id, 'cancel').then(() => id));
  await deliverAgain(id);
  await markCohortDelivered(database, row);
  await seen(id, ({ rows }) => rows.cancelled === 1);
});
