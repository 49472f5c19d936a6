import pino from 'pino';
import { claimInvitations, queueInvitations } from '../../../src/database/invitations';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import { pollUntil } from '../../../src/lib/poll-until';
import { type InvitationDeps, startInvitations } from '../../../src/worker/background/invitations';
import { type ActivityTestEnvironment, startActivityTestEnvironment } from '../../support/activity-test-environment';

const TIMEOUT_MS = 60_000;
const NADIA = { name: 'Nadia Sol', email: 'nadia@example.com', roles: ['it' as const, 'finance' as const] };
const OMAR = { name: 'Omar Beck', email: 'omar@example.com', roles: ['hr' as const], language: 'de' as const };

let world: ActivityTestEnvironment;
const senders: BackgroundLoop[] = [];
beforeEach(async () => {
  world = await startActivityTestEnvironment();
  await world.database.insertInto('people').values([NADIA, OMAR]).execute();
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  await world.close();
});

function startSender(changes: Partial<InvitationDeps> = {}): void {
  const { database, mailer } = world;
  senders.push(
    startInvitations({
      ...{ database, mailer, publicUrl: 'https://firstday.example.com', hasMailSignIn: true },
      logger: pino({ level: 'silent' }),
      intervalMs: 20,
      ...changes,
    }),
  );
}

const invite = (...emails: string[]) =>
  world.database.transaction().execute((transaction) => queueInvitations(transaction, emails, 'alan@example.com'));
const loadInvitations = () => world.database.selectFrom('invitations').selectAll().orderBy('email').execute();
const waitUntilSent = () =>
  pollUntil(async () => expect((await loadInvitations()).filter(({ sent_at }) => !sent_at)).toEqual([]), TIMEOUT_MS);
const findMail = (email: string) => world.inbox.mails.find(({ to }) => JSON.stringify(to).includes(email));

test('each person gets one mail in their language, with their roles and a link of their own that works for days', async () => {
  await invite(NADIA.email, OMAR.email);
  startSender();
  startSender();
  await waitUntilSent();
  expect(world.inbox.mails).toHaveLength(2);
  const toNadia = findMail(NADIA.email);
  expect(toNadia?.subject).toBe('Your invitation to Firstday');
  expect(toNadia?.text).toContain(
    'alan@example.com has invited you to Firstday, which prepares everything for new hires. Your role: IT and Finance.',
  );
  expect(toNadia?.text).toMatch(/https:\/\/firstday\.example\.com\/sign-in\/[\w-]{20,}/);
  expect(findMail(OMAR.email)?.subject).toBe('Ihre Einladung zu Firstday');
  const links = await world.database.selectFrom('sign_in_links').select(['email', 'expires_at']).execute();
  expect(links.map(({ email }) => email).sort()).toEqual([NADIA.email, OMAR.email]);
  for (const { expires_at: expiresAt } of links)
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(2 * 86_400_000);
});

test('without links by mail it names the page to sign in', async () => {
  await invite(NADIA.email);
  startSender({ hasMailSignIn: false });
  await waitUntilSent();
  expect(findMail(NADIA.email)?.text).toContain('https://firstday.example.com/sign-in');
  expect(await world.database.selectFrom('sign_in_links').select('email').execute()).toEqual([]);
});

test('who was suspended or lost every role meanwhile is not invited', async () => {
  await invite(NADIA.email, OMAR.email);
  await world.database.updateTable('people').set({ state: 'suspended' }).where('email', '=', NADIA.email).execute();
  await world.database.updateTable('people').set({ roles: [] }).where('email', '=', OMAR.email).execute();
  expect(await claimInvitations(world.database, 10)).toEqual([]);
});

test('a mail that the server rejects for good is not tried again, another failure is', async () => {
  await invite(NADIA.email, OMAR.email);
  world.inbox.onMessage = (mail) => {
    const responseCode = JSON.stringify(mail.to).includes(NADIA.email) ? 550 : 451;
    return Promise.reject(Object.assign(new Error('no'), { responseCode }));
  };
  startSender();
  await pollUntil(
    async () => expect((await loadInvitations()).filter(({ last_error }) => last_error === null)).toEqual([]),
    TIMEOUT_MS,
  );
  const { rows } = await world.pool.query<{ email: string; isFinal: boolean }>(
    `select email, next_try_at = 'infinity' as "isFinal" from invitations order by email`,
  );
  expect(rows).toEqual([
    { email: NADIA.email, isFinal: true },
    { email: OMAR.email, isFinal: false },
  ]);
  world.inbox.onMessage = () => undefined;
  await world.pool.query(`update invitations set next_try_at = now() where next_try_at <> 'infinity'`);
  await pollUntil(() => Promise.resolve(expect(findMail(OMAR.email)).toBeDefined()), TIMEOUT_MS);
});
