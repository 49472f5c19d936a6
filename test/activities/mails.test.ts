import type { ParsedMail } from 'mailparser';
import type { Locale } from '../../src/domain/locale';
import type { RenderedEmail } from '../../src/integrations/mail/mailer';
import { listMailFaults } from '../support/mail-faults';
import { SAMPLE_COMPANY } from '../support/sample-company';
import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import {
  createEffectCall,
  createActivityCaller,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../support/activity-test-environment';
import { parseSchedulingMessages } from '../support/scheduling-messages';
import { createRequest } from '../support/requests';

let world: ActivityTestEnvironment;
beforeAll(async () => void (world = await startActivityTestEnvironment()));
afterAll(() => world.close());
beforeEach(() => {
  world.inbox.mails.length = 0;
  world.inbox.onMessage = () => undefined;
});

const employee = { givenName: 'Robert', familyName: 'Smith', preferredName: 'Bob', personalEmail: 'bob@example.org' };
const seat = (course: string) => ({
  course,
  title: `All about ${course}`,
  sessionId: course,
  startsAt: '2027-03-29T07:00:00.000Z',
  endsAt: '2027-03-29T08:00:00.000Z',
  timeZone: 'Europe/Berlin',
  place: 'Room 1',
});
const createMailCall = (bookings: unknown[] = []) =>
  createEffectCall('letter', {
    request: createRequest({ employee, trainings: ['safety', 'tools'] }),
    results: {
      claimUsername: { username: 'bob.smith' },
      createAccount: [{ system: 'chat', title: 'chat', groups: [], username: 'bob.smith' }],
      assignEquipment: { items: [{ tag: 'L14-001', model: 'laptop-14' }] },
      scheduleTraining: { bookings },
    },
  });
const toRenderedEmail = ({ headers, subject = '', text = '', html }: ParsedMail): RenderedEmail => ({
  ...{ key: '', kind: 'welcome', locale: headers.get('content-language') as Locale, to: [] },
  ...{ subject, text, html: html || '', senderName: '' },
});
const listTexts = () => world.inbox.mails.map(({ text }) => text);
const listSubjects = () => world.inbox.mails.map(({ subject }) => subject);
const listSchedulingMessages = () => parseSchedulingMessages(world.inbox.mails);
/** Scheduling messages of the step, one per line, such as `REQUEST 0 first-day`. */
const summarizeSchedulingMessages = ({ onboardingId, step }: EffectInput) =>
  listSchedulingMessages().map(
    ({ method, sequence, uid }) =>
      `${method} ${sequence} ${uid.replace(`${onboardingId}-${step}-`, '').replace('@firstday', '')}`,
  );

describe('the preparations email', () => {
  it('lists the hire, the start and the preparations, in local time', async () => {
    await createActivityCaller(world)('notifyManager', createMailCall([seat('safety')]));
    const [text] = listTexts();
    for (const part of [
      'Hello Grace Hopper,',
      'Bob Smith joins Engineering as Engineer on Monday, 1 March 2027 at 09:00 (Europe/Berlin), berlin',
      '(username bob.smith):\n- chat',
      '- laptop-14 (asset tag L14-001)',
      '- All about safety: Monday, 29 March 2027 at 09:00 (Europe/Berlin), Room 1',
    ])
      expect(text).toContain(part);
  });

  it('omits what the plan skipped', async () => {
    await createActivityCaller(world)('notifyManager', { ...createMailCall(), results: {} });
    expect(listTexts()[0]).not.toMatch(/undefined|Equipment|Trainings|Accounts/);
  });

  it('is retracted by a separate message, once', async () => {
    const call = createMailCall();
    await createActivityCaller(world)('notifyManager', call);
    await createActivityCaller(world)('notifyManager.undo', call);
    expect(listSubjects()).toEqual(['Ready for the first day of Bob Smith', 'Cancelled: preparations for Bob Smith']);
    expect(new Set(world.inbox.mails.map(({ messageId }) => messageId)).size).toBe(2);
  });
});

describe('the welcome email', () => {
  it('goes to the new hire with one invitation per event', async () => {
    const call = createMailCall([seat('safety'), seat('tools')]);
    await createActivityCaller(world)('welcomeEmployee', call);
    expect(listSubjects()).toEqual([
      'Welcome: your first day',
      'Training: All about safety',
      'Training: All about tools',
    ]);
    expect(world.inbox.mails.every(({ to }) => JSON.stringify(to).includes('bob@example.org'))).toBe(true);
    expect(summarizeSchedulingMessages(call)).toEqual([
      'REQUEST 0 first-day',
      'REQUEST 0 training-safety',
      'REQUEST 0 training-tools',
    ]);
    expect(listSchedulingMessages().map(({ startsAt }) => startsAt)).toEqual([
      '2027-03-01T08:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ]);
  });

  it('is cancelled per event; the next generation has a higher sequence', async () => {
    const call = createMailCall([seat('safety')]);
    const next = { ...call, generation: 2, results: createMailCall([seat('safety'), seat('tools')]).results };
    await createActivityCaller(world)('welcomeEmployee', call);
    await createActivityCaller(world)('welcomeEmployee.undo', { ...call, results: {} });
    await createActivityCaller(world)('welcomeEmployee', next);
    expect(summarizeSchedulingMessages(call)).toEqual([
      'REQUEST 0 first-day',
      'REQUEST 0 training-safety',
      'CANCEL 1 training-safety',
      'CANCEL 1 first-day',
      'REQUEST 2 first-day',
      'REQUEST 2 training-safety',
      'REQUEST 2 training-tools',
    ]);
    expect(listSubjects().at(-3)).toBe('Welcome: your first day');
  });

  it('fails permanently on an immediate rejection, with nothing to retract', async () => {
    world.inbox.onMessage = () => Promise.reject(Object.assign(new Error('no'), { responseCode: 550 }));
    const call = createMailCall([seat('safety')]);
    await expect(createActivityCaller(world)('welcomeEmployee', call)).rejects.toMatchObject({
      type: 'MailRejected',
      nonRetryable: true,
    });
    await createActivityCaller(world)('welcomeEmployee.undo', call);
    expect(listSubjects()).toEqual([]);
  });

  it('is retried after a partial rejection; the undo cancels what was sent', async () => {
    world.inbox.onMessage = ({ subject }) =>
      subject?.startsWith('Training')
        ? Promise.reject(Object.assign(new Error('no'), { responseCode: 550 }))
        : Promise.resolve();
    const call = createMailCall([seat('safety')]);
    await expect(createActivityCaller(world)('welcomeEmployee', call)).rejects.toMatchObject({ nonRetryable: false });
    await world.pool.query('update effects set lease_until = now() where lease_until is not null');
    await createActivityCaller(world)('welcomeEmployee.undo', call);
    // The interrupted attempt may have sent any of the invitations, so all of them are cancelled.
    expect(summarizeSchedulingMessages(call).slice(-3)).toEqual([
      'CANCEL 1 training-safety',
      'CANCEL 1 training-tools',
      'CANCEL 1 first-day',
    ]);
  });
});

// Last, because no version of the settings is ever deleted.
describe('mails of effects', () => {
  it('have the look that the company has when they are sent', async () => {
    const first = createMailCall([seat('safety')]);
    await createActivityCaller(world)('welcomeEmployee', first);
    await createActivityCaller(world)('notifyManager', createMailCall([seat('tools')]));
    await createActivityCaller(world)('notifyManager.undo', createMailCall());
    await createActivityCaller(world)('welcomeEmployee.undo', first);
    expect(world.inbox.mails.length).toBeGreaterThan(4);
    for (const mail of world.inbox.mails) expect(listMailFaults(toRenderedEmail(mail), SAMPLE_COMPANY)).toEqual([]);
    expect(world.inbox.mails[0]?.html).toContain('<a href="https://firstday.example.com/hire/');

    const changed = { ...SAMPLE_COMPANY, version: 2, name: 'Bolt', language: 'de' as const, colour: '#aa0000' };
    const { version, ...settings } = changed;
    await world.database
      .insertInto('company_versions')
      .values({ version, settings: JSON.stringify(settings), created_by: 'test' })
      .execute();
    world.inbox.mails.length = 0;
    await createActivityCaller(world)('welcomeEmployee', createMailCall());
    const [mail] = world.inbox.mails;
    expect(mail?.subject).toBe('Willkommen: Ihr erster Arbeitstag');
    expect(mail?.html).toContain('background:#aa0000');
    expect(mail && listMailFaults(toRenderedEmail(mail), changed)).toEqual([]);
  });
});
