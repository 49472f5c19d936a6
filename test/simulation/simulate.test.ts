import { BusinessCalendar } from '../../src/planning/business-calendar';
import { activity, allOf, approval, approvals, businessDays, days, task } from '../../src/planning/dsl';
import { LOCATIONS } from '../support/sample-company';
import { simulate } from '../../src/simulation/simulate';
import { getFirstInstant, simulatePlan, createSimulationRequest, getStepStatus, summarizeTimeline } from './support';
import { createReason } from '../../src/domain/reasons/reason';

const HOUR_MS = 3_600_000;
/** Activities and workflow tasks take real time. */
const MOMENT_MS = 10_000;

const { berlin } = LOCATIONS;
if (berlin === undefined) throw new Error('no Berlin');
const calendar = new BusinessCalendar(berlin);

const expectAround = (instant: string, expected: string): void => {
  const delayMs = Date.parse(instant) - Date.parse(expected);
  expect({ instant, expected, isAbout: delayMs >= 0 && delayMs < MOMENT_MS }).toMatchObject({ isAbout: true });
};

test('a plan runs to its end, each step at its own instant', async () => {
  const simulation = await simulatePlan({ request: createSimulationRequest({ equipment: ['laptop-14'] }) });
  const { view } = simulation;
  expect(view.status).toBe('completed');
  for (const { kind, startAt, startedAt, status } of view.steps) {
    if (kind === 'activity' && status === 'done' && startAt) expectAround(startedAt ?? '', startAt);
  }
  const requestedAt = getFirstInstant(simulation, 'approval-requested', 'managerApproval');
  expect(
    Date.parse(getFirstInstant(simulation, 'approved', 'managerApproval')) - Date.parse(requestedAt),
  ).toBeGreaterThan(HOUR_MS - MOMENT_MS);
  expect(view.timeline.find(({ kind }) => kind === 'approved')).toMatchObject({ by: 'grace@example.com', via: 'api' });
  expect(simulation.readiness.map(({ readiness }) => readiness)).toEqual(['on-track']);
  const last = Date.parse(view.closedAt ?? '') - Date.parse(view.submittedAt);
  expect(last).toBeGreaterThan(115 * 24 * HOUR_MS);
});

test('a failure with a branch takes it', async () => {
  const simulation = await simulatePlan({ fail: ['assignEquipment:OutOfStock'] });
  expect(simulation.view.status).toBe('completed');
  expect(summarizeTimeline(simulation)).toContain('branched assignEquipment');
  expect(getStepStatus(simulation, 'purchaseEquipment')).toBe('done');
});

test('a failure of an essential step without a branch is rolled back', async () => {
  const simulation = await simulatePlan({ fail: ['createAccounts'] });
  expect(simulation.view.status).toBe('rolled-back');
  expect(simulation.view.steps.filter(({ status }) => status === 'undone').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['claimUsername', 'assignEquipment']),
  );
});

test.each([
  ['scheduleTraining', 'NoSeat'],
  ['welcomeEmployee', 'MailRejected'],
  ['assignEquipment', 'Broken'],
])('a failure of %s with %s that nobody decides about escalates, and undoes nothing by itself', async (step, error) => {
  const simulation = await simulatePlan({ fail: [`${step}:${error}`], noAnswer: [step] });
  expect(summarizeTimeline(simulation)).toContain(`expired ${step}`);
  expect(summarizeTimeline(simulation).filter((text) => text.startsWith('undone'))).toEqual([]);
  expect(simulation.view.termination).toBeUndefined();
});

