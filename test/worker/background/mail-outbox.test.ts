import pino from 'pino';
import type { Notification } from '../../../src/domain/onboarding/snapshot';
import { pollUntil } from '../../../src/lib/poll-until';
import { createSignedLinks } from '../../../src/auth/signed-links';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import type { Mailer } from '../../../src/integrations/mail/mailer';
import { startMailOutbox } from '../../../src/worker/background/mail-outbox';
import { writeSnapshot } from '../../../src/worker/projection/write-snapshot';
import {
  createBarrier,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../../support/activity-test-environment';
import { createSnapshot, insertSubmittedOnboarding } from '../../support/onboardings';
import { createEngineInput, createApprovalStep, HR, MANAGER } from '../../workflows/support';

let world: ActivityTestEnvironment;
const senders: BackgroundLoop[] = [];
beforeEach(async () => void (world = await startActivityTestEnvironment()));
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  await world.close();
});

const TIMEOUT_MS = 60_000;
const links = createSignedLinks({ encryption: [], sealing: Buffer.alloc(32, 1) }, 'https://firstday.example.com');

function startSender(mailer: Mailer = world.mailer, pollIntervalMs?: number): BackgroundLoop {
  const { database } = world;
  const sender = startMailOutbox({
    database,
    mailer,
    publicUrl: 'https://firstday.example.com',
    links,
    logger: pino({ level: 'silent' }),
    intervalMs: pollIntervalMs,
  });
  senders.push(sender);
  return sender;
}

/** Inserts an onboarding with these pending notifications. */
async function insertNotifications(...notifications: Notification[]): Promise<string> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(world.database, input);
  await writeSnapshot(
    world.database,
    { ...createSnapshot(input, [0, 5, 1], 'awaiting-approval'), notifications },
    'run',
  );
  return input.id;
}

const createNotification = (key: string): Notification => ({
  key,
  kind: 'approval-requested',
  step: 'managerApproval',
  to: [{ name: 'Grace Hopper', email: MANAGER }],
});

const loadOutbox = () => world.database.selectFrom('outbox').selectAll().orderBy('id').execute();
const expectAllSent = async () => expect((await loadOutbox()).filter(({ sent_at }) => sent_at === null)).toEqual([]);
const makeDue = () =>
  world.database
    .updateTable('outbox')
    .set({ next_try_at: new Date(0) })
    .execute();

test('each notification is sent once, also with two senders', async () => {
  const count = 50;
  await insertNotifications(...Array.from({ length: count }, (_, index) => createNotification(`notice-${index}`)));
  startSender();
  startSender();
  await pollUntil(expectAllSent, TIMEOUT_MS);
  expect(new Set(world.inbox.mails.map(({ messageId }) => messageId)).size).toBe(count);
  expect(world.inbox.mails).toHaveLength(count);
});

test('a notification for an idle sender is sent at once when triggered', async () => {
  await insertNotifications(createNotification('a'));
  // The poll interval is far longer than the test.
  const sender = startSender(world.mailer, 10 * TIMEOUT_MS);
  await pollUntil(expectAllSent, TIMEOUT_MS);
  await insertNotifications(createNotification('b'));
  sender.trigger();
  await pollUntil(expectAllSent, TIMEOUT_MS);
});

test('a crash before the record repeats the same Message-ID', async () => {
  await insertNotifications(createNotification('a'));
  const crash = createBarrier();
  // Simulates a process that dies after the mail server accepted the message: no later code runs.
  startSender({
    send: (message, signal) => world.mailer.send(message, signal).then(async (sent) => (await crash.pass(), sent)),
  });
  await crash.reached;
  expect(await loadOutbox()).toMatchObject([{ sent_at: null, attempts: 1 }]);

  await makeDue();
  startSender();
  await pollUntil(expectAllSent, TIMEOUT_MS);
  const ids = world.inbox.mails.map(({ messageId }) => messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  crash.open();
});

const GRACE = { name: 'Grace Hopper', email: MANAGER };
const KARL = { name: 'Karl', email: 'karl@example.com' };
const LENA = { name: 'Lena', email: 'lena@example.com' };
const reject = (responseCode: number) => Promise.reject(Object.assign(new Error('no'), { responseCode }));
const listRecipients = () => world.inbox.mails.map(({ to }) => JSON.stringify(to));
const isTo = (to: unknown, { email }: { email: string }) => JSON.stringify(to).includes(email);

test('each recipient gets a mail of their own, in their language, with the same Message-ID after a crash', async () => {
  await world.database
    .insertInto('people')
    .values({ ...GRACE, roles: [], language: 'de' })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ language: 'de' }))
    .execute();
  await insertNotifications({ key: 'a', kind: 'rescheduled', to: [GRACE, KARL] });
  const crash = createBarrier();
  startSender({
    send: (message, signal) => world.mailer.send(message, signal).then(async (sent) => (await crash.pass(), sent)),
  });
  await crash.reached;
  await pollUntil(() => Promise.resolve(expect(world.inbox.mails).toHaveLength(2)), TIMEOUT_MS);
  await makeDue();
  startSender();
  await pollUntil(expectAllSent, TIMEOUT_MS);
  crash.open();
  for (const [person, locale] of [
    [GRACE, 'de'],
    [KARL, 'en'],
  ] as const) {
    const copies = world.inbox.mails.filter(({ to }) => isTo(to, person));
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
    expect(copies[0]?.headers.get('content-language')).toBe(locale);
  }
  expect(new Set(world.inbox.mails.map(({ messageId }) => messageId)).size).toBe(2);
});

