import { DateTime } from 'luxon';
import { loadHoldings } from '../../src/database/holdings';
import { buildCalendar, parseSchedulingMessages } from '../support/scheduling-messages';
import { addDaysToToday, createHireRequest, findStepView, GRACE, useHireStories, HR } from './support/hire-stories';

const stories = useHireStories();

const listSeats = async (id: string) => (await loadHoldings(stories.platform.testDb.database, id)).seats;
const waitForWelcome = (id: string, generation: number) =>
  stories.platform.waitForView(id, (view) => {
    const welcome = findStepView(view, 'welcomeEmployee');
    return welcome?.generation === generation && welcome.status === 'done';
  });
/** Events in the calendar of the new hire. */
const listEvents = (id: string): string[] =>
  Object.entries(buildCalendar(parseSchedulingMessages(stories.platform.inbox.mails)))
    .filter(([uid]) => uid.startsWith(id))
    .map(([, event]) => event);

async function submitInvited(story: string, name: string, training: string): Promise<string> {
  const request = createHireRequest(name, { startDate: addDaysToToday(4), trainings: [training] });
  const id = await stories.submit(story, request);
  await stories.postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForWelcome(id, 1);
  return id;
}

test('a moved session: the seat stays, and the invitation follows', async () => {
  const id = await submitInvited('moved-session', 'Mona', 'security-basics');
  const [seat] = await listSeats(id);
  const startsAt = DateTime.fromISO(seat?.startsAt ?? '').plus({ minutes: 30 });
  const change = {
    startsAt: startsAt.toUTC().toISO(),
    endsAt: startsAt.plus({ hours: 1 }).toUTC().toISO(),
    place: 'Library',
  };
  const path = `/trainings/${String(seat?.sessionId)}`;
  const moved = await stories.platform.call(HR, 'PATCH', path, change);
  expect(moved).toMatchObject({ status: 200, body: { onboardings: [id], unreachable: [] } });
  await waitForWelcome(id, 2);
  expect(await listSeats(id)).toEqual([{ ...seat, startsAt: startsAt.toUTC().toISO() }]);
  expect(listEvents(id)).toContainEqual(expect.stringContaining(String(startsAt.toUTC().toISO())));
  expect(stories.platform.inbox.mails.at(-1)?.text).toContain('Library');

  const backwards = await stories.platform.call(HR, 'PATCH', path, { endsAt: seat?.startsAt });
  expect(backwards).toMatchObject({ status: 400, body: { errors: [{ field: 'endsAt' }] } });
  await stories.postAction(HR, id, 'cancel', { reason: 'enough' });
});

test('a cancelled session: another one is booked, and nobody books the cancelled one', async () => {
  const id = await submitInvited('cancelled-session', 'Nina', 'first-aid');
  const [seat] = await listSeats(id);
  const cancelled = await stories.platform.call(HR, 'POST', `/trainings/${String(seat?.sessionId)}/cancel`);
  expect(cancelled).toMatchObject({ status: 200, body: { session: { cancelled: true, seatsFree: 0 } } });
  await waitForWelcome(id, 2);
  const [other] = await listSeats(id);
  expect(other?.course).toBe('first-aid');
  expect(other?.sessionId).not.toBe(seat?.sessionId);
  expect(listEvents(id)).toContainEqual(expect.stringContaining(String(other?.startsAt)));
  await stories.postAction(HR, id, 'cancel', { reason: 'enough' });
});

test('a cancelled session without another: HR is asked, and skipping takes the invitation back', async () => {
  const startsAt = DateTime.fromISO(addDaysToToday(10), { zone: 'utc' }).set({ hour: 12 });
  const session = {
    course: 'only-once',
    title: 'Only once',
    startsAt: startsAt.toISO(),
    endsAt: startsAt.plus({ hours: 1 }).toISO(),
    timeZone: 'UTC',
    place: 'online',
    capacity: 3,
  };
  const added = await stories.platform.call<{ id: string }>(HR, 'POST', '/trainings', session);
  const id = await stories.submit(
    undefined,
    createHireRequest('Olga', { startDate: addDaysToToday(4), trainings: ['only-once'] }, { location: 'berlin' }),
  );
  await stories.postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForWelcome(id, 1);
  expect(listEvents(id)).toHaveLength(2);
  expect((await stories.platform.call(HR, 'POST', `/trainings/${added.body.id}/cancel`)).status).toBe(200);
  await stories.waitForStepStatus(id, 'scheduleTraining', 'failed');
  await stories.postAction(HR, id, 'steps/scheduleTraining/skip');
  await waitForWelcome(id, 2);
  expect(listEvents(id)).toEqual([expect.stringContaining('first day')]);
  expect(await listSeats(id)).toEqual([]);
  await stories.postAction(HR, id, 'cancel', { reason: 'enough' });
});
