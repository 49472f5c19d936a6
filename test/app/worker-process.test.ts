import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import { TASK_QUEUE, toOnboardingWorkflowId } from '../../src/domain/ids';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { createDataConverter } from '../../src/temporal/data-converter';
import { TEST_KEYS } from '../support/histories';
import { type Inbox, startInbox } from '../support/inbox';
import { insertSubmittedOnboarding } from '../support/onboardings';
import { type PlatformProcess, startPlatform } from '../support/platform-process';
import { allocatePort } from '../support/ports';
import { startSilentServer } from '../support/silent-server';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { waitForValue } from '../support/wait-for-value';
import { createActivityStep, createEngineInput, startOnboarding } from '../workflows/support';
import { bundleWorkflowVariant } from '../workflows/variants/bundle';

interface LogLine {
  source?: string;
  msg: string;
  workflowId?: string;
  [field: string]: unknown;
}

let testDb: TestDatabase;
let temporal: TestTemporal;
let inbox: Inbox;

beforeAll(async () => {
  [testDb, temporal, inbox] = await Promise.all([createTestDatabase(), startTestTemporal([], TEST_KEYS), startInbox()]);
});
afterAll(async () => {
  await Promise.all([temporal.close(), inbox.close()]);
  await testDb.close();
});

const buildEnv = (port: number, address: string) => ({
  TEMPORAL_ADDRESS: address,
  DATABASE_URL: testDb.url,
  SMTP_URL: inbox.url,
  SEALING_KEY: TEST_KEYS.sealing.toString('base64'),
  WORKER_HTTP_PORT: String(port),
});

const readLog = (worker: PlatformProcess): LogLine[] =>
  worker
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);

const waitForLine = (worker: PlatformProcess, matches: (line: LogLine) => boolean): Promise<LogLine> =>
  waitForValue(() => Promise.resolve(readLog(worker).find(matches)));

async function ask(port: number, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
}

async function submit(steps: EngineInput['plan']['steps']): Promise<string> {
  const input = createEngineInput(steps);
  await insertSubmittedOnboarding(testDb.database, input);
  await startOnboarding(temporal.client, input);
  return toOnboardingWorkflowId(input.id);
}

/** Leaves an onboarding whose history the product's workflow code cannot replay. */
async function submitIncompatible(): Promise<string> {
  const dataConverter = createDataConverter(TEST_KEYS);
  const worker = await Worker.create({
    connection: temporal.connection,
    taskQueue: TASK_QUEUE,
    dataConverter,
    workflowBundle: await bundleWorkflowVariant('reordered', dataConverter),
    sinks: { projection: { write: { fn: () => undefined } } },
  });
  return worker.runUntil(async () => {
    const workflowId = await submit([createActivityStep('claimUsername'), createActivityStep('notifyManager')]);
    const handle = temporal.client.workflow.getHandle(workflowId);
    await waitForValue(async () => {
      const { events } = await handle.fetchHistory();
      return events?.find(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled);
    });
    return workflowId;
  });
}

test('a worker that waits for Temporal is alive, not ready, and says why', async () => {
  const silent = await startSilentServer();
  const port = await allocatePort();
  const worker = await startPlatform('worker', buildEnv(port, `127.0.0.1:${silent.port}`), /Temporal: /);
  const alive = await waitForValue(() => ask(port, '/healthz').catch(() => undefined));
  expect(alive.status).toBe(200);
  const { status, text } = await ask(port, '/readyz');
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({ code: 'unavailable', database: true, temporal: false, worker: false });
  expect((await ask(port, '/metrics?x')).status).toBe(404);
  await worker.stop('SIGTERM');
  silent.close();
});

describe('a worker with failing work', () => {
  let worker: PlatformProcess;
  let port: number;
  let incompatibleId: string;
  beforeAll(async () => {
    incompatibleId = await submitIncompatible();
    port = await allocatePort();
    worker = await startPlatform('worker', buildEnv(port, temporal.address));
  });
  afterAll(() => worker.stop('SIGTERM'));

  test('is ready, and publishes the metrics of its process and of the SDK', async () => {
    await waitForValue(async () => ((await ask(port, '/readyz')).status === 200 ? true : undefined));
    const { text } = await waitForValue(async () => {
      const answer = await ask(port, '/metrics');
      return answer.text.includes('temporal_worker_task_slots_available') ? answer : undefined;
    });
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^temporal_worker_task_slots_available\{.*task_queue="onboarding".*\} \d+$/m);
  });

  test('logs each failed attempt with its onboarding, step, activity, number and failure type', async () => {
    inbox.onMessage = () => Promise.reject(new Error('no mail today'));
    const [invalidId, refusedId] = await Promise.all([
      submit([createActivityStep('firstWeek', [], { activity: 'claimUsername', settings: { unknown: 'all' } })]),
      submit([createActivityStep('informManager', [], { activity: 'notifyManager' })]),
    ]);
    const findAttempt = (workflowId: string, number: number) =>
      waitForLine(worker, (line) => line.workflowId === workflowId && line.attempt === number);
    expect(await findAttempt(invalidId, 1)).toMatchObject({
      ...{ source: 'temporal-sdk', level: 40, activityType: 'claimUsername' },
      ...{ step: 'firstWeek', failureType: 'InvalidData' },
    });
    const refused = { activityType: 'notifyManager', step: 'informManager', failureType: 'MailUnavailable' };
    expect(await findAttempt(refusedId, 1)).toMatchObject(refused);
    expect(await findAttempt(refusedId, 2)).toMatchObject(refused);
  });

  test('logs what Temporal’s core says of a workflow task, with the onboarding and the cause', async () => {
    await temporal.client.workflow.start('walkTheDog', { workflowId: `other:${randomUUID()}`, taskQueue: TASK_QUEUE });
    const unknown = await waitForLine(worker, ({ workflowId }) => workflowId?.startsWith('other:') === true);
    expect(unknown).toMatchObject({ source: 'temporal-sdk', text: expect.stringContaining('walkTheDog') });
    const incompatible = await waitForLine(
      worker,
      ({ workflowId, text }) => workflowId === incompatibleId && /TMPRL1100|ondeterminism/.test(String(text)),
    );
    expect(incompatible).toMatchObject({ source: 'temporal-sdk', component: 'core' });
  });

  test('writes nothing but its announcements and JSON, and no personal data', () => {
    const lines = worker.output().trim().split('\n');
    expect(
      lines.filter((line) => !/^(\{.*\}|(Temporal|PostgreSQL|Mail): .*|The worker is ready\.)$/.test(line)),
    ).toEqual([]);
    expect(worker.output()).not.toMatch(/lovelace|grace|@example/i);
  });
});
