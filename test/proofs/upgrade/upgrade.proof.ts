import { rmSync } from 'node:fs';
import path from 'node:path';
import { insertSampleData } from '../../../src/database/sample-data';
import { findDaytimeLocation } from '../../support/daytime-location';
import { type Inbox, startInbox } from '../../support/inbox';
import { createTemporaryFolder, type PlatformProcess, startPlatform } from '../../support/platform-process';
import { allocatePort } from '../../support/ports';
import { createRequest } from '../../support/requests';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { startTestTemporal, type TestTemporal } from '../../support/test-temporal';
import { waitForValue } from '../../support/wait-for-value';
import { checkOut, findPreviousVersion } from './previous-version';

const ADMIN_TOKEN = 'the-administrators-own-token';
/** The answer of a process whose version the schema names as too old (`compatible_from`). */
const REFUSAL = /The database has schema \d+, which works with programs of schema \d+ or newer/;
const COMPLETION_TIMEOUT_MS = 60_000;

interface View {
  status: string;
  steps: { id: string; status: string }[];
}

const previous = findPreviousVersion();
const folder = createTemporaryFolder();
let testDb: TestDatabase;
let temporal: TestTemporal;
let inbox: Inbox;
let apiUrl: string;
beforeAll(async () => {
  [testDb, temporal, inbox] = await Promise.all([createTestDatabase(), startTestTemporal(), startInbox()]);
  await insertSampleData(testDb.database, new Date());
});
afterAll(async () => {
  await temporal.close();
  await inbox.close();
  await testDb.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<Body = Record<string, unknown>>(
  method: string,
  path: string,
  { token = ADMIN_TOKEN, body }: { token?: string; body?: unknown } = {},
): Promise<{ status: number; body: Body }> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const response = await fetch(apiUrl + path, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Body };
}

const waitForView = (id: string, matches: (view: View) => boolean): Promise<View> =>
  waitForValue(async () => {
    const { body } = await call<View>('GET', `/onboardings/${id}`);
    return matches(body) ? body : undefined;
  }, COMPLETION_TIMEOUT_MS);

const isDone =
  (id: string) =>
  ({ steps }: View): boolean =>
    steps.some((step) => step.id === id && step.status === 'done');

/** Starts the previous version against the database that this version migrated. */
async function startPrevious(root: string): Promise<PlatformProcess[] | { refusal: string }> {
  const port = await allocatePort();
  apiUrl = `http://127.0.0.1:${port}/api/v1`;
  const env = {
    TEMPORAL_ADDRESS: temporal.address,
    DATABASE_URL: testDb.url,
    SMTP_URL: inbox.url,
    SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
    ADMIN_TOKEN,
    PORT: String(port),
    ANSWER_SECONDS: '60',
    LOG_LEVEL: 'warn',
  };
  const started = await Promise.allSettled(
    (['api', 'worker'] as const).map((role) => startPlatform(role, env, undefined, { root })),
  );
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = started.find((result) => result.status === 'rejected');
  if (!failed) return running;
  await Promise.all(running.map((process) => process.stop('SIGTERM')));
  return { refusal: String(failed.reason) };
}

async function createToken(email: string, role: 'hr' | 'manager'): Promise<string> {
  await call('POST', '/people', { body: { email, name: email, roles: [role] } });
  return String((await call('POST', '/tokens', { body: { email, roles: [role] } })).body.token);
}

async function submit(token: string): Promise<string> {
  const { location, startDate } = findDaytimeLocation();
  const standard = createRequest({ startDate, equipment: ['laptop-14'], trainings: ['security-basics'] });
  const manager = { name: 'Grace Murray', email: 'grace@example.com' };
  const response = await call('POST', '/onboardings', {
    token,
    body: { ...standard, manager, job: { ...standard.job, location } },
  });
  expect(response).toMatchObject({ status: 202 });
  return String(response.body.id);
}

if ('missing' in previous) test.skip(`the previous version with the new schema: ${previous.missing}`, () => undefined);
else
  test(`the previous version (${previous.commit.slice(0, 10)}) completes an onboarding with the new schema, or is refused`, async () => {
    const root = path.join(folder, 'previous');
    checkOut(previous.commit, root);
    const processes = await startPrevious(root);
    if ('refusal' in processes) return expect(processes.refusal).toMatch(REFUSAL);

    const managerToken = await createToken('grace@example.com', 'manager');
    const id = await submit(await createToken('hilda@example.com', 'hr'));
    await waitForView(id, ({ steps }) =>
      steps.some(({ id: step, status }) => step === 'managerApproval' && status === 'waiting'),
    );
    const approval = await call('POST', `/onboardings/${id}/steps/managerApproval/approve`, {
      token: managerToken,
      body: {},
    });
    expect(approval.status).toBe(200);
    await waitForView(id, isDone('activateAccounts'));
    expect((await call('POST', `/onboardings/${id}/steps/thirtyDayCheckIn/skip`, { body: {} })).status).toBe(200);
    await waitForView(id, ({ status }) => status === 'completed');

    for (const running of processes) {
      expect(await running.stop('SIGTERM')).toBe(0);
      expect(running.output()).not.toMatch(/does not exist|violates/);
    }
  });
