import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import { buildCalendar, parseSchedulingMessages } from '../support/scheduling-messages';
import {
  createEffectCall,
  createActivityCaller,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../support/activity-test-environment';
import { createRequest } from '../support/requests';

let world: ActivityTestEnvironment;
beforeAll(async () => void (world = await startActivityTestEnvironment()));
afterAll(() => world.close());
beforeEach(() => void (world.inbox.mails.length = 0));

const seat = (course: string, startsAt: string) => ({
  course,
  title: `All about ${course}`,
  sessionId: `${course}-${startsAt}`,
  startsAt,
  endsAt: startsAt.replace('T09', 'T11'),
  timeZone: 'Europe/Berlin',
  place: 'Room 1',
});

const createFirstCall = (): EffectInput =>
  createEffectCall('welcome', {
    request: createRequest({ trainings: ['safety', 'tools'] }),
    results: {
      assignEquipment: { items: [{ tag: 'L14-001', model: 'laptop-14' }] },
      scheduleTraining: {
        bookings: [seat('safety', '2027-03-02T09:00:00.000Z'), seat('tools', '2027-03-03T09:00:00.000Z')],
      },
    },
  });

/** Call of the next generation, for a first day a week later, with these seats. */
const createMovedCall = (call: EffectInput, ...bookings: unknown[]): EffectInput => ({
  ...call,
  generation: call.generation + 1,
  dayOne: {
    ...call.dayOne,
    date: '2027-03-08',
    startsAt: '2027-03-08T08:00:00.000Z',
    endsAt: '2027-03-08T16:00:00.000Z',
  },
  results: { ...call.results, scheduleTraining: { bookings } },
});

const createRedoneCall = (call: EffectInput) =>
  createMovedCall(call, seat('safety', '2027-03-09T09:00:00.000Z'), seat('tools', '2027-03-10T09:00:00.000Z'));

const listMessages = () => parseSchedulingMessages(world.inbox.mails);
const listSubjects = () => world.inbox.mails.map(({ subject }) => subject);
/** Receiver's calendar by short UID. Must not depend on the order of the messages. */
const buildReceiverCalendar = ({ onboardingId, step }: EffectInput) => {
  const events = buildCalendar(listMessages());
  expect(buildCalendar(listMessages().reverse())).toEqual(events);
  return Object.fromEntries(
    Object.entries(events).map(([uid, what]) => [uid.replace(`${onboardingId}-${step}-`, ''), what]),
  );
};

describe('invitations, parsed by another calendar library', () => {
  it('conform to iMIP: declared method, one event each, from manager to hire', async () => {
    const call = createFirstCall();
    await createActivityCaller(world)('welcomeEmployee', call);
    await createActivityCaller(world)('welcomeEmployee.undo', call);
    const [manager, employee] = [
      `mailto:${call.request.manager.email}`,
      `mailto:${call.request.employee.personalEmail}`,
    ];
    expect(listMessages()).toHaveLength(6);
    for (const { announcedMethod, method, status, organizer, attendees } of listMessages())
      expect({ announced: announcedMethod, status, organizer, attendees }).toEqual({
        announced: method,
        status: method === 'REQUEST' ? 'CONFIRMED' : 'CANCELLED',
        organizer: manager,
        attendees: [employee],
      });
  });

  it('follow a moved start date by one newer request each, no cancellation', async () => {
    const call = createFirstCall();
    await createActivityCaller(world)('welcomeEmployee', call);
    await createActivityCaller(world)('welcomeEmployee', createRedoneCall(call));
    await createActivityCaller(world)('welcomeEmployee', createRedoneCall(createRedoneCall(call)));
    expect(listMessages().map(({ method, sequence }) => `${method} ${sequence}`)).toEqual([
      ...Array<string>(3).fill('REQUEST 0'),
      ...Array<string>(3).fill('REQUEST 2'),
      ...Array<string>(3).fill('REQUEST 4'),
    ]);
    expect(buildReceiverCalendar(call)).toEqual({
      'first-day@firstday': 'Your first day: 2027-03-08T08:00:00.000Z',
      'training-safety@firstday': 'All about safety: 2027-03-09T09:00:00.000Z',
      'training-tools@firstday': 'All about tools: 2027-03-10T09:00:00.000Z',
    });
    expect(listSubjects().slice(3, 6)).toEqual([
      'Updated: your first day',
      'Training updated: All about safety',
      'Training updated: All about tools',
    ]);
    expect(new Set(world.inbox.mails.map(({ messageId }) => messageId)).size).toBe(9);
  });

  it('are cancelled once, with the highest sequence, when all are undone', async () => {
    const call = createFirstCall();
    const next = createRedoneCall(call);
    await createActivityCaller(world)('welcomeEmployee', call);
    await createActivityCaller(world)('welcomeEmployee', next);
    for (const one of [next, call]) await createActivityCaller(world)('welcomeEmployee.undo', { ...one, results: {} });
    expect(buildReceiverCalendar(call)).toEqual({});
    expect(
      listMessages()
        .slice(6)
        .map(({ method, sequence }) => `${method} ${sequence}`),
    ).toEqual(Array<string>(3).fill('CANCEL 3'));
  });

  it('are cancelled for a training that has no seat any more', async () => {
    const call = createFirstCall();
    const next = createMovedCall(call, seat('safety', '2027-03-09T09:00:00.000Z'));
    await createActivityCaller(world)('welcomeEmployee', call);
    await createActivityCaller(world)('welcomeEmployee', next);
    expect(Object.keys(buildReceiverCalendar(call))).toEqual(['first-day@firstday', 'training-safety@firstday']);
    await createActivityCaller(world)('welcomeEmployee.undo', next);
    expect(buildReceiverCalendar(call)).toEqual({});
    expect(listMessages().filter(({ method }) => method === 'CANCEL')).toHaveLength(3);
  });

  it('of an interrupted generation are replaced, too', async () => {
    const call = createFirstCall();
    const next = createMovedCall(call, seat('safety', '2027-03-09T09:00:00.000Z'));
    world.inbox.onMessage = (mail) => {
      if (!mail.subject?.includes('tools')) return;
      world.inbox.mails.push(mail);
      throw new Error('The message arrived; the answer is lost.');
    };
    await expect(createActivityCaller(world)('welcomeEmployee', call)).rejects.toMatchObject({ nonRetryable: false });
    expect(Object.keys(buildReceiverCalendar(call))).toHaveLength(3);
    world.inbox.onMessage = () => undefined;
    await world.pool.query('update effects set lease_until = now() where lease_until is not null');
    await createActivityCaller(world)('welcomeEmployee', next);
    expect(Object.keys(buildReceiverCalendar(call))).toEqual(['first-day@firstday', 'training-safety@firstday']);
    for (const one of [next, call]) await createActivityCaller(world)('welcomeEmployee.undo', one);
    expect(buildReceiverCalendar(call)).toEqual({});
  });
});

describe('the manager’s email', () => {
  it('lists the changes, and is retracted once at the end', async () => {
    const call = createFirstCall();
    const next = createRedoneCall(call);
    await createActivityCaller(world)('notifyManager', call);
    await createActivityCaller(world)('notifyManager', next);
    for (const one of [next, call]) await createActivityCaller(world)('notifyManager.undo', one);
    expect(listSubjects()).toEqual([
      'Ready for the first day of Ada Lovelace',
      'Updated: first day of Ada Lovelace',
      'Cancelled: preparations for Ada Lovelace',
    ]);
    const update = world.inbox.mails[1]?.text ?? '';
    const changes = update.slice(0, update.indexOf('We have prepared'));
    expect(changes).toContain('- No longer: First day: Monday, 1 March 2027 at 09:00 (Europe/Berlin), berlin');
    expect(changes).toContain('- New: First day: Monday, 8 March 2027 at 09:00 (Europe/Berlin), berlin');
    expect(changes).toContain('- New: Trainings: All about tools: Wednesday, 10 March 2027 at 10:00');
    expect(changes).not.toContain('laptop-14');
    expect(update).toContain('- laptop-14 (asset tag L14-001)');
  });
});
