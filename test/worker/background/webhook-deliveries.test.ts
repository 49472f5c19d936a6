import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import { createSecretCipher } from '../../../src/auth/secret-cipher';
import { createReason } from '../../../src/domain/reasons/reason';
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
const KEY = { id: 'new', key: Buffer.alloc(32, 1) };
const secretCipher = createSecretCipher({ encryption: [KEY] });

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

async function addTestWebhook(events: readonly string[] = WEBHOOK_EVENTS, url = receiver.url): Promise<string> {
  const id = randomUUID();
  const encrypted = await secretCipher.encrypt(SECRET);
  const webhook = { id, url, events: [...events], encrypted_secret: encrypted, created_by: 'root@example.com' };
  await postgres.database.insertInto('webhooks').values(webhook).execute();
  return id;
}

function startTestSender(reach: WebhookReach = 'any', cipher = secretCipher): void {
  const { database } = postgres;
  const logger = pino({ level: 'silent' });
  senders.push(startWebhookDeliveries({ database, publicUrl: PUBLIC_URL, secretCipher: cipher, reach, logger }));
}

/** Inserts an onboarding that passes through these statuses after its first. */
async function insertWithStatuses(...statuses: Parameters<typeof createSnapshot>[2][]): Promise<string> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(postgres.database, input);
  for (const [index, status] of statuses.entries())
    await writeSnapshot(postgres.database, createSnapshot(input, [0, 5 + index, index], status), 'run');
  return input.id;
}

const waitForRequests = (count: number) =>
  waitForValue(() => Promise.resolve(receiver.requests.length >= count ? receiver.requests : undefined));

/** Waits until the newest delivery of this webhook matches. */
const waitForDelivery = (
  webhook: string,
  predicate: (row: Awaited<ReturnType<typeof listDeliveries>>[number]) => boolean,
) =>
  waitForValue(async () => {
    const [row] = await listDeliveries(postgres.database, webhook);
    return row && predicate(row) ? row : undefined;
  });

test('each new status is delivered once, signed, without personal data', async () => {
  await addTestWebhook();
  startTestSender();
  const id = await insertWithStatuses('awaiting-approval', 'in-progress', 'in-progress', 'completed');
  const calls = await waitForRequests(3);
  const receivedEvents = calls.map(({ body, headers }) =>
    new Webhook(SECRET).verify(body, headers as Record<string, string>),
  );
  const statuses = receivedEvents.map((event) => (event as { data: { status: string } }).data.status);
  expect(statuses.sort()).toEqual(['awaiting-approval', 'completed', 'in-progress']);
  const last = receivedEvents.find((event) => (event as { type: string }).type === 'onboarding.completed');
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
  expect(JSON.stringify(receivedEvents)).not.toMatch(/Ada|example\.org/);
});

test('a webhook gets only its events, and none while paused', async () => {
  const [filtered, paused] = [await addTestWebhook(['onboarding.completed']), await addTestWebhook()];
  await postgres.database.updateTable('webhooks').set({ paused_at: new Date() }).where('id', '=', paused).execute();
  await insertWithStatuses('in-progress', 'completed');
  expect((await listDeliveries(postgres.database, filtered)).map(({ type }) => type)).toEqual(['onboarding.completed']);
  expect(await listDeliveries(postgres.database, paused)).toEqual([]);
});

test('after a rotation the old key still reads the secret; without it, the delivery says what to do', async () => {
  const newest = { id: 'newest', key: Buffer.alloc(32, 2) };
  const webhook = await addTestWebhook(['onboarding.completed']);
  startTestSender('any', createSecretCipher({ encryption: [newest] }));
  await insertWithStatuses('completed');
  const { last_error: error } = await waitForDelivery(
    webhook,
    ({ attempts, last_error: last }) => attempts > 0 && !!last,
  );
  expect(error).toEqual(createReason('webhook.secret-unreadable', {}));
  expect(receiver.requests).toEqual([]);

  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  const rotated = createSecretCipher({ encryption: [newest, KEY] });
  startTestSender('any', rotated);
  await addTestWebhook(['onboarding.completed']);
  await insertWithStatuses('completed');
  const [call] = await waitForRequests(1);
  expect(() => new Webhook(SECRET).verify(call?.body ?? '', call?.headers as Record<string, string>)).not.toThrow();
});

test('a rolled-back write delivers nothing', async () => {
  const webhook = await addTestWebhook();
  const id = await insertWithStatuses();
  const before = await listDeliveries(postgres.database, webhook);
  const failing = postgres.database.transaction().execute(async (transaction) => {
    await transaction.updateTable('onboardings').set({ status: 'completed' }).where('id', '=', id).execute();
    throw new Error('after all not');
  });
  await expect(failing).rejects.toThrow('after all not');
  expect(await listDeliveries(postgres.database, webhook)).toEqual(before);
});

