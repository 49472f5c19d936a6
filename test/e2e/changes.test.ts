import type { PlanChangeResult } from '../../src/domain/plan/plan-change-result';
import type { Role } from '../../src/domain/status';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { loadHoldings } from '../../src/database/holdings';
import { waitForValue } from '../support/wait-for-value';
import {
  addDaysToToday,
  createHireRequest,
  findStepView,
  FIONA,
  GRACE,
  useHireStories,
  HR,
  IVO,
  MIGUEL,
  today,
} from './support/hire-stories';

const stories = useHireStories();
const { submit, postAction, waitForStepStatus } = stories;

/** True if only the thirty-day check-in remains. */
const isReady = ({ steps }: OnboardingView): boolean =>
  steps.every(({ id, status }) => status === 'done' || status === 'skipped' || id === 'thirtyDayCheckIn');

test('out of stock: IT purchases, the goods are entered and assigned, IT ships, and the onboarding completes', async () => {
  const { database } = stories.platform.testDb;
  const row = { model: 'tablet', title: 'Tablet', price_cents: 50_000, currency: 'EUR', tag: 'TAB-1' };
  await database
    .insertInto('items')
    .values({ ...row, state: 'reserved', effect_key: 'somebody else' })
    .execute();
  const id = await submit('bought-and-shipped', createHireRequest('Olga', { equipment: ['tablet'] }, { remote: true }));
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForStepStatus(id, 'purchaseEquipment', 'waiting');
  const tasks = await stories.platform.call<{ items: { onboardingId: string; step: StepView }[] }>(
    IVO,
    'GET',
    '/tasks',
  );
  expect(tasks.body.items.find(({ onboardingId }) => onboardingId === id)?.step).toMatchObject({
    id: 'purchaseEquipment',
    form: [{ name: 'assetTag1', isAssetTag: true }, { name: 'supplier' }],
  });
  const taken = { answers: { assetTag1: 'tab-1' } };
  const refused = await stories.platform.call(
    IVO,
    'POST',
    `/onboardings/${id}/steps/purchaseEquipment/complete`,
    taken,
  );
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'answers.assetTag1', code: 'tag.taken' }] } });
  await postAction(IVO, id, 'steps/purchaseEquipment/complete', { answers: { assetTag1: 'TAB-2' } });
  await waitForStepStatus(id, 'shipEquipment', 'waiting');
  await postAction(IVO, id, 'steps/shipEquipment/complete', { answers: { trackingNumber: 'T-1' }, note: 'insured' });
  await waitForStepStatus(id, 'activateAccounts', 'done');
  await postAction(HR, id, 'steps/thirtyDayCheckIn/skip');
  const view = await stories.platform.waitForView(id, ({ status }) => status === 'completed');
  expect(findStepView(view, 'assignEquipment')).toMatchObject({ status: 'skipped', branchedTo: 'purchaseEquipment' });
  expect(findStepView(view, 'purchaseEquipment')).toMatchObject({ answers: { assetTag1: 'TAB-2' } });
  expect((await loadHoldings(database, id)).items).toEqual([{ tag: 'TAB-2', model: 'tablet' }]);
});

test('a rollback gives bought goods back as free stock of their location', async () => {
  const { database } = stories.platform.testDb;
  const old = { model: 'projector', title: 'Projector', price_cents: 70_000, currency: 'EUR', tag: 'PRO-OLD' };
  await database
    .insertInto('items')
    .values({ ...old, state: 'reserved', effect_key: 'somebody else' })
    .execute();
  const id = await submit(undefined, createHireRequest('Ole', { equipment: ['projector', 'projector'] }));
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForStepStatus(id, 'purchaseEquipment', 'waiting');
  const twice = { answers: { assetTag1: 'PRO-1', assetTag2: 'pro-1' } };
  const refused = await stories.platform.call(
    IVO,
    'POST',
    `/onboardings/${id}/steps/purchaseEquipment/complete`,
    twice,
  );
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'answers.assetTag2', code: 'tag.repeated' }] },
  });
  const answers = { assetTag1: 'PRO-1', assetTag2: 'PRO-2' };
  await postAction(IVO, id, 'steps/purchaseEquipment/complete', { answers });
  const { request } = await waitForStepStatus(id, 'registerPurchase', 'done');
  expect((await loadHoldings(database, id)).items.map(({ tag }) => tag)).toEqual(['PRO-1', 'PRO-2']);
  await postAction(HR, id, 'cancel', { reason: 'No-show' });
  await waitForStepStatus(id, 'purchaseEquipment', 'undoing');
  const given = await database.selectFrom('items').selectAll().where('model', '=', 'projector').execute();
  expect(given.map(({ tag, state, location }) => [tag, state, location]).sort()).toEqual(
    [
      ['PRO-1', 'free', request.job.location],
      ['PRO-2', 'free', request.job.location],
      ['PRO-OLD', 'reserved', null],
    ].sort(),
  );
  await postAction(IVO, id, 'steps/purchaseEquipment/complete');
  await stories.platform.waitForView(id, ({ status }) => status === 'cancelled');
});

