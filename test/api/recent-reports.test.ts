import { ReportCache } from '../../src/api/resources/reports/report-cache';
import { waitForValue } from '../support/wait-for-value';
import { insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput } from '../workflows/support';

const ALL = { from: '2020-01-01' };
const MINUTE_MS = 60_000;

let postgres: TestDatabase;
let reports: ReportCache;
let later: number;
beforeEach(async () => {
  postgres = await createTestDatabase();
  reports = new ReportCache(postgres.database);
  later = 0;
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await postgres.close();
});

const submitted = () => insertSubmittedOnboarding(postgres.database, createEngineInput([]));
const counted = async (filters = ALL) => (await reports.get(filters)).total.onboardings;

test('whoever asks again within a minute is told the same, and of another period what is so', async () => {
  await submitted();
  expect(await counted()).toBe(1);
  await submitted();
  expect(await counted()).toBe(1);
  expect(await counted({ from: '2020-01-02' })).toBe(2);
});

test('after a minute whoever asks is answered at once, and it is counted anew meanwhile', async () => {
  await submitted();
  expect(await counted()).toBe(1);
  await submitted();
  later = 2 * MINUTE_MS;
  expect(await counted()).toBe(1);
  await waitForValue(async () => ((await counted()) === 2 ? true : undefined));
});

test('nobody is told what was counted more than a quarter of an hour ago', async () => {
  await submitted();
  expect(await counted()).toBe(1);
  await submitted();
  later = 16 * MINUTE_MS;
  expect(await counted()).toBe(2);
});
