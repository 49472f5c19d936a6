import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import { WEBHOOK_EVENTS } from '../../../src/domain/webhook-events';
import { claimDeliveries, listDeliveries, requeueDelivery } from '../../../src/database/webhook-deliveries';
import { listWebhooks } from '../../../src/database/webhooks';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import type { WebhookReach } from '../../../src/integrations/webhooks/webhook-reach';
import { writeSnapshot } from '../../../src/worker/projection/write-snapshot';
import { startWebhookDeliveries } from '../../../src/worker/background/webhook-deliveries';
import { createSnapshot, insertSubmittedOnboarding } from '../../support/onboardings';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver';
import { waitForValue } from '../../support/wait-for-value';
import { createEngineInput, createApprovalStep } from '../../workflows/support';

const SECRET = `whsec_${Buffer.from('twenty-four-secret-bytes').toString('base64')}`;
const PUBLIC_URL = 'https://firstday.example.com';

let postgres: TestDatabase;
let receiver: WebhookReceiver;
const senders: BackgroundLoop[] = [];
beforeEach(async () => {
  [postgres, receiver] = await Promise.all([createTestDatabase(), startWebhookReceiver()]);
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  receiver.close();
  await postgres.close();
});

async function aWebhook(events: readonly string[] = WEBHOOK_EVENTS, url = receiver.url): Promise<string> {
  const id = randomUUID();
  const webhook = { id, url, events: [...events], secret: SECRET, created_by: 'root@example.com' };
  await postgres.database.insertInto('webhooks').values(webhook).execute();
  return id;
}

function start(reach: WebhookReach = 'any'): void {
  const { database } = postgres;
  senders.push(startWebhookDeliveries({ database, publicUrl: PUBLIC_URL, reach, logger: pino({ level: 'silent' }) }));
}

/** Inserts an onboarding that passes through these statuses after its first. */
async function anOnboarding(...statuses: Parameters<typeof createSnapshot>[2][]): Promise<string> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(postgres.database, input);
  for (const [index, status] of statuses.entries())
    await writeSnapshot(postgres.database, createSnapshot(input, [0, 5 + index, index], status), 'run');
  return input.id;
}

const heard = (count: number) =>
  waitForValue(() => Promise.resolve(receiver.requests.length >= count ? receiver.requests : undefined));

/** Waits until the newest delivery of this webhook matches. */
const newest = (webhook: string, wanted: (row: Awaited<ReturnType<typeof listDeliveries>>[number]) => boolean) =>
  waitForValue(async () => {
    const [row] = await listDeliveries(postgres.database, webhook);
    return row && wanted(row) ? row : undefined;
  });

test('each status that is entered is told once, signed, and without a word about the person', async () => {
  await aWebhook();
  start();
  const id = await anOnboarding('awaiting-approval', 'in-progress', 'in-progress', 'completed');
  const calls = await heard(3);
  const told = calls.map(({ body, headers }) => new Webhook(SECRET).verify(body, headers as Record<string, string>));
  const statuses = told.map((event) => (event as { data: { status: string } }).data.status);
  expect(statuses.sort()).toEqual(['awaiting-approval', 'completed', 'in-progress']);
  const last = told.find((event) => (event as { type: string }).type === 'onboarding.completed');
  expect(last).toEqual({
    type: 'onboarding.completed',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: {
      id,
      status: 'completed',
      statusBefore: 'in-progress',
      readiness: expect.any(String),
      plan: expect.any(String),
      startDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      url: `${PUBLIC_URL}/api/v1/onboardings/${id}`,
    },
  });
  expect(JSON.stringify(told)).not.toMatch(/Ada|example\.org/);
});

test('a webhook hears what it asked for, and nothing while it is paused', async () => {
  const [picky, pausedOne] = [await aWebhook(['onboarding.completed']), await aWebhook()];
  await postgres.database.updateTable('webhooks').set({ paused_at: new Date() }).where('id', '=', pausedOne).execute();
  await anOnboarding('in-progress', 'completed');
  expect((await listDeliveries(postgres.database, picky)).map(({ type }) => type)).toEqual(['onboarding.completed']);
  expect(await listDeliveries(postgres.database, pausedOne)).toEqual([]);
});