test('a receiver that does not respond holds up no other', async () => {
  const silent = await startWebhookReceiver({ isSilent: true });
  await addTestWebhook(['onboarding.completed'], silent.url);
  const webhook = await addTestWebhook(['onboarding.completed']);
  startTestSender();
  await insertWithStatuses('completed');
  await waitForValue(() => Promise.resolve(silent.requests.length > 0 || undefined));
  for (let hire = 0; hire < 6; hire += 1) await insertWithStatuses('completed');
  await waitForRequests(7);
  await waitForDelivery(webhook, ({ delivered_at }) => delivered_at !== null);
  // Its first call is still open, and no second one was tried meanwhile.
  expect(silent.requests).toHaveLength(1);
  silent.close();
});

test('a failed delivery is retried under the same id; redirects count as failed', async () => {
  const webhook = await addTestWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(500, 302);
  startTestSender();
  await insertWithStatuses('completed');
  for (const [attempts, status] of [
    [1, 500],
    [2, 302],
  ] as const) {
    // An attempt is counted when it begins. Its result is stored later.
    const row = await waitForDelivery(webhook, ({ last_error: error }) => error?.params.status === status);
    expect(row.last_error).toEqual(createReason('webhook.status', { status }));
    expect([row.attempts, row.delivered_at, row.next_try_at === null]).toEqual([attempts, null, false]);
    await makeDue(row.id);
  }
  const row = await waitForDelivery(webhook, ({ delivered_at: at }) => at !== null);
  expect(row).toMatchObject({ attempts: 3, last_status: 204, last_error: null, next_try_at: null });
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([row.id]));
  expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
});

const makeDue = (id: string) =>
  postgres.database
    .updateTable('webhook_deliveries')
    .set({ next_try_at: new Date(0) })
    .where('id', '=', id)
    .execute();

test('after the last attempt it is abandoned, and can be requeued', async () => {
  const webhook = await addTestWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(500);
  await insertWithStatuses('completed');
  const [{ id = '' } = {}] = await listDeliveries(postgres.database, webhook);
  await postgres.database.updateTable('webhook_deliveries').set({ attempts: 7 }).where('id', '=', id).execute();
  startTestSender();
  await waitForDelivery(webhook, ({ next_try_at: next, last_error: error }) => next === null && error !== null);
  await postgres.database.transaction().execute((transaction) => requeueDelivery(transaction, webhook, id));
  await waitForDelivery(webhook, ({ delivered_at: at }) => at !== null);
});

test('a webhook that returns 410 is paused with the reason', async () => {
  const webhook = await addTestWebhook(['onboarding.completed']);
  receiver.nextStatuses.push(410);
  startTestSender();
  await insertWithStatuses('completed');
  await waitForDelivery(webhook, ({ last_status: status }) => status === 410);
  const [row] = await listWebhooks(postgres.database, { limit: 1 });
  expect(row).toMatchObject({
    id: webhook,
    paused_at: expect.any(Date),
    pause_reason: createReason('webhook.gone', {}),
  });
});

test('two senders deliver each event once', async () => {
  await addTestWebhook(['onboarding.completed']);
  for (let count = 0; count < 12; count += 1) await insertWithStatuses('completed');
  startTestSender();
  startTestSender();
  await waitForRequests(12);
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(12);
  expect(receiver.requests).toHaveLength(12);
});

test('a delivery claimed by a dead sender is sent by the next one', async () => {
  const webhook = await addTestWebhook(['onboarding.completed']);
  await insertWithStatuses('completed');
  const [claimed] = await claimDeliveries(postgres.database);
  expect(claimed).toBeDefined();
  expect(await claimDeliveries(postgres.database)).toEqual([]);
  await makeDue(claimed?.id ?? '');
  startTestSender();
  await waitForDelivery(webhook, ({ delivered_at: at }) => at !== null);
});

test('with reach public, loopback and private addresses are never called', async () => {
  const urls = ['https://localhost:1/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://[::ffff:10.0.0.1]/x'];
  const webhooks: string[] = [];
  for (const url of [...urls, 'https://169.254.169.254/x', receiver.url])
    webhooks.push(await addTestWebhook(['onboarding.completed'], url));
  startTestSender('public');
  await insertWithStatuses('completed');
  for (const webhook of webhooks) {
    const { last_error: error } = await waitForDelivery(webhook, ({ last_error }) => last_error !== null);
    expect(error).toEqual(createReason('webhook.blocked', {}));
  }
  expect(receiver.requests).toEqual([]);
});