test('rescheduled twice while running: seats, accounts, invitations follow', async () => {
  const id = await submit('moved', createHireRequest('Moe'));
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await stories.platform.waitForView(id, isReady);
  const before = await loadHoldings(stories.platform.testDb.database, id);

  const moved = addDaysToToday(35);
  const change = (await postAction(HR, id, 'reschedule', { startDate: moved })) as unknown as PlanChangeResult;
  expect(change.view).toMatchObject({ startDate: moved, request: { startDate: moved } });
  expect(change.redone.sort()).toEqual(['activateAccounts', 'notifyManager', 'scheduleTraining', 'welcomeEmployee']);
  expect(change.moved.find(({ step, field }) => step === 'activateAccounts' && field === 'startAt')).toBeDefined();
  await waitForStepStatus(id, 'activateAccounts', 'waiting');
  await stories.platform.waitForView(id, (view) => findStepView(view, 'welcomeEmployee')?.generation === 2);
  const whileMoved = await loadHoldings(stories.platform.testDb.database, id);
  expect(whileMoved.items).toEqual(before.items);
  expect(whileMoved.accounts.some(({ active }) => active)).toBe(false);
  const booked = await stories.platform.testDb.database
    .selectFrom('seats')
    .innerJoin('training_sessions', 'training_sessions.id', 'seats.session_id')
    .select('starts_at')
    .where('onboarding_id', '=', id)
    .execute();
  expect(booked.map(({ starts_at: at }) => at >= new Date(`${moved}T00:00:00Z`))).toEqual([true]);

  await postAction(HR, id, 'reschedule', { startDate: today });
  await stories.platform.waitForView(
    id,
    (view) => (findStepView(view, 'activateAccounts')?.generation ?? 0) >= 2 && isReady(view),
  );
  await postAction(HR, id, 'steps/thirtyDayCheckIn/skip');
  await stories.platform.waitForView(id, ({ status }) => status === 'completed');
  const late = await stories.platform.call(HR, 'POST', `/onboardings/${id}/reschedule`, {
    startDate: addDaysToToday(3),
  });
  expect(late.status).toBe(409);

  const invitations = await waitForValue(() => {
    const sent = stories.platform.inbox.mails.filter((mail) => JSON.stringify(mail.to).includes('moe@example.org'));
    const calendars = sent.flatMap(({ attachments }) => attachments[0]?.content.toString() ?? []);
    const firstDays = calendars.filter((text) => text.includes('-first-day'));
    return Promise.resolve(firstDays.length >= 3 ? firstDays : undefined);
  });
  const readProperty = (name: string) =>
    invitations.map((text) => new RegExp(`^${name}[^:]*:(.*)$`, 'm').exec(text)?.[1]?.trim());
  expect(new Set(readProperty('UID')).size).toBe(1);
  expect(new Set(readProperty('METHOD'))).toEqual(new Set(['REQUEST']));
  const sequences = readProperty('SEQUENCE').map(Number);
  expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  expect(new Set(sequences).size).toBe(sequences.length);
});

test('an invalid or past start date is rejected, and nothing moves', async () => {
  const id = await submit(undefined, createHireRequest('Nora', { startDate: addDaysToToday(30) }));
  for (const startDate of ['2020-01-01', '2026-02-30', 'tomorrow', addDaysToToday(900)]) {
    const response = await stories.platform.call(HR, 'POST', `/onboardings/${id}/reschedule`, { startDate });
    expect(response).toMatchObject({ status: 400, body: { errors: [{ field: 'startDate' }] } });
  }
  const { timeline } = await stories.platform.waitForView(id, () => true);
  expect(timeline.map(({ kind }) => kind)).not.toContain('rescheduled');
  await postAction(HR, id, 'cancel', { reason: 'enough' });
});