test('a write that is undone owes nothing', async () => {
  const webhook = await aWebhook();
  const id = await anOnboarding();
  const before = await listDeliveries(postgres.database, webhook);
  const failing = postgres.database.transaction().execute(async (transaction) => {
    await transaction.updateTable('onboardings').set({ status: 'completed' }).where('id', '=', id).execute();
    throw new Error('after all not');
  });
  await expect(failing).rejects.toThrow('after all not');
  expect(await listDeliveries(postgres.database, webhook)).toEqual(before);
});

test('what was not taken is told again under the same id, a redirect among it', async () => {
  const webhook = await aWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(500, 302);
  start();
  await anOnboarding('completed');
  for (const [attempts, error] of [
    [1, 'answered 500'],
    [2, 'answered 302'],
  ] as const) {
    // An attempt is counted when it begins. Its result is stored later.
    const row = await newest(webhook, ({ last_error: said }) => said === error);
    expect([row.attempts, row.delivered_at, row.next_try_at === null]).toEqual([attempts, null, false]);
    await dueNow(row.id);
  }
  const row = await newest(webhook, ({ delivered_at: at }) => at !== null);
  expect(row).toMatchObject({ attempts: 3, last_status: 204, last_error: null, next_try_at: null });
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([row.id]));
  expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
});

const dueNow = (id: string) =>
  postgres.database
    .updateTable('webhook_deliveries')
    .set({ next_try_at: new Date(0) })
    .where('id', '=', id)
    .execute();

test('after the last attempt it is given up, and told again where somebody wants that', async () => {
  const webhook = await aWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(500);
  await anOnboarding('completed');
  const [{ id = '' } = {}] = await listDeliveries(postgres.database, webhook);
  await postgres.database.updateTable('webhook_deliveries').set({ attempts: 7 }).where('id', '=', id).execute();
  start();
  await newest(webhook, ({ next_try_at: next, last_error: error }) => next === null && error !== null);
  await postgres.database.transaction().execute((transaction) => requeueDelivery(transaction, webhook, id));
  await newest(webhook, ({ delivered_at: at }) => at !== null);
});

test('one that is gone is paused, with the reason', async () => {
  const webhook = await aWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(410);
  start();
  await anOnboarding('completed');
  await newest(webhook, ({ last_status: status }) => status === 410);
  const [row] = await listWebhooks(postgres.database);
  expect(row).toMatchObject({ id: webhook, paused_at: expect.any(Date), paused_why: expect.stringContaining('410') });
});

test('two senders side by side tell each once', async () => {
  await aWebhook(['onboarding.completed']);
  for (let hires = 0; hires < 12; hires += 1) await anOnboarding('completed');
  start();
  start();
  await heard(12);
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(12);
  expect(receiver.requests).toHaveLength(12);
});

test('what a sender that died had claimed is told by the next one', async () => {
  const webhook = await aWebhook(['onboarding.completed']);
  await anOnboarding('completed');
  const [claimed] = await claimDeliveries(postgres.database);
  expect(claimed).toBeDefined();
  expect(await claimDeliveries(postgres.database)).toEqual([]);
  await dueNow(claimed?.id ?? '');
  start();
  await newest(webhook, ({ delivered_at: at }) => at !== null);
});

test('where only the internet may be called, nobody on this machine or in its network is', async () => {
  const names = ['https://localhost:1/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://[::ffff:10.0.0.1]/x'];
  const webhooks: string[] = [];
  for (const url of [...names, 'https://169.254.169.254/x', receiver.url])
    webhooks.push(await aWebhook(['onboarding.completed'], url));
  start('public');
  await anOnboarding('completed');
  for (const webhook of webhooks) {
    const { last_error: error } = await newest(webhook, ({ last_error }) => last_error !== null);
    expect(error).toMatch(/not a public one|must begin with https/);
  }
  expect(receiver.requests).toEqual([]);
});
