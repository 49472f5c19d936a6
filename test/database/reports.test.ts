import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { loadTerminations, loadReportGroups, loadTimeSpent, loadStepDurations } from '../../src/database/reports';
import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput, createApprovalStep } from '../workflows/support';

let postgres: TestDatabase;
beforeEach(async () => void (postgres = await createTestDatabase()));
afterEach(() => postgres.close());

const HOUR = 3600;
/** ISO instant this many hours after the submission, in a week that is entirely in the past. */
const at = (hours: number): string => new Date(Date.parse('2026-03-02T08:00:00Z') + hours * HOUR * 1000).toISOString();
const DAY_ONE = at(7 * 24);
const LATER = at(30 * 24);

const step = (id: string, kind: StepView['kind'], changes: Partial<StepView> = {}): StepView => ({
  id,
  kind,
  title: id,
  status: 'pending',
  after: [],
  ...changes,
});
const done = (from: number, to: number): Partial<StepView> => ({
  status: 'done',
  startedAt: at(from),
  endedAt: at(to),
});

const READY: StepView[] = [
  step('approve', 'approval', done(0, 10)),
  step('accounts', 'activity', { ...done(24, 25), dueAt: DAY_ONE }),
  step('ship', 'task', { ...done(20, 40), dueAt: DAY_ONE }),
  step('buy', 'task', { onlyAsBranch: true, dueAt: DAY_ONE }),
  step('checkIn', 'task', { status: 'waiting', startedAt: LATER, dueAt: LATER }),
];

/** Inserts an onboarding with these steps and changes in its projected view. */
async function written(steps: StepView[], changes: Partial<OnboardingView> = {}): Promise<void> {
  const { database } = postgres;
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(database, input);
  const snapshot = createSnapshot(input, [0, 8, 2], changes.status ?? 'in-progress');
  const fixed = { submittedAt: at(0), startDate: '2026-03-09', timeZone: 'Europe/Berlin', plan: 'standard' };
  await writeSnapshot(database, { ...snapshot, view: { ...snapshot.view, ...fixed, steps, ...changes } }, 'run');
}

const all = async (filters = {}) =>
  (await loadReportGroups(postgres.database, { from: '2026-01-01', ...filters })).find(({ by }) => by === 'all');

test('ready is the moment at which the last step that is due by the first day was done', async () => {
  await written(READY);
  expect(await all()).toMatchObject({ onboardings: 1, ready: 1, median: 40 * HOUR, due: 1, in_time: 1 });
});

test('a step left out counts as settled, and one that only a failure would lead to not at all', async () => {
  await written([...READY, step('budget', 'task', { status: 'skipped', dueAt: DAY_ONE })]);
  expect(await all()).toMatchObject({ ready: 1, median: 40 * HOUR });
});

test.each<[string, Partial<StepView>]>([
  ['pending', {}],
  ['waiting', { status: 'waiting', startedAt: at(1) }],
  ['failed', { status: 'failed', startedAt: at(1), endedAt: at(2) }],
  ['undone', { status: 'undone', startedAt: at(1), endedAt: at(2) }],
])('nobody is ready while a step that is due by the first day is %s', async (_status, changes) => {
  await written([...READY, step('laptop', 'activity', { dueAt: DAY_ONE, ...changes })]);
  expect(await all()).toMatchObject({ onboardings: 1, ready: 0, median: null, due: 1, in_time: 0 });
});

test('a taken branch has to be done like any other step', async () => {
  const without = READY.filter(({ id }) => id !== 'buy');
  await written([...without, step('buy', 'task', { onlyAsBranch: true, status: 'waiting', dueAt: DAY_ONE })]);
  expect(await all()).toMatchObject({ ready: 0 });
});

test('ready after all was due is not ready by day one', async () => {
  await written([step('accounts', 'activity', { ...done(24, 200), dueAt: DAY_ONE })]);
  expect(await all()).toMatchObject({ ready: 1, due: 1, in_time: 0 });
});