test('silence is reminded, escalated and declined on business days', async () => {
  // Around Christmas, which must not be counted.
  const now = `${new Date().getUTCFullYear() + 1}-12-22T09:00:00.000Z`;
  const startDate = `${new Date().getUTCFullYear() + 2}-03-01`;
  const escalatingApproval = approval({
    from: 'manager',
    remindAfter: '2 business days',
    escalateAfter: '4 business days',
    escalateTo: 'hr',
    expireAfter: '10 business days',
    onExpiry: 'decline',
  });
  const simulation = await simulatePlan(
    { now, noAnswer: ['yes'], request: createSimulationRequest({ startDate }) },
    { yes: escalatingApproval, work: activity('assignEquipment', { after: approvals }) },
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
  expectAround(getFirstInstant(simulation, 'reminded', 'yes'), calendar.addBusinessDaysToInstant(now, 2));
  expectAround(getFirstInstant(simulation, 'escalated', 'yes'), calendar.addBusinessDaysToInstant(now, 4));
  expectAround(getFirstInstant(simulation, 'expired', 'yes'), calendar.addBusinessDaysToInstant(now, 10));
  expect(Object.values(simulation.assigneeNames)).toContainEqual(['Grace Murray', 'Hugo Brandt']);
});

test('an endless wait is abandoned, late', async () => {
  const simulation = await simulatePlan(
    { noAnswer: ['yes'] },
    { yes: approval({ from: 'manager' }), work: activity('assignEquipment', { after: approvals }) },
  );
  expect(simulation.view.status).toBe('awaiting-approval');
  expect(Date.parse(simulation.gaveUpAt ?? '')).toBeGreaterThan(Date.now());
  expect(simulation.readiness.map(({ readiness }) => readiness)).toEqual(['on-track', 'at-risk', 'late']);
  expect(simulation.readiness.at(-1)?.cause).toBe('yes');
});

test('all parties of allOf approve, one after another', async () => {
  const simulation = await simulatePlan({}, { yes: approval({ from: allOf('manager', 'finance') }) });
  expect(simulation.view.status).toBe('completed');
  expect(summarizeTimeline(simulation).filter((text) => text === 'approved yes')).toHaveLength(2);
});

test('the owner of a failure that is not essential retries once, then skips', async () => {
  const simulation = await simulatePlan(
    { fail: ['work:Broken'] },
    { work: activity('assignEquipment', { owner: 'it', decideWithin: '2 business days', essential: false }) },
  );
  expect(simulation.view.status).toBe('completed');
  expect(getStepStatus(simulation, 'work')).toBe('skipped');
  expect(simulation.view.timeline.filter(({ kind }) => kind === 'resolved').map(({ reason }) => reason)).toEqual([
    createReason('resolution', { action: 'retry' }),
    createReason('resolution', { action: 'skip' }),
  ]);
});

test('an undecided failure is rolled back; a failing undo is accepted', async () => {
  const simulation = await simulatePlan(
    { fail: ['work:Broken', 'before.undo'], noAnswer: ['work'] },
    {
      before: activity('claimUsername'),
      work: activity('assignEquipment', { after: ['before'], decideWithin: '2 business days' }),
    },
  );
  expect(simulation.view.status).toBe('rolled-back');
  expect(summarizeTimeline(simulation)).toContain('expired work');
  expect(summarizeTimeline(simulation).filter((text) => text === 'undo-failed before')).toHaveLength(2);
  expect(getStepStatus(simulation, 'before')).toBe('failed');
});

test('a completed task is undone by its undo task', async () => {
  const simulation = await simulatePlan(
    { fail: ['work'] },
    {
      ship: task({ for: 'it', start: businessDays(-9), undoTask: { title: 'Collect', for: 'it' } }),
      work: activity('assignEquipment', { after: ['ship'], start: days(-5) }),
    },
  );
  expect(simulation.view.status).toBe('rolled-back');
  expect(summarizeTimeline(simulation)).toEqual(
    expect.arrayContaining(['done ship', 'undo-task-requested ship', 'undone ship']),
  );
});

test('a simulation can be aborted', async () => {
  const controller = new AbortController();
  const announceStart = () => controller.abort(new Error('enough'));
  const environment = { print: () => undefined, announceStart, signal: controller.signal };
  const options = { plan: 'standard', request: createSimulationRequest(), fail: [], noAnswer: [], decline: [] };
  await expect(simulate(options, environment)).rejects.toThrow('enough');
});
