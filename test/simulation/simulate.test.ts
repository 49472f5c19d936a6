import { BusinessCalendar } from '../../src/planning/business-calendar';
import { activity, allOf, approval, approvals, businessDays, days, task } from '../../src/planning/dsl';
import { LOCATIONS } from '../../src/planning/locations';
import { simulate } from '../../src/simulation/simulate';
import { getFirstInstant, simulatePlan, createSimulationRequest, getStepStatus, summarizeTimeline } from './support';

const HOUR_MS = 3_600_000;
/** Activities and workflow tasks take real time. */
const MOMENT_MS = 10_000;

const { berlin } = LOCATIONS;
if (berlin === undefined) throw new Error('no Berlin');
const calendar = new BusinessCalendar(berlin);

const expectAbout = (instant: string, expected: string): void => {
  const late = Date.parse(instant) - Date.parse(expected);
  expect({ instant, expected, isAbout: late >= 0 && late < MOMENT_MS }).toMatchObject({ isAbout: true });
};

test('a plan is played to its end, each step at its own instant, months in moments', async () => {
  const simulation = await simulatePlan({ request: createSimulationRequest({ equipment: ['laptop-14'] }) });
  const { view } = simulation;
  expect(view.status).toBe('completed');
  for (const { kind, startAt, startedAt, status } of view.steps) {
    if (kind === 'activity' && status === 'done' && startAt) expectAbout(startedAt ?? '', startAt);
  }
  const asked = getFirstInstant(simulation, 'approval-requested', 'managerApproval');
  expect(Date.parse(getFirstInstant(simulation, 'approved', 'managerApproval')) - Date.parse(asked)).toBeGreaterThan(
    HOUR_MS - MOMENT_MS,
  );
  expect(view.timeline.find(({ kind }) => kind === 'approved')).toMatchObject({ by: 'grace@example.com', via: 'api' });
  expect(simulation.readiness.map(({ readiness }) => readiness)).toEqual(['on-track']);
  const last = Date.parse(view.closedAt ?? '') - Date.parse(view.submittedAt);
  expect(last).toBeGreaterThan(115 * 24 * HOUR_MS);
});

test('a failure that the plan has a branch for takes it', async () => {
  const simulation = await simulatePlan({ fail: ['assignEquipment:OutOfStock'] });
  expect(simulation.view.status).toBe('completed');
  expect(summarizeTimeline(simulation)).toContain('branched assignEquipment');
  expect(getStepStatus(simulation, 'purchaseEquipment')).toBe('done');
});

test('a failure that nothing cures has everything undone', async () => {
  const simulation = await simulatePlan({ fail: ['scheduleTraining'] });
  expect(simulation.view.status).toBe('rolled-back');
  expect(simulation.view.steps.find(({ id }) => id === 'scheduleTraining')?.error?.type).toBe('NoSeat');
  expect(simulation.view.steps.filter(({ status }) => status === 'undone').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['createAccounts', 'assignEquipment', 'scheduleTraining']),
  );
});

test('silence is reminded, escalated, and taken as a no, on business days', async () => {
  // Around Christmas, which must not be counted.
  const now = `${new Date().getUTCFullYear() + 1}-12-22T09:00:00.000Z`;
  const startDate = `${new Date().getUTCFullYear() + 2}-03-01`;
  const silent = approval({
    from: 'manager',
    remindAfter: '2 business days',
    escalateAfter: '4 business days',
    escalateTo: 'hr',
    expireAfter: '10 business days',
    onExpiry: 'decline',
  });
  const simulation = await simulatePlan(
    { now, noAnswer: ['yes'], request: createSimulationRequest({ startDate }) },
    { yes: silent, work: activity('assignEquipment', { after: approvals }) },
  );
  expect(simulation.view.status).toBe('declined');
  expect(summarizeTimeline(simulation)).toEqual([
    'submitted',
    'approval-requested yes',
    'reminded yes',
    'escalated yes',
    'expired yes',
    'declined',
  ]);
  expect(simulation.view.submittedAt).toBe(now);
  expectAbout(getFirstInstant(simulation, 'reminded', 'yes'), calendar.addBusinessDaysToInstant(now, 2));
  expectAbout(getFirstInstant(simulation, 'escalated', 'yes'), calendar.addBusinessDaysToInstant(now, 4));
  expectAbout(getFirstInstant(simulation, 'expired', 'yes'), calendar.addBusinessDaysToInstant(now, 10));
  expect(Object.values(simulation.asked)).toContainEqual(['Grace Murray', 'Hugo Brandt']);
});

test('what would wait for ever is given up, late', async () => {
  const simulation = await simulatePlan(
    { noAnswer: ['yes'] },
    { yes: approval({ from: 'manager' }), work: activity('assignEquipment', { after: approvals }) },
  );
  expect(simulation.view.status).toBe('awaiting-approval');
  expect(Date.parse(simulation.gaveUpAt ?? '')).toBeGreaterThan(Date.now());
  expect(simulation.readiness.map(({ readiness }) => readiness)).toEqual(['on-track', 'at-risk', 'late']);
  expect(simulation.readiness.at(-1)?.cause).toBe('yes');
});

test('all who must approve do, one after the other', async () => {
  const simulation = await simulatePlan({}, { yes: approval({ from: allOf('manager', 'finance') }) });
  expect(simulation.view.status).toBe('completed');
  expect(summarizeTimeline(simulation).filter((text) => text === 'approved yes')).toHaveLength(2);
});

test('whoever is asked about a failure has it tried once more, then does without it', async () => {
  const simulation = await simulatePlan(
    { fail: ['work:Broken'] },
    { work: activity('assignEquipment', { owner: 'it', decideWithin: '2 business days', skippable: true }) },
  );
  expect(simulation.view.status).toBe('completed');
  expect(getStepStatus(simulation, 'work')).toBe('skipped');
  expect(simulation.view.timeline.filter(({ kind }) => kind === 'resolved').map(({ note }) => note)).toEqual([
    'retry',
    'skip',
  ]);
});

test('nobody decides about a failure: it is rolled back when the time is up; an undo that fails is accepted', async () => {
  const simulation = await simulatePlan(
    { fail: ['work:Broken', 'before.undo'], noAnswer: ['work'] },
    {
      before: activity('createAccounts', { settings: () => ({ applications: ['email'] }) }),
      work: activity('assignEquipment', { after: ['before'], decideWithin: '2 business days' }),
    },
  );
  expect(simulation.view.status).toBe('rolled-back');
  expect(summarizeTimeline(simulation)).toContain('expired work');
  expect(summarizeTimeline(simulation).filter((text) => text === 'undo-failed before')).toHaveLength(2);
  expect(getStepStatus(simulation, 'before')).toBe('failed');
});

test('a task is done, and countered in a rollback', async () => {
  const simulation = await simulatePlan(
    { fail: ['work'] },
    {
      ship: task({ for: 'it', start: businessDays(-9), undoTask: { title: 'Collect', for: 'it' } }),
      work: activity('assignEquipment', { after: ['ship'], start: days(-5) }),
    },
  );
  expect(simulation.view.status).toBe('rolled-back');
  expect(summarizeTimeline(simulation)).toEqual(
    expect.arrayContaining(['done ship', 'counter-requested ship', 'undone ship']),
  );
});

test('a simulation can be interrupted', async () => {
  const controller = new AbortController();
  const around = { print: () => controller.abort(new Error('enough')), signal: controller.signal };
  const wanted = { plan: 'standard', request: createSimulationRequest(), fail: [], noAnswer: [], decline: [] };
  await expect(simulate(wanted, around)).rejects.toThrow('enough');
});
