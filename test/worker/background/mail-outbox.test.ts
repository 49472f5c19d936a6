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

const PATIENCE_MS = 60_000;
const links = createSignedLinks({ encryption: [], sealing: Buffer.alloc(32, 1) }, 'https://firstday.example.com');

function aSender(mailer: Mailer = world.mailer, everyMs?: number): BackgroundLoop {
  const { database } = world;
  const sender = startMailOutbox({
    database,
    mailer,
    publicUrl: 'https://firstday.example.com',
    links,
    logger: pino({ level: 'silent' }),
    intervalMs: everyMs,
  });
  senders.push(sender);
  return sender;
}

/** Inserts an onboarding with these pending notifications. */
async function owing(...notices: Notification[]): Promise<string> {
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(world.database, input);
  await writeSnapshot(world.database, { ...createSnapshot(input, [0, 5, 1], 'awaiting-approval'), notices }, 'run');
  return input.id;
}

const aNotice = (key: string): Notification => ({
  key,
  kind: 'approval-requested',
  step: 'managerApproval',
  to: [{ name: 'Grace Hopper', email: MANAGER }],
});

const outbox = () => world.database.selectFrom('outbox').selectAll().orderBy('id').execute();
const allSent = async () => expect((await outbox()).filter(({ sent_at }) => sent_at === null)).toEqual([]);
const dueNow = () =>
  world.database
    .updateTable('outbox')
    .set({ next_try_at: new Date(0) })
    .execute();

test('each notice goes out once, also with two senders side by side', async () => {
  const count = 50;
  await owing(...Array.from({ length: count }, (_, index) => aNotice(`notice-${index}`)));
  aSender();
  aSender();
  await pollUntil(allSent, PATIENCE_MS);
  expect(new Set(world.inbox.mails.map(({ messageId }) => messageId)).size).toBe(count);
  expect(world.inbox.mails).toHaveLength(count);
});

test('a notice that is owed while the sender rests goes out at once when it is woken', async () => {
  await owing(aNotice('a'));
  // The poll interval is far longer than the test.
  const sender = aSender(world.mailer, 10 * PATIENCE_MS);
  await pollUntil(allSent, PATIENCE_MS);
  await owing(aNotice('b'));
  sender.trigger();
  await pollUntil(allSent, PATIENCE_MS);
});

test('a crash between the acceptance of a mail and its record: the same Message-ID again', async () => {
  await owing(aNotice('a'));
  const crash = createBarrier();
  // Simulates a process that dies after the mail server accepted the message: no later code runs.
  aSender({
    send: (message, signal) => world.mailer.send(message, signal).then(async (sent) => (await crash.pass(), sent)),
  });
  await crash.reached;
  expect(await outbox()).toMatchObject([{ sent_at: null, attempts: 1 }]);

  await dueNow();
  aSender();
  await pollUntil(allSent, PATIENCE_MS);
  const ids = world.inbox.mails.map(({ messageId }) => messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  crash.open();
});

test('a mail server that refuses for now is asked again later', async () => {
  await owing(aNotice('a'));
  world.inbox.onMessage = () => Promise.reject(Object.assign(new Error('try later'), { responseCode: 451 }));
  const sender = aSender();
  await pollUntil(async () => expect((await outbox())[0]?.last_error).toMatch('451'), PATIENCE_MS);
  expect((await outbox())[0]?.next_try_at.getTime()).toBeGreaterThan(Date.now());

  world.inbox.onMessage = () => undefined;
  await dueNow();
  sender.trigger();
  await pollUntil(allSent, PATIENCE_MS);
  expect(await outbox()).toMatchObject([{ attempts: 2, last_error: null }]);
});

test('a notice that is refused for good is not tried again, and the timeline says so', async () => {
  const id = await owing(aNotice('refused'), aNotice('taken'));
  world.inbox.onMessage = ({ messageId }) => {
    if (refused.add(messageId).size === 1) throw Object.assign(new Error(`no ${MANAGER} here`), { responseCode: 550 });
  };
  const refused = new Set<string | undefined>();
  const sender = aSender();
  await pollUntil(async () => expect((await outbox()).filter(({ sent_at }) => sent_at)).toHaveLength(1), PATIENCE_MS);
  await pollUntil(
    async () => expect((await outbox()).filter(({ last_error }) => last_error)).toHaveLength(1),
    PATIENCE_MS,
  );
  sender.trigger();
  await sender.stop();

  expect((await outbox()).map(({ attempts }) => attempts)).toEqual([1, 1]);
  const told = await world.database.selectFrom('timeline').selectAll().where('onboarding_id', '=', id).execute();
  expect(told).toMatchObject([{ seq: -1, kind: 'notice-refused', step: 'managerApproval' }]);
  expect(JSON.stringify([told, await outbox()])).not.toContain(`no ${MANAGER}`);
});

test('stopping waits for the mail that is on its way', async () => {
  await owing(aNotice('a'));
  const onItsWay = createBarrier();
  world.inbox.onMessage = onItsWay.pass;
  const sender = aSender();
  await onItsWay.reached;
  const stopped = sender.stop();
  onItsWay.open();
  await stopped;
  await allSent();
});

test('nothing personal is logged', async () => {
  const lines: string[] = [];
  const id = await owing({ ...aNotice('a'), to: [{ name: 'Hanna', email: HR }] });
  world.inbox.onMessage = () => Promise.reject(Object.assign(new Error(`unknown ${HR}`), { responseCode: 550 }));
  const logger = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
  senders.push(startMailOutbox({ ...world, publicUrl: '', links, logger }));
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), PATIENCE_MS);
  // The id itself may spell a name: it is hexadecimal, as "ada" is.
  expect(lines[0]).toContain(id);
  expect(lines[0]?.replace(id, '')).not.toMatch(/hanna|hr@|ada|grace/i);
});
