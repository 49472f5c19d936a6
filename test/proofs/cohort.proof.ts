import { toOnboardingWorkflowId } from '../../src/domain/ids';
import { computeOpenKey } from '../../src/database/onboarding-columns';
import { insertSampleData } from '../../src/database/sample-data';
import { allocatePort } from '../support/ports';
import { RetryingClient } from './kills/retrying-client';
import { SIZES } from './sizes';
import { TEST_KEYS } from '../support/histories';
import { type Inbox, startInbox } from '../support/inbox';
import { type PlatformProcess, startPlatform } from '../support/platform-process';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { waitForValue } from '../support/wait-for-value';
import { createRequests } from '../support/cohorts';

const ADMIN_TOKEN = 'the-administrator-of-the-kill-test';
const ROWS = SIZES.rows;
const TIMEOUT_MS = 120_000 + ROWS * 1_000;

let testDb: TestDatabase;
let temporal: TestTemporal;
let inbox: Inbox;
let env: Record<string, string>;
let hr: RetryingClient;
const processes = new Map<'api' | 'worker', PlatformProcess>();

const startRole = async (role: 'api' | 'worker') => void processes.set(role, await startPlatform(role, env));
const killRole = (role: 'api' | 'worker') => processes.get(role)?.stop('SIGKILL');

beforeAll(async () => {
  [testDb, temporal, inbox] = await Promise.all([createTestDatabase(), startTestTemporal(), startInbox()]);
  await insertSampleData(testDb.database, new Date());
  await testDb.pool.query(`create function hold() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock_shared(${String(ROWS)}); return new; end $$`);
  await testDb.pool.query(`create trigger hold before update on cohort_rows
    for each row when (new.state = 'started' and new.row = ${String(ROWS)}) execute function hold()`);
  const port = String(await allocatePort());
  env = {
    PORT: port,
    ADMIN_TOKEN,
    RATE_LIMIT: '1000000',
    LOG_LEVEL: 'error',
    DATABASE_URL: testDb.url,
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: inbox.url,
    SEALING_KEY: TEST_KEYS.sealing.toString('base64'),
  };
  hr = new RetryingClient(`http://127.0.0.1:${port}/api/v1`, ADMIN_TOKEN);
  await Promise.all([startRole('api'), startRole('worker')]);
});

afterAll(async () => {
  await Promise.all([...processes.values()].map((process) => process.stop('SIGTERM')));
  await temporal.close();
  await inbox.close();
  await testDb.close();
});

interface CohortResponse {
  rows: Record<string, number>;
  open: number;
  items: { state: string; onboardingId?: string }[];
  nextCursor?: string;
}

const fetchCohort = async (id: string, cursor?: string) =>
  (await hr.call('GET', `/cohorts/${id}?limit=200${cursor ? `&cursor=${cursor}` : ''}`))
    .body as unknown as CohortResponse;

async function listOnboardingIds(id: string): Promise<string[]> {
  const ids: string[] = [];
  for (let page: CohortResponse | undefined; !page || page.nextCursor;) {
    page = await fetchCohort(id, page?.nextCursor);
    ids.push(...page.items.flatMap(({ onboardingId }) => onboardingId ?? []));
  }
  return ids;
}

const waitForCohort = (id: string, predicate: (cohort: CohortResponse) => boolean): Promise<CohortResponse> =>
  waitForValue(async () => {
    const cohort = await fetchCohort(id);
    return predicate(cohort) ? cohort : undefined;
  }, TIMEOUT_MS);

/** Blocks the start of the last row meanwhile, so that the cohort stays incomplete however fast the worker is. */
async function withLastRowBlocked<Result>(work: () => Promise<Result>): Promise<Result> {
  const holder = await testDb.pool.connect();
  try {
    await holder.query(`select pg_advisory_lock(${String(ROWS)})`);
    return await work();
  } finally {
    // Closing the connection releases its advisory lock.
    holder.release(true);
  }
}

const postCohort = async (emailPrefix: string) => {
  const { status, body } = await hr.call('POST', '/cohorts', { rows: createRequests(ROWS, emailPrefix) }, emailPrefix);
  expect(status).toBe(202);
  return String(body.id);
};

/** To its clients, this looks like a database that was killed and restarted. */
const terminateDatabaseConnections = () =>
  testDb.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

/** Expects one onboarding, one submission and one running workflow per person. */
async function expectNothingLostOrDoubled(id: string, emailPrefix: string): Promise<void> {
  await waitForCohort(id, ({ rows }) => rows.started === ROWS);
  const ids = await listOnboardingIds(id);
  expect(new Set(ids).size).toBe(ROWS);
  const keys = createRequests(ROWS, emailPrefix).map(computeOpenKey);
  const rows = await waitForValue(async () => {
    const all = await testDb.database
      .selectFrom('onboardings')
      .select(['id', 'workflow_started_at'])
      .where('open_key', 'in', keys)
      .execute();
    return all.every((row) => row.workflow_started_at !== null) ? all : undefined;
  }, TIMEOUT_MS);
  expect(rows.map((row) => row.id).sort()).toEqual([...ids].sort());
  const submitted = await testDb.pool.query<{ n: string }>(
    `select count(*) as n from audit where action = 'onboarding.submit' and detail->>'cohort' = $1`,
    [id],
  );
  expect(Number(submitted.rows[0]?.n)).toBe(ROWS);
  const states = await Promise.all(
    ids.map((onboarding) => temporal.client.workflow.getHandle(toOnboardingWorkflowId(onboarding)).describe()),
  );
  expect(states.map(({ status }) => status.name)).toEqual(Array(ROWS).fill('RUNNING'));
}

test(
  'killing worker, database and API during the start loses no row',
  async () => {
    const { id, rows } = await withLastRowBlocked(async () => {
      const cohort = await postCohort('kill');
      await waitForCohort(cohort, ({ rows: { started = 0 } }) => started >= 5);
      await killRole('worker');
      return { id: cohort, rows: (await fetchCohort(cohort)).rows };
    });
    expect(rows.started).toBeLessThan(ROWS);
    await startRole('worker');
    await waitForCohort(id, (cohort) => (cohort.rows.started ?? 0) > (rows.started ?? 0));
    await terminateDatabaseConnections();
    await killRole('api');
    await startRole('api');
    await expectNothingLostOrDoubled(id, 'kill');
  },
  6 * TIMEOUT_MS,
);

test(
  'killing the worker during a cancellation still rolls everything back',
  async () => {
    const id = await postCohort('undo');
    await waitForCohort(id, ({ rows }) => (rows.started ?? 0) >= 25);
    expect((await hr.call('POST', `/cohorts/${id}/cancel`, { reason: 'Hiring freeze' })).status).toBe(202);
    await killRole('api');
    await killRole('worker');
    await Promise.all([startRole('api'), startRole('worker')]);
    const { rows } = await waitForCohort(id, ({ open, rows: { waiting } }) => open === 0 && waiting === 0);
    expect((rows.started ?? 0) + (rows.cancelled ?? 0)).toBe(ROWS);
    const open = await testDb.pool.query<{ n: string }>(
      `select count(*) as n from onboardings join cohort_rows on onboarding_id = id where cohort_id = $1 and status <> 'cancelled'`,
      [id],
    );
    expect(open.rows).toEqual([{ n: '0' }]);
  },
  4 * TIMEOUT_MS,
);