test('the mail server of one recipient decides about no other', async () => {
  await insertNotifications({ key: 'a', kind: 'rescheduled', to: [GRACE, KARL, LENA] });
  world.inbox.onMessage = ({ to }) => (isTo(to, GRACE) ? reject(451) : isTo(to, KARL) ? reject(550) : undefined);
  const sender = startSender();
  await pollUntil(
    async () => expect((await loadOutbox()).filter(({ last_error: error }) => error)).toHaveLength(2),
    TIMEOUT_MS,
  );
  // Lena's mail is not sent again while Grace's is retried.
  await makeDue();
  sender.trigger();
  await pollUntil(
    async () => expect((await loadOutbox()).find(({ recipient }) => recipient === MANAGER)?.attempts).toBe(2),
    TIMEOUT_MS,
  );
  world.inbox.onMessage = () => undefined;
  await makeDue();
  sender.trigger();
  await pollUntil(
    async () =>
      expect((await loadOutbox()).find(({ recipient }) => recipient === MANAGER)?.sent_at).toBeInstanceOf(Date),
    TIMEOUT_MS,
  );
  expect(listRecipients().filter((to) => to.includes(LENA.email))).toHaveLength(1);
});

test('a temporary rejection is retried later', async () => {
  await insertNotifications(createNotification('a'));
  world.inbox.onMessage = () => Promise.reject(Object.assign(new Error('try later'), { responseCode: 451 }));
  const sender = startSender();
  await pollUntil(async () => expect((await loadOutbox())[0]?.last_error).toMatch('451'), TIMEOUT_MS);
  expect((await loadOutbox())[0]?.next_try_at.getTime()).toBeGreaterThan(Date.now());

  world.inbox.onMessage = () => undefined;
  await makeDue();
  sender.trigger();
  await pollUntil(expectAllSent, TIMEOUT_MS);
  expect(await loadOutbox()).toMatchObject([{ attempts: 2, last_error: null }]);
});

test('a permanent rejection is not retried, recorded in the timeline, and HR is notified once', async () => {
  const id = await insertNotifications(createNotification('refused'));
  // HR's mail server rejects the mail about it, too, which must not lead to another.
  world.inbox.onMessage = () => Promise.reject(Object.assign(new Error(`no ${MANAGER} here`), { responseCode: 550 }));
  const sender = startSender();
  await pollUntil(
    async () => expect((await loadOutbox()).filter(({ last_error: error }) => error)).toHaveLength(2),
    TIMEOUT_MS,
  );
  sender.trigger();
  await sender.stop();

  const rows = await loadOutbox();
  expect(rows.map(({ attempts, recipient }) => [recipient, attempts])).toEqual([
    [MANAGER, 1],
    [HR, 1],
  ]);
  expect(rows[1]?.notification).toMatchObject({ kind: 'undeliverable', step: 'managerApproval' });
  const timeline = await world.database
    .selectFrom('timeline')
    .selectAll()
    .where('onboarding_id', '=', id)
    .orderBy('seq', 'desc')
    .execute();
  expect(timeline).toMatchObject([
    { seq: -1, kind: 'notification-rejected', step: 'managerApproval' },
    { seq: -2, kind: 'notification-rejected' },
  ]);
  expect(JSON.stringify([timeline, rows.map((row) => row.last_error)])).not.toContain(`no ${MANAGER}`);
});

test('stop waits for a mail in progress', async () => {
  await insertNotifications(createNotification('a'));
  const barrier = createBarrier();
  world.inbox.onMessage = barrier.pass;
  const sender = startSender();
  await barrier.reached;
  const stopped = sender.stop();
  barrier.open();
  await stopped;
  await expectAllSent();
});

test('no personal data is logged', async () => {
  const lines: string[] = [];
  const id = await insertNotifications({ ...createNotification('a'), to: [{ name: 'Hanna', email: HR }] });
  world.inbox.onMessage = () => Promise.reject(Object.assign(new Error(`unknown ${HR}`), { responseCode: 550 }));
  const logger = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
  senders.push(startMailOutbox({ ...world, publicUrl: '', links, logger }));
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), TIMEOUT_MS);
  // The id itself may spell a name: it is hexadecimal, as "ada" is.
  expect(lines[0]).toContain(id);
  expect(lines[0]?.replace(id, '')).not.toMatch(/hanna|hr@|ada|grace/i);
});