test('amended before approval: finance is asked, the manager again', async () => {
  const id = await submit(
    'amended',
    createHireRequest('Pia', { startDate: addDaysToToday(30), equipment: ['laptop-16'] }),
  );
  const expensive = ['laptop-16', 'laptop-16', 'laptop-16'];
  const response = await stories.platform.call<PlanChangeResult>(HR, 'PATCH', `/onboardings/${id}`, {
    equipment: expensive,
  });
  expect(response.status).toBe(200);
  const budget = await stories.platform.waitForView(
    id,
    (view) => findStepView(view, 'budgetApproval')?.status === 'pending',
  );
  expect(budget.request.equipment).toEqual(expensive);
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, { job: { title: 'Principal engineer' } });
  await waitForStepStatus(id, 'managerApproval', 'waiting');
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForStepStatus(id, 'budgetApproval', 'waiting');
  await postAction(FIONA, id, 'steps/budgetApproval/approve');
  await stories.platform.waitForView(id, ({ status }) => status === 'scheduled');
  const shape = await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, { job: { department: 'Sales' } });
  expect(shape).toMatchObject({ status: 200, body: { redone: ['managerApproval', 'budgetApproval'] } });
  const note = await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, { note: 'left-handed' });
  expect(note.status).toBe(200);
  const wrong = await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, { employee: { givenName: '' } });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'employee.givenName' }] } });
  await postAction(HR, id, 'rollback', { reason: 'offer withdrawn' });
  const view = await stories.platform.waitForView(id, ({ closedAt }) => closedAt !== undefined);
  expect(view).toMatchObject({ status: 'rolled-back', termination: { comment: 'offer withdrawn' } });
  expect((await submit(undefined, createHireRequest('Pia'))).length).toBe(36);
});

test('an absent manager’s deputy delegates, and the colleague approves', async () => {
  const absence = { from: today, to: addDaysToToday(10), deputy: MIGUEL.email };
  expect((await stories.platform.call(GRACE, 'POST', '/people/me/absences', absence)).status).toBe(201);
  const id = await submit('delegated', createHireRequest('Quinn', { startDate: addDaysToToday(30) }));
  const delegable = await stories.platform.waitForView(id, ({ timeline }) =>
    timeline.some(({ kind }) => kind === 'substituted'),
  );
  expect(findStepView(delegable, 'managerApproval')?.people?.map(({ email }) => email)).toEqual([MIGUEL.email]);
  await postAction(MIGUEL, id, 'steps/managerApproval/delegate', { to: 'carla@example.com' });
  const carla = { email: 'carla@example.com', roles: ['manager'] as Role[] };
  await postAction(carla, id, 'steps/managerApproval/approve', { comment: 'for Miguel' });
  const again = await stories.platform.call(MIGUEL, 'POST', `/onboardings/${id}/steps/managerApproval/decline`, {});
  // A deputy who has passed the request on is not involved any more.
  expect(again.status).toBe(404);
  await postAction(HR, id, 'cancel', { reason: 'enough' });
  await stories.platform.waitForView(id, ({ status }) => status === 'cancelled');
});

test('an intern without a seat gets remote training; the mentor is named', async () => {
  const id = await submit(
    'intern',
    createHireRequest('Rik', { trainings: ['forklift-sold-out'] }, { employmentType: 'intern' }),
  );
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  // Grace is absent, as of the test before.
  await stories.platform.waitForView(
    id,
    (current) => findStepView(current, 'nameMentor')?.people?.[0]?.email === MIGUEL.email,
  );
  await postAction(MIGUEL, id, 'steps/nameMentor/complete', { answers: { mentor: 'Carla', hoursAWeek: 2 } });
  const view = await stories.platform.waitForView(
    id,
    (current) =>
      findStepView(current, 'activateAccounts')?.status === 'done' &&
      findStepView(current, 'scheduleRemoteTraining')?.status === 'done',
  );
  expect(findStepView(view, 'scheduleTraining')).toMatchObject({ branchedTo: 'scheduleRemoteTraining' });
  const { seats } = await loadHoldings(stories.platform.testDb.database, id);
  expect(seats.map(({ course }) => course)).toEqual(['tools-tour-online']);
  await postAction(HR, id, 'steps/ninetyDayReview/skip');
  await stories.platform.waitForView(id, ({ status }) => status === 'completed');
});
