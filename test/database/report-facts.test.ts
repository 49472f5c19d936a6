import { sql } from 'kysely';
import { workOutReportFacts } from '../../src/database/report-facts';
import { inTransaction } from '../../src/database/transactions';
import type { StepView } from '../../src/domain/onboarding/view';
import { pollUntil } from '../../src/lib/poll-until';
import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { createTestDatabase, LOCK_WAITERS_SQL, type TestDatabase } from '../support/test-database';
import { createApprovalStep, createEngineInput } from '../workflows/support';

let postgres: TestDatabase;
beforeEach(async () => void (postgres = await createTestDatabase()));
afterEach(() => postgres.close());

async function insertTestOnboarding() {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(postgres.database, input);
  return input;
}

type Input = Awaited<ReturnType<typeof insertTestOnboarding>>;

/** Writes the `version`-th view of this onboarding, which has as many steps that are done. */
async function writeView(input: Input, version: number, database = postgres.database): Promise<void> {
  const snapshot = createSnapshot(input, [0, 8, version], 'in-progress');
  const times = { startedAt: '2026-03-02T08:00:00Z', endedAt: '2026-03-02T09:00:00Z' };
  const steps = Array.from({ length: version }, (_, index): StepView => ({
    id: `step${index}`,
    kind: 'task',
    title: 'Step',
    status: 'done',
    after: [],
    ...times,
  }));
  await writeSnapshot(database, { ...snapshot, view: { ...snapshot.view, steps } }, 'run');
}

async function countStepsInFacts(): Promise<Record<string, number>> {
  const { rows } = await sql<{
    id: string;
    steps: number;
  }>`select onboarding_id as id, cardinality(step_ids) as steps from report_facts`.execute(postgres.database);
  return Object.fromEntries(rows.map(({ id, steps }) => [id, steps]));
}

/** Runs `work` while another process is working out the facts of the oldest note, and has not committed them. */
async function whileFactsAreHeld(work: () => Promise<void>): Promise<void> {
  const client = await postgres.pool.connect();
  try {
    await client.query('begin');
    await client.query('select work_out_report_facts(1, true)');
    await work();
  } finally {
    await client.query('commit');
    client.release();
  }
}

async function waitForLockWaiter(): Promise<void> {
  await pollUntil(async () => {
    if ((await postgres.pool.query(LOCK_WAITERS_SQL)).rowCount !== 1) throw new Error('No process waits.');
  }, 5_000);
}

test('a write of a view only notes its facts as owed', async () => {
  const input = await insertTestOnboarding();
  await writeView(input, 2);
  expect(await countStepsInFacts()).toEqual({});
  await workOutReportFacts(postgres.database, 'skip');
  expect(await countStepsInFacts()).toEqual({ [input.id]: 2 });
});

test('a view that is written while facts are worked out is neither delayed nor forgotten', async () => {
  const input = await insertTestOnboarding();
  await workOutReportFacts(postgres.database, 'wait');
  await writeView(input, 1);
  await whileFactsAreHeld(() => writeView(input, 2));
  expect(await countStepsInFacts()).toEqual({ [input.id]: 1 });
  await workOutReportFacts(postgres.database, 'wait');
  expect(await countStepsInFacts()).toEqual({ [input.id]: 2 });
});

test('an uncommitted write owes its facts, although older facts of the same onboarding were worked out meanwhile', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  await inTransaction(database, async (transaction) => {
    await writeView(input, 3, transaction);
    await workOutReportFacts(database, 'wait');
    expect(await countStepsInFacts()).toMatchObject({ [input.id]: 0 });
  });
  await workOutReportFacts(database, 'wait');
  expect(await countStepsInFacts()).toEqual({ [input.id]: 3 });
});

test('a report waits for facts that another process is working out; the background skips them', async () => {
  const { database } = postgres;
  const [one, other] = [await insertTestOnboarding(), await insertTestOnboarding()];
  let report: Promise<Record<string, number>> | undefined;
  await whileFactsAreHeld(async () => {
    await workOutReportFacts(database, 'skip');
    expect(await countStepsInFacts()).toEqual({});
    report = workOutReportFacts(database, 'wait').then(countStepsInFacts);
    await waitForLockWaiter();
  });
  expect(await report).toEqual({ [one.id]: 0, [other.id]: 0 });
});

test('several processes at once leave the facts of the last views', async () => {
  const { database } = postgres;
  const inputs = await Promise.all(Array.from({ length: 5 }, insertTestOnboarding));
  const VERSIONS = 12;
  let isWriting = true;
  const workers = (['skip', 'skip', 'wait'] as const).map(async (mode) => {
    while (isWriting) await workOutReportFacts(database, mode);
  });
  const writers = inputs.map(async (input) => {
    for (let version = 1; version <= VERSIONS; version += 1) await writeView(input, version);
  });
  await Promise.all(writers);
  isWriting = false;
  await Promise.all(workers);
  await workOutReportFacts(database, 'wait');
  expect(await countStepsInFacts()).toEqual(Object.fromEntries(inputs.map(({ id }) => [id, VERSIONS])));
});

test('facts of more onboardings than fit one statement are all worked out', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  await sql`insert into onboardings (id, plan, status, readiness, employee_name, person_key, sort_name, search_text, department, location, manager_email,
      start_date, submitted_by, submitted_at, input, view)
    select gen_random_uuid(), plan, status, readiness, employee_name, person_key, sort_name, search_text, department, location, manager_email,
      start_date, submitted_by, submitted_at, input, view
    from onboardings, generate_series(1, 1200) where id = ${input.id}`.execute(database);
  await workOutReportFacts(database, 'wait');
  expect(Object.keys(await countStepsInFacts())).toHaveLength(1201);
});

test('views that cannot be evaluated hold up neither other facts nor writes', async () => {
  const { database } = postgres;
  const inputs = await Promise.all([insertTestOnboarding(), insertTestOnboarding(), insertTestOnboarding()]);
  const [invalid, endless, valid] = inputs;
  const setSteps = (id: string | undefined, steps: unknown) =>
    sql`update onboardings set view = view || ${JSON.stringify({ steps })}::jsonb where id = ${id}`.execute(database);
  await setSteps(invalid?.id, 'none');
  await setSteps(endless?.id, [{ id: 'step', status: 'done', startedAt: '2026-13-45', endedAt: 'never' }]);
  await workOutReportFacts(database, 'wait');
  if (valid) await writeView(valid, 1);
  await workOutReportFacts(database, 'wait');
  expect(await countStepsInFacts()).toEqual({ [invalid?.id ?? '']: 0, [endless?.id ?? '']: 0, [valid?.id ?? '']: 1 });
});

test('facts of a deleted onboarding are deleted, and those that it owed are dropped', async () => {
  const { database } = postgres;
  await insertTestOnboarding();
  await workOutReportFacts(database, 'wait');
  await insertTestOnboarding();
  await sql`delete from onboardings`.execute(database);
  expect(await countStepsInFacts()).toEqual({});
  await workOutReportFacts(database, 'wait');
  expect(await countStepsInFacts()).toEqual({});
});
