import { ReportCache } from '../../src/api/resources/reports/report-cache';
import { waitForValue } from '../support/wait-for-value';
import { insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput } from '../workflows/support';

const ALL = { from: '2020-01-01' };
const MINUTE_MS = 60_000;

let postgres: TestDatabase;
let reports: ReportCache;
let elapsedMs: number;
beforeEach(async () => {
  postgres = await createTestDatabase();
  reports = new ReportCache(postgres.database);
  elapsedMs = 0;
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + elapsedMs);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await postgres.close();
});

const insertSubmitted = () => insertSubmittedOnboarding(postgres.database, createEngineInput([]));
const countOnboardings = async (filters = ALL) => (await reports.get(filters)).total.onboardings;

test('a report is cached for a minute, per period', async () => {
  await insertSubmitted();
  expect(await countOnboardings()).toBe(1);
  await insertSubmitted();
  expect(await countOnboardings()).toBe(1);
  expect(await countOnboardings({ from: '2020-01-02' })).toBe(2);
});

test('after a minute, the cached report is returned and refreshed', async () => {
  await insertSubmitted();
  expect(await countOnboardings()).toBe(1);
  await insertSubmitted();
  elapsedMs = 2 * MINUTE_MS;
  expect(await countOnboardings()).toBe(1);
  await waitForValue(async () => ((await countOnboardings()) === 2 ? true : undefined));
});

test('a report older than a quarter of an hour is never returned', async () => {
  await insertSubmitted();
  expect(await countOnboardings()).toBe(1);
  await insertSubmitted();
  elapsedMs = 16 * MINUTE_MS;
  expect(await countOnboardings()).toBe(2);
});
