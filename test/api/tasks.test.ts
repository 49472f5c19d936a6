import { STEP_STATUSES } from '../../src/domain/status';
import { INCIDENT_KINDS } from '../../src/domain/onboarding/kinds';
import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { listPendingEmails } from '../../src/domain/onboarding/pending-people';
import { PEOPLE, TestApi } from './support/test-api';
import { createReason } from '../../src/domain/reasons/reason';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const createStepView = (id: string, changes: Partial<StepView>): StepView => ({
  id,
  kind: 'task',
  title: id,
  status: 'waiting',
  after: [],
  ...changes,
});

let hireCount = 0;
/** Submits an onboarding and replaces the steps of its projected view. */
async function submitWithSteps(steps: StepView[], changes: Partial<OnboardingView> = {}): Promise<string> {
  hireCount += 1;
  const id = await api.submit(`hire-${String(hireCount)}@example.org`);
  const { view } = await findRow(id);
  const projectedView = { ...view, ...changes, steps };
  await api.testDb.database
    .updateTable('onboardings')
    .set({ view: JSON.stringify(projectedView), pending_people: listPendingEmails(projectedView), involved_people: [] })
    .where('id', '=', id)
    .execute();
  return id;
}

const findRow = (id: string) =>
  api.testDb.database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const listTasks = async (as: 'it' | 'finance' | 'manager' | 'admin', query = '') => {
  const { body } = await api.call('GET', `/tasks${query}`, { as });
  return (body.items ?? []).map((item) => [(item.step as StepView).id, item.kind, item.dueAt]);
};

test('tasks are sorted by due date, decision deadline or escalation', async () => {
  const people = [PEOPLE.it];
  await submitWithSteps([
    createStepView('undated', { people }),
    createStepView('late', { people, dueAt: '2027-03-04T08:00:00Z' }),
    createStepView('ofSomebodyElse', { people: [PEOPLE.finance], dueAt: '2027-03-01T08:00:00Z' }),
    createStepView('date', { kind: 'activity', startAt: '2027-03-01T08:00:00Z' }),
  ]);
  await submitWithSteps([
    createStepView('approval', {
      people,
      kind: 'approval',
      escalateAt: '2027-03-02T08:00:00.000Z',
      expireAt: '2027-03-09T08:00:00Z',
    }),
    createStepView('failure', { people, kind: 'activity', status: 'failed', decideBy: '2027-03-03T08:00:00Z' }),
    createStepView('takenBack', { people, status: 'undoing', dueAt: '2027-03-01T08:00:00Z' }),
  ]);
  const all = [
    ['takenBack', 'undo-task', '2027-03-01T08:00:00Z'],
    ['approval', 'approval', '2027-03-02T08:00:00.000Z'],
    ['failure', 'failure', '2027-03-03T08:00:00Z'],
    ['late', 'task', '2027-03-04T08:00:00Z'],
    ['undated', 'task', undefined],
  ];
  expect(await listTasks('it')).toEqual(all);
  expect(await listTasks('it', '?limit=2')).toEqual(all.slice(0, 2));
});

const ASSIGNABLE_STATUSES = ['waiting', 'failed', 'undoing', 'undo-failed'];

test.each(STEP_STATUSES)('a step that is %s is assigned to roles and people alike', async (status) => {
  const id = await submitWithSteps([
    createStepView('asked', { status, people: [PEOPLE.manager], roles: ['finance', 'it'] }),
  ]);
  const canSee = async () => (await api.call('GET', `/onboardings/${id}`, { as: 'finance' })).status === 200;
  const isPending = (await findRow(id)).pending_people.length > 0;
  expect(isPending).toBe(ASSIGNABLE_STATUSES.includes(status));
  expect(await canSee()).toBe(isPending);
  const isListed = (await api.call('GET', '/tasks', { as: 'finance' })).body.items?.some(
    (item) => item.onboardingId === id,
  );
  expect(isListed).toBe(isPending);
  expect((await api.call('GET', `/onboardings/${id}`, { as: 'it' })).status).toBe(isPending ? 200 : 404);
});

test('during a termination, only a step with a failed undo is open', async () => {
  const termination = { outcome: 'cancelled', comment: 'Withdrawn' };
  const roles = ['finance' as const];
  const failed = await submitWithSteps([createStepView('a', { status: 'failed', roles })], { termination });
  const undoFailed = await submitWithSteps([createStepView('a', { status: 'undo-failed', roles })], { termination });
  const waiting = await submitWithSteps([createStepView('a', { roles })], { termination });
  for (const id of [failed, waiting])
    expect((await api.call('GET', `/onboardings/${id}`, { as: 'finance' })).status).toBe(404);
  expect((await api.call('GET', `/onboardings/${undoFailed}`, { as: 'finance' })).status).toBe(200);
});

test('a closed onboarding has no tasks', async () => {
  const id = await submitWithSteps([createStepView('over', { people: [PEOPLE.admin] })]);
  expect(await listTasks('admin')).toEqual([['over', 'task', undefined]]);
  await api.testDb.database.updateTable('onboardings').set({ closed_at: new Date() }).where('id', '=', id).execute();
  expect(await listTasks('admin')).toEqual([]);
});

test('tasks exclude approvals of own submissions, and unreachable workflows', async () => {
  const roles = ['hr' as const];
  const own = await submitWithSteps([
    createStepView('decide', { kind: 'approval', roles }),
    createStepView('do', { roles }),
  ]);
  const reason = createReason('incident-resolved.started', {});
  for (const kind of INCIDENT_KINDS)
    await submitWithSteps([createStepView(kind, { roles })], { incident: { kind, reason } });
  const { body } = await api.call('GET', '/tasks', { as: 'hr' });
  const listedTasks = (body.items ?? []).map((item) => [item.onboardingId === own, (item.step as StepView).id]);
  expect(listedTasks.sort()).toEqual([
    [false, 'stuck'],
    [true, 'do'],
  ]);
});
