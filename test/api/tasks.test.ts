import { STEP_STATUSES } from '../../src/domain/status';
import { INCIDENT_KINDS, type OnboardingView, type StepView } from '../../src/domain/onboarding/view';
import { listPendingPeople } from '../../src/domain/onboarding/pending-people';
import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const step = (id: string, changes: Partial<StepView>): StepView => ({
  id,
  kind: 'task',
  title: id,
  status: 'waiting',
  after: [],
  ...changes,
});

let hires = 0;
/** Submits an onboarding and replaces the steps of its projected view. */
async function onboarding(steps: StepView[], changes: Partial<OnboardingView> = {}): Promise<string> {
  hires += 1;
  const id = await api.submit(`hire-${String(hires)}@example.org`);
  const { view } = await row(id);
  const said = { ...view, ...changes, steps };
  await api.testDb.database
    .updateTable('onboardings')
    .set({ view: JSON.stringify(said), waiting_for: listPendingPeople(said), involved: [] })
    .where('id', '=', id)
    .execute();
  return id;
}

const row = (id: string) =>
  api.testDb.database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const tasksOf = async (as: 'it' | 'finance' | 'manager' | 'admin', query = '') => {
  const { body } = await api.call('GET', `/tasks${query}`, { as });
  return (body.items ?? []).map((item) => [(item.step as StepView).id, item.asks, item.dueAt]);
};

test('tasks come soonest due first: by the due instant of a task, the time to decide, or the patience of a wait', async () => {
  const people = [PEOPLE.it];
  await onboarding([
    step('undated', { people }),
    step('late', { people, dueAt: '2027-03-04T08:00:00Z' }),
    step('ofSomebodyElse', { people: [PEOPLE.finance], dueAt: '2027-03-01T08:00:00Z' }),
    step('date', { kind: 'activity', startAt: '2027-03-01T08:00:00Z' }),
  ]);
  await onboarding([
    step('approval', {
      people,
      kind: 'approval',
      escalateAt: '2027-03-02T08:00:00.000Z',
      expireAt: '2027-03-09T08:00:00Z',
    }),
    step('failure', { people, kind: 'activity', status: 'failed', decideBy: '2027-03-03T08:00:00Z' }),
    step('takenBack', { people, status: 'undoing', dueAt: '2027-03-01T08:00:00Z' }),
  ]);
  const all = [
    ['takenBack', 'counter-task', '2027-03-01T08:00:00Z'],
    ['approval', 'approval', '2027-03-02T08:00:00.000Z'],
    ['failure', 'failure', '2027-03-03T08:00:00Z'],
    ['late', 'task', '2027-03-04T08:00:00Z'],
    ['undated', 'task', undefined],
  ];
  expect(await tasksOf('it')).toEqual(all);
  expect(await tasksOf('it', '?limit=2')).toEqual(all.slice(0, 2));
});

const ASKING = ['waiting', 'failed', 'undoing', 'undo-failed'];

test.each(STEP_STATUSES)('a step that is %s asks a role exactly where it asks people', async (status) => {
  const id = await onboarding([step('asked', { status, people: [PEOPLE.manager], roles: ['finance', 'it'] })]);
  const sees = async () => (await api.call('GET', `/onboardings/${id}`, { as: 'finance' })).status === 200;
  const isAsked = (await row(id)).waiting_for.length > 0;
  expect(isAsked).toBe(ASKING.includes(status));
  expect(await sees()).toBe(isAsked);
  const has = (await api.call('GET', '/tasks', { as: 'finance' })).body.items?.some((item) => item.onboardingId === id);
  expect(has).toBe(isAsked);
  expect((await api.call('GET', `/onboardings/${id}`, { as: 'it' })).status).toBe(isAsked ? 200 : 404);
});

test('while it is being ended, neither a failure nor what waits asks anybody; what cannot be undone does', async () => {
  const ending = { outcome: 'cancelled', reason: 'Withdrawn' };
  const roles = ['finance' as const];
  const failed = await onboarding([step('a', { status: 'failed', roles })], { ending });
  const left = await onboarding([step('a', { status: 'undo-failed', roles })], { ending });
  const waiting = await onboarding([step('a', { roles })], { ending });
  for (const id of [failed, waiting])
    expect((await api.call('GET', `/onboardings/${id}`, { as: 'finance' })).status).toBe(404);
  expect((await api.call('GET', `/onboardings/${left}`, { as: 'finance' })).status).toBe(200);
});

test('what has ended is no task', async () => {
  const id = await onboarding([step('over', { people: [PEOPLE.admin] })]);
  expect(await tasksOf('admin')).toEqual([['over', 'task', undefined]]);
  await api.testDb.database.updateTable('onboardings').set({ closed_at: new Date() }).where('id', '=', id).execute();
  expect(await tasksOf('admin')).toEqual([]);
});

test('nobody is asked to decide on their own submission, nor what nobody would hear', async () => {
  const roles = ['hr' as const];
  const own = await onboarding([step('decide', { kind: 'approval', roles }), step('do', { roles })]);
  for (const obstacleKind of INCIDENT_KINDS) await onboarding([step(obstacleKind, { roles })], { obstacleKind });
  const { body } = await api.call('GET', '/tasks', { as: 'hr' });
  const asked = (body.items ?? []).map((item) => [item.onboardingId === own, (item.step as StepView).id]);
  expect(asked.sort()).toEqual([
    [false, 'stands-still'],
    [true, 'do'],
  ]);
});
