import type { OnboardingView, StepView } from '../../src/domain/onboarding/view';
import { loadTerminations, loadReportGroups, loadTimeSpent, loadStepDurations } from '../../src/database/reports';
import { workOutReportFacts } from '../../src/database/report-facts';
import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput, createApprovalStep } from '../workflows/support';
import { createReason, type Reason } from '../../src/domain/reasons/reason';

let postgres: TestDatabase;
beforeEach(async () => void (postgres = await createTestDatabase()));
afterEach(() => postgres.close());

const HOUR_SECONDS = 3600;
/** ISO instant this many hours after the submission, in a week that is entirely in the past. */
const getInstantAfter = (hours: number): string =>
  new Date(Date.parse('2026-03-02T08:00:00Z') + hours * HOUR_SECONDS * 1000).toISOString();
const DAY_ONE = getInstantAfter(7 * 24);
const LATER = getInstantAfter(30 * 24);

const createStepView = (id: string, kind: StepView['kind'], changes: Partial<StepView> = {}): StepView => ({
  id,
  kind,
  title: id,
  status: 'pending',
  after: [],
  ...changes,
});
const createDoneTimes = (from: number, to: number): Partial<StepView> => ({
  status: 'done',
  startedAt: getInstantAfter(from),
  endedAt: getInstantAfter(to),
});

const READY: StepView[] = [
  createStepView('approve', 'approval', createDoneTimes(0, 10)),
  createStepView('accounts', 'activity', { ...createDoneTimes(24, 25), dueAt: DAY_ONE }),
  createStepView('ship', 'task', { ...createDoneTimes(20, 40), dueAt: DAY_ONE }),
  createStepView('buy', 'task', { onlyAsBranch: true, dueAt: DAY_ONE }),
  createStepView('checkIn', 'task', { status: 'waiting', startedAt: LATER, dueAt: LATER }),
];

/** Inserts an onboarding with these steps and changes in its projected view. */
async function insertProjectedOnboarding(steps: StepView[], changes: Partial<OnboardingView> = {}): Promise<void> {
  const { database } = postgres;
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(database, input);
  const snapshot = createSnapshot(input, [0, 8, 2], changes.status ?? 'in-progress');
  const fixed = {
    submittedAt: getInstantAfter(0),
    startDate: '2026-03-09',
    timeZone: 'Europe/Berlin',
    plan: 'standard',
  };
  await writeSnapshot(database, { ...snapshot, view: { ...snapshot.view, ...fixed, steps, ...changes } }, 'run');
  await workOutReportFacts(database, 'wait');
}

const loadTotals = async (filters = {}) =>
  (await loadReportGroups(postgres.database, { from: '2026-01-01', ...filters })).find(({ by }) => by === 'all');

test('an onboarding is ready once its last step due by day one is done', async () => {
  await insertProjectedOnboarding(READY);
  expect(await loadTotals()).toMatchObject({ onboardings: 1, ready: 1, median: 40 * HOUR_SECONDS, due: 1, in_time: 1 });
});

test('a skipped step counts as complete; an untaken branch is ignored', async () => {
  await insertProjectedOnboarding([...READY, createStepView('budget', 'task', { status: 'skipped', dueAt: DAY_ONE })]);
  expect(await loadTotals()).toMatchObject({ ready: 1, median: 40 * HOUR_SECONDS });
});

test.each<[string, Partial<StepView>]>([
  ['pending', {}],
  ['waiting', { status: 'waiting', startedAt: getInstantAfter(1) }],
  ['failed', { status: 'failed', startedAt: getInstantAfter(1), endedAt: getInstantAfter(2) }],
  ['undone', { status: 'undone', startedAt: getInstantAfter(1), endedAt: getInstantAfter(2) }],
])('not ready while a step due by day one is %s', async (_status, changes) => {
  await insertProjectedOnboarding([...READY, createStepView('laptop', 'activity', { dueAt: DAY_ONE, ...changes })]);
  expect(await loadTotals()).toMatchObject({ onboardings: 1, ready: 0, median: null, due: 1, in_time: 0 });
});

test('a taken branch must be done like any other step', async () => {
  const without = READY.filter(({ id }) => id !== 'buy');
  await insertProjectedOnboarding([
    ...without,
    createStepView('buy', 'task', { onlyAsBranch: true, status: 'waiting', dueAt: DAY_ONE }),
  ]);
  expect(await loadTotals()).toMatchObject({ ready: 0 });
});

test('ready after the due date is not ready by day one', async () => {
  await insertProjectedOnboarding([
    createStepView('accounts', 'activity', { ...createDoneTimes(24, 200), dueAt: DAY_ONE }),
  ]);
  expect(await loadTotals()).toMatchObject({ ready: 1, due: 1, in_time: 0 });
});

