import { workflowIdOf } from '../../src/domain/ids';
import { openKeyOf } from '../../src/database/columns';
import { loadSamples } from '../../src/database/samples';
import { freePort } from '../support/ports';
import { PatientClient } from './kills/client';
import { SIZES } from './sizes';
import { TEST_KEYS } from '../support/histories';
import { type Inbox, startInbox } from '../support/inbox';
import { type PlatformProcess, startPlatform } from '../support/platform-process';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { eventually } from '../support/until';
import { requestsOf } from '../support/cohorts';

const ADMIN_TOKEN = 'the-administrator-of-the-kill-test';
const ROWS = SIZES.rows;
const PATIENCE_MS = 120_000 + ROWS * 1_000;

let test_: TestDatabase;
let temporal: TestTemporal;
let inbox: Inbox;
let env: Record<string, string>;
let hr: PatientClient;
const processes = new Map<'api' | 'worker', PlatformProcess>();

const start = async (role: 'api' | 'worker') => void processes.set(role, await startPlatform(role, env));
const kill = (role: 'api' | 'worker') => processes.get(role)?.end('SIGKILL');

beforeAll(async () => {
  [test_, temporal, inbox] = await Promise.all([testDatabase(), startTestTemporal(), startInbox()]);
  await loadSamples(test_.database, new Date());
  await test_.pool.query(`create function hold() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock_shared(${String(ROWS)}); return new; end $$`);
  await test_.pool.query(`create trigger hold before update on cohort_rows
    for each row when (new.state = 'started' and new.row = ${String(ROWS)}) execute function hold()`);
  const port = String(await freePort());
  env = {
    PORT: port,
    ADMIN_TOKEN,
    RATE_LIMIT: '1000000',
    LOG_LEVEL: 'error',
    DATABASE_URL: test_.url,
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: inbox.url,
    SEALING_KEY: TEST_KEYS.sealing.toString('base64'),
  };
  hr = new PatientClient(`http://127.0.0.1:${port}/api/v1`, ADMIN_TOKEN);
  await Promise.all([start('api'), start('worker')]);
});

afterAll(async () => {
  await Promise.all([...processes.values()].map((process) => process.end('SIGTERM')));
  await temporal.close();
  await inbox.close();
  await test_.close();
});

interface Shown {
  rows: Record<string, number>;
  open: number;
  items: { state: string; onboardingId?: string }[];
  nextCursor?: string;
}

const show = async (id: string, cursor?: string) =>
  (await hr.call('GET', `/cohorts/${id}?limit=200${cursor ? `&cursor=${cursor}` : ''}`)).body as unknown as Shown;

/** The onboardings of all started rows, page by page. */
async function onboardingsOf(id: string): Promise<string[]> {
  const ids: string[] = [];
  for (let page: Shown | undefined; !page || page.nextCursor;) {
    page = await show(id, page?.nextCursor);
    ids.push(...page.items.flatMap(({ onboardingId }) => onboardingId ?? []));
  }
  return ids;
}

/** The cohort, once it is as wanted. */
const seen = (id: string, wanted: (cohort: Shown) => boolean): Promise<Shown> =>
  eventually(async () => {
    const cohort = await show(id);
    return wanted(cohort) ? cohort : undefined;
  }, PATIENCE_MS);

/** Does it while the last row cannot start: however fast the worker is, and slow this process, not all has started. */
async function whileHeld<Result>(work: () => Promise<Result>): Promise<Result> {
  const holder = await test_.pool.connect();
  try {
    await holder.query(`select pg_advisory_lock(${String(ROWS)})`);
    return await work();
  } finally {
    // With its connection, its lock is gone.
    holder.release(true);
  }
}

const submit = async (who: string) => {
  const { status, body } = await hr.call('POST', '/cohorts', { rows: requestsOf(ROWS, who) }, who);
  expect(status).toBe(202);
  return String(body.id);
};

/** Cuts every connection to this database: to those who use it, as if it had been killed and was back. */
const killDatabase = () =>
  test_.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

/** One onboarding for each person, and one start of it in Temporal. */
async function expectNothingLostOrDoubled(id: string, who: string): Promise<void> {
  await seen(id, ({ rows }) => rows.started === ROWS);
  const ids = await onboardingsOf(id);
  expect(new Set(ids).size).toBe(ROWS);
  const keys = requestsOf(ROWS, who).map(openKeyOf);
  const rows = await eventually(async () => {
    const all = await test_.database
      .selectFrom('onboardings')
      .select(['id', 'delivered_at'])
      .where('open_key', 'in', keys)
      .execute();
    return all.every((row) => row.delivered_at !== null) ? all : undefined;
  }, PATIENCE_MS);
  expect(rows.map((row) => row.id).sort()).toEqual([...ids].sort());
  const submitted = await test_.pool.query<{ n: string }>(
    `select count(*) as n from audit where action = 'onboarding.submit' and detail->>'cohort' = $1`,
    [id],
  );
  expect(Number(submitted.rows[0]?.n)).toBe(ROWS);
  const states = await Promise.all(
    ids.map((onboarding) => temporal.client.workflow.getHandle(workflowIdOf(onboarding)).describe()),
  );
  expect(states.map(({ status }) => status.name)).toEqual(Array(ROWS).fill('RUNNING'));
}

test(
  'the worker, the database and the API are killed while all rows start: nothing is lost, nothing is doubled',
  async () => {
    const { id, rows } = await whileHeld(async () => {
      const cohort = await submit('kill');
      await seen(cohort, ({ rows: { started = 0 } }) => started >= 5);
      await kill('worker');
      return { id: cohort, rows: (await show(cohort)).rows };
    });
    expect(rows.started).toBeLessThan(ROWS);
    await start('worker');
    await seen(id, (cohort) => (cohort.rows.started ?? 0) > (rows.started ?? 0));
    await killDatabase();
    await kill('api');
    await start('api');
    await expectNothingLostOrDoubled(id, 'kill');
  },
  6 * PATIENCE_MS,
);

test(
  'the worker is killed while all of it is being cancelled: every onboarding is rolled back all the same',
  async () => {
    const id = await submit('undo');
    await seen(id, ({ rows }) => (rows.started ?? 0) >= 25);
    expect((await hr.call('POST', `/cohorts/${id}/cancel`, { reason: 'Hiring freeze' })).status).toBe(202);
    await kill('api');
    await kill('worker');
    await Promise.all([start('api'), start('worker')]);
    const { rows } = await seen(id, ({ open, rows: { waiting } }) => open === 0 && waiting === 0);
    expect((rows.started ?? 0) + (rows.cancelled ?? 0)).toBe(ROWS);
    const open = await test_.pool.query<{ n: string }>(
      `select count(*) as n from onboardings join cohort_rows on onboarding_id = id where cohort_id = $1 and status <> 'cancelled'`,
      [id],
    );
    expect(open.rows).toEqual([{ n: '0' }]);
  },
  4 * PATIENCE_MS,
);
