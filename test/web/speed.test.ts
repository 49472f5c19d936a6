import { insertOnboardingCopies, randomizeReportFacts } from '../support/many-onboardings';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from './support/visitor';

/** PAGES_COPIES=100000 models years of use. Run it alone: the budget then applies to the 99th percentile. */
const COPIES = Number(process.env.PAGES_COPIES ?? 3_000);
const IS_FULL = COPIES >= 100_000;
const BATCH_SIZE = 10_000;
/** As many as in a plan of the product. */
const STEPS = 20;
const REPETITIONS = IS_FULL ? 60 : 15;
/** Higher by default: other test files share the same two cores, and even the fastest page takes a multiple. */
const BUDGET_MS = IS_FULL ? 50 : 200;

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await TestApi.start();
  id = await api.submit('first@example.org', { manager: PEOPLE.manager });
  // In batches, because no statement may take longer than the product allows.
  for (let copied = 0; copied < COPIES; copied += BATCH_SIZE) {
    await insertOnboardingCopies(api.testDb.database, id, Math.min(BATCH_SIZE, COPIES - copied));
    await randomizeReportFacts(api.testDb.database, STEPS);
  }
}, 600_000);
afterAll(() => api.close());

/** Milliseconds logged by the server for the latest call. The client shares its process and must not be measured. */
async function readServerMs(): Promise<number> {
  const line = await waitForValue(() => Promise.resolve(api.logs.shift()));
  return (JSON.parse(line) as { milliseconds: number }).milliseconds;
}

test(`pages render within ${String(BUDGET_MS)} ms, with ${String(COPIES)} onboardings`, async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const paths = [
    '/onboardings',
    '/onboardings?sort=newest',
    '/onboardings?sort=name&department=Department%203',
    '/onboardings?q=Person%20a',
    '/onboardings?status=needs-attention',
    `/onboardings/${id}`,
    '/onboardings/new',
    '/tasks',
    '/inventory',
    '/reports',
    '/reports?from=2000-01-01',
    '/reports?from=2000-01-01&department=Department%203&plan=standard',
  ];
  const slow: string[] = [];
  // Warm-up: a freshly started server is still being compiled.
  for (const path of [...paths, ...paths]) await hilda.open(path);
  api.logs.length = 0;
  for (const path of paths) {
    const durationsMs: number[] = [];
    for (let time = 0; time < REPETITIONS; time += 1) {
      expect((await hilda.open(path)).status).toBe(200);
      durationsMs.push(await readServerMs());
    }
    durationsMs.sort((a, b) => a - b);
    const getPercentile = (share: number): number =>
      Math.round(durationsMs[Math.floor(share * (REPETITIONS - 1))] ?? 0);
    const summary = `${path}: median ${String(getPercentile(0.5))} ms, p99 ${String(getPercentile(0.99))} ms`;
    if (IS_FULL) process.stdout.write(`${summary}\n`);
    if (getPercentile(IS_FULL ? 0.99 : 0) > BUDGET_MS) slow.push(summary);
  }
  expect(slow).toEqual([]);
}, 600_000);
