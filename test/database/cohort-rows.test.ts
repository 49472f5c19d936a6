import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import pino from 'pino';
import type { CohortActivities, RowRange } from '../../src/domain/cohort';
import { loadCohortProgress } from '../../src/database/cohort-rows';
import { saveCohort } from '../../src/database/cohorts';
import type { Database, DatabaseTransaction } from '../../src/database/client';
import { insertSampleData } from '../../src/database/sample-data';
import { createCohortActivities } from '../../src/worker/activities/cohort-activities';
import { productPlanner } from '../api/support/test-api';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { createRequests } from '../support/cohorts';

const ROWS = 12;

let postgres: TestDatabase;
let temporal: TestTemporal;
let activities: CohortActivities;
const lines: string[] = [];
beforeAll(async () => {
  [postgres, temporal] = await Promise.all([createTestDatabase(), startTestTemporal()]);
  await insertSampleData(postgres.database, new Date());
  activities = createCohortActivities(createDeps());
});
const logger = pino({}, { write: (line: string) => void lines.push(line) });
const createDeps = () => ({ database: postgres.database, client: temporal.client, planner: productPlanner, logger });
afterAll(async () => {
  await temporal.close();
  await postgres.close();
});

/** Runs the activity with this attempt number. */
const runActivity = <Args extends unknown[], Result>(
  activity: (...args: Args) => Promise<Result>,
  attempt: number,
  ...args: Args
): Promise<Result> =>
  new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') }).run(() => activity(...args));

async function saveTestCohort(emailPrefix: string): Promise<RowRange> {
  const cohortId = randomUUID();
  const options = JSON.stringify({ apiOnly: false, hasSearchAttributes: false });
  const command = JSON.stringify({ action: 'start' });
  await saveCohort(postgres.database, {
    cohort: { id: cohortId, submitted_by: 'hanna@example.com', submitter_name: 'Hanna', options, command },
    rows: createRequests(ROWS, emailPrefix).map((request, index) => ({
      row: index + 1,
      state: 'waiting',
      request: JSON.stringify(request),
    })),
    response: {},
    audit: { actor: 'hanna@example.com', action: 'cohort.submit' },
  });
  return { cohortId, from: 1, to: ROWS };
}

const countOnboardings = async (emailPrefix: string) => {
  const result = await postgres.pool.query<{ n: string }>(
    `select count(*) as n from onboardings where view->'request'->'employee'->>'personalEmail' like $1`,
    [`${emailPrefix}-%`],
  );
  return Number(result.rows[0]?.n);
};

test('overlapping attempts start each row once', async () => {
  const range = await saveTestCohort('twice');
  await Promise.all([1, 2, 3].map(() => runActivity(activities.startRows, 1, range)));
  expect(await loadCohortProgress(postgres.database, range.cohortId)).toMatchObject({
    rows: { started: ROWS, failed: 0 },
  });
  expect(await countOnboardings('twice')).toBe(ROWS);
});

test('a start overlapping a cancellation leaves no row waiting', async () => {
  const range = await saveTestCohort('both');
  const starting = runActivity(activities.startRows, 1, range);
  const progress = await runActivity(activities.cancelRows, 1, { ...range, by: 'hanna@example.com', reason: 'Freeze' });
  expect(progress.rows.waiting).toBe(0);
  const late = await starting;
  expect(late.rows).toEqual(progress.rows);
  expect(await countOnboardings('both')).toBe(late.rows.started);
});

test('a row cancelled between its planning and its start does not start', async () => {
  const range = await saveTestCohort('between');
  const cancel = () => runActivity(activities.cancelRows, 1, { ...range, by: 'hanna@example.com', reason: 'Freeze' });
  const { database } = postgres;
  const late = createCohortActivities({ ...createDeps(), database: withTransactionHook(database, cancel) });
  const { rows } = await runActivity(late.startRows, 1, range);
  expect(rows).toMatchObject({ started: 0, cancelled: ROWS });
  expect(await countOnboardings('between')).toBe(0);
});

/** Wraps the database to run `before` ahead of each transaction. */
const withTransactionHook = (database: Database, before: () => Promise<unknown>): Database =>
  new Proxy(database, {
    get(target, name) {
      if (name === 'transaction')
        return () => ({
          execute: async (work: (transaction: DatabaseTransaction) => Promise<unknown>) => {
            await before();
            return target.transaction().execute(work);
          },
        });
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });

test('a row with an internal error fails at last; the others continue', async () => {
  const range = await saveTestCohort('fault');
  await postgres.pool.query(`update cohort_rows set request = '{}' where cohort_id = $1 and row = 2`, [range.cohortId]);
  await expect(runActivity(activities.startRows, 1, range)).rejects.toThrow();
  expect(await loadCohortProgress(postgres.database, range.cohortId)).toMatchObject({
    rows: { started: 1, failed: 0 },
  });
  const { rows } = await runActivity(activities.startRows, 5, range);
  expect(rows).toMatchObject({ started: ROWS - 1, failed: 1, waiting: 0 });
  expect(lines.filter((line) => line.includes('a row failed'))).toHaveLength(1);
});