test('what is not due yet, or was called off, is not held against the share of those ready by day one', async () => {
  const far = new Date(Date.now() + 90 * 86_400_000).toISOString();
  await written([step('accounts', 'activity', { dueAt: far })], { startDate: far.slice(0, 10) });
  await written([step('accounts', 'activity', { dueAt: DAY_ONE })], { status: 'cancelled' });
  expect(await all()).toMatchObject({ onboardings: 2, due: 0, in_time: 0 });
});

test('each moment between submission and ready counts once: for who was waited for, and else for a date', async () => {
  await written(READY);
  // Hours 0–10: the approval. 10–20: nothing. 20–40: the task, during which the accounts were created.
  expect(await loadTimeSpent(postgres.database, { from: '2026-01-01' })).toEqual({
    approvals: 10 * HOUR,
    tasks: 20 * HOUR,
    activities: 0,
    dates: 10 * HOUR,
  });
});

test('each step says how long it took, median and nine in ten', async () => {
  for (const hours of [1, 2, 3, 4, 11]) await written([step('approve', 'approval', done(0, hours))]);
  const [row] = await loadStepDurations(postgres.database, { from: '2026-01-01' });
  expect(row).toMatchObject({ id: 'approve', kind: 'approval', done: 5, median: 3 * HOUR, seconds: 21 * HOUR });
  expect(row?.p90).toBeCloseTo(8.2 * HOUR);
});

test('groups are by plan and by department, and filters hold', async () => {
  await written(READY);
  await written(READY, { plan: 'intern' });
  await written(READY, { startDate: '2026-06-01' });
  const groups = await loadReportGroups(postgres.database, { from: '2026-01-01' });
  expect(groups.map(({ by, name, onboardings }) => [by, name, onboardings])).toEqual(
    expect.arrayContaining([
      ['all', '', 3],
      ['plan', 'standard', 2],
      ['plan', 'intern', 1],
      ['department', 'Engineering', 3],
    ]),
  );
  expect(await all({ from: '2026-04-01' })).toMatchObject({ onboardings: 1 });
  expect(await all({ to: '2026-04-01' })).toMatchObject({ onboardings: 2 });
  expect(await all({ plan: 'intern' })).toMatchObject({ onboardings: 1 });
  expect(await all({ department: 'Sales' })).toMatchObject({ onboardings: 0, ready: 0, median: null });
});

test('what did not end well is counted by its cause', async () => {
  const broken = { status: 'undone' as const, error: { type: 'NoSeat', message: 'none left' } };
  const other = { status: 'undone' as const, error: { type: 'Other', message: 'x' } };
  const ending = (outcome: string, reason: string) => ({ outcome, reason });
  await written([step('mail', 'activity', other), step('train', 'activity', broken)], {
    status: 'rolled-back',
    ending: ending('rolled-back', 'train: none left'),
  });
  await written(READY, { status: 'rolled-back', ending: ending('rolled-back', `not complete by ${DAY_ONE}`) });
  await written(READY, { status: 'rolled-back', ending: ending('rolled-back', 'We moved') });
  const decision = { outcome: 'declined' as const, by: 'grace@example.com', at: at(1), via: 'api' as const };
  await written([step('approve', 'approval', { ...done(0, 1), decision })], {
    status: 'declined',
    ending: ending('declined', 'No budget, sorry Ada'),
  });
  await written(READY, { status: 'cancelled', ending: ending('cancelled', 'Ada went elsewhere') });
  const rows = await loadTerminations(postgres.database, { from: '2026-01-01' });
  expect(rows.map(({ outcome, cause, step: id }) => [outcome, cause, id]).sort()).toEqual([
    ['cancelled', 'person', null],
    ['declined', 'declined', 'approve'],
    ['rolled-back', 'NoSeat', 'train'],
    ['rolled-back', 'deadline', null],
    ['rolled-back', 'person', null],
  ]);
});

test('a view that reports make nothing of is recorded all the same', async () => {
  await written(READY, { timeZone: 'Atlantis/Deep' });
  expect(await all()).toMatchObject({ onboardings: 1, ready: 0 });
});