test('future and cancelled onboardings do not count as due', async () => {
  const far = new Date(Date.now() + 90 * 86_400_000).toISOString();
  await insertProjectedOnboarding([createStepView('accounts', 'activity', { dueAt: far })], {
    startDate: far.slice(0, 10),
  });
  await insertProjectedOnboarding([createStepView('accounts', 'activity', { dueAt: DAY_ONE })], {
    status: 'cancelled',
  });
  expect(await loadTotals()).toMatchObject({ onboardings: 2, due: 0, in_time: 0 });
});

test('each moment until readiness counts once: for a step, else for a date', async () => {
  await insertProjectedOnboarding(READY);
  // Hours 0–10: the approval. 10–20: nothing. 20–40: the task, during which the accounts were created.
  expect(await loadTimeSpent(postgres.database, { from: '2026-01-01' })).toEqual({
    approvals: 10 * HOUR_SECONDS,
    tasks: 20 * HOUR_SECONDS,
    activities: 0,
    dates: 10 * HOUR_SECONDS,
  });
});

test('each step has its median and 90th percentile duration', async () => {
  for (const hours of [1, 2, 3, 4, 11])
    await insertProjectedOnboarding([createStepView('approve', 'approval', createDoneTimes(0, hours))]);
  const [row] = await loadStepDurations(postgres.database, { from: '2026-01-01' });
  expect(row).toMatchObject({
    id: 'approve',
    kind: 'approval',
    done: 5,
    median: 3 * HOUR_SECONDS,
    seconds: 21 * HOUR_SECONDS,
  });
  expect(row?.p90).toBeCloseTo(8.2 * HOUR_SECONDS);
});

test('groups are by plan and by department, and filters apply', async () => {
  await insertProjectedOnboarding(READY);
  await insertProjectedOnboarding(READY, { plan: 'intern' });
  await insertProjectedOnboarding(READY, { startDate: '2026-06-01' });
  const groups = await loadReportGroups(postgres.database, { from: '2026-01-01' });
  expect(groups.map(({ by, name, onboardings }) => [by, name, onboardings])).toEqual(
    expect.arrayContaining([
      ['all', '', 3],
      ['plan', 'standard', 2],
      ['plan', 'intern', 1],
      ['department', 'Engineering', 3],
    ]),
  );
  expect(await loadTotals({ from: '2026-04-01' })).toMatchObject({ onboardings: 1 });
  expect(await loadTotals({ to: '2026-04-01' })).toMatchObject({ onboardings: 2 });
  expect(await loadTotals({ plan: 'intern' })).toMatchObject({ onboardings: 1 });
  expect(await loadTotals({ department: 'Sales' })).toMatchObject({ onboardings: 0, ready: 0, median: null });
});

test('terminations are counted by cause', async () => {
  const broken = { status: 'undone' as const, error: { code: 'NoSeat', params: { course: 'first-aid' } } };
  const other = {
    status: 'undone' as const,
    error: { code: 'Timeout.after', params: { cause: { code: 'x', params: {} } } },
  };
  const createTermination = (outcome: string, reason?: Reason) => ({ outcome, reason, comment: 'By Ada' });
  await insertProjectedOnboarding(
    [createStepView('mail', 'activity', other), createStepView('train', 'activity', broken)],
    {
      status: 'rolled-back',
      termination: createTermination(
        'rolled-back',
        createReason('step-failed', { step: 'train', cause: broken.error }),
      ),
    },
  );
  await insertProjectedOnboarding(READY, {
    status: 'rolled-back',
    termination: createTermination('rolled-back', createReason('deadline-missed', { deadline: DAY_ONE })),
  });
  await insertProjectedOnboarding(READY, {
    status: 'rolled-back',
    termination: createTermination('rolled-back'),
  });
  await insertProjectedOnboarding([createStepView('mail', 'activity', other)], {
    status: 'rolled-back',
    termination: createTermination('rolled-back'),
  });
  const decision = {
    outcome: 'declined' as const,
    by: 'grace@example.com',
    at: getInstantAfter(1),
    via: 'api' as const,
  };
  await insertProjectedOnboarding([createStepView('approve', 'approval', { ...createDoneTimes(0, 1), decision })], {
    status: 'declined',
    termination: createTermination('declined', createReason('step-declined', { step: 'approve' })),
  });
  await insertProjectedOnboarding(READY, {
    status: 'cancelled',
    termination: createTermination('cancelled'),
  });
  const rows = await loadTerminations(postgres.database, { from: '2026-01-01' });
  expect(rows.map(({ outcome, cause, step: id }) => [outcome, cause, id]).sort()).toEqual([
    ['cancelled', 'person', null],
    ['declined', 'declined', 'approve'],
    ['rolled-back', 'NoSeat', 'train'],
    ['rolled-back', 'Timeout', 'mail'],
    ['rolled-back', 'deadline', null],
    ['rolled-back', 'person', null],
  ]);
});

test('a view with an invalid time zone is still recorded', async () => {
  await insertProjectedOnboarding(READY, { timeZone: 'Atlantis/Deep' });
  expect(await loadTotals()).toMatchObject({ onboardings: 1, ready: 0 });
});
