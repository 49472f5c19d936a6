import { allOf, anyOf, approval, approvals, businessDays, contractLongerThan } from '../../../src/planning/dsl';
import { activity, equipmentCostsMoreThan } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HUGO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { createRequest } from '../../support/requests';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import { berlinCalendar, addDays, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';
import { createReason } from '../../../src/domain/reasons/reason';

const fixture = useTimeSkippingFixture();

const JOB = createRequest().job;
const accounts = activity('accounts', { after: approvals, start: businessDays(-5) });
const createDecision = (by: string, step?: string) => ({ by, step });

describe('in sequence', () => {
  const steps = {
    manager: approval({ from: 'manager' }),
    budget: approval({
      from: 'finance',
      after: ['manager'],
      when: equipmentCostsMoreThan(2000),
      remindAfter: '2 business days',
    }),
    accounts,
  };

  test('the second opens weeks later, and its time counts from then', async () => {
    const hire = await fixture.submit(steps, { request: { equipment: ['laptop', 'phone'] } });
    await fixture.skipDays(20);
    expect(summarizeTimeline(await queryView(hire))).toEqual(['submitted', 'approval-requested manager']);
    await hire.handle.signal('approve', createDecision(GRACE.email));
    await fixture.skipDays(20);
    await hire.handle.signal('approve', createDecision(FIN.email));
    const view = await waitForFinalView(hire.handle);
    const [asked] = listInstants(view, 'approval-requested budget');
    expectOnTime(asked, listInstants(view, 'approved manager')[0]);
    expectOnTime(listInstants(view, 'reminded budget')[0], berlinCalendar.addBusinessDaysToInstant(asked ?? '', 2));
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
    expect(view.status).toBe('completed');
  });

  test('a skipped approval asks nobody, and blocks nothing', async () => {
    const hire = await fixture.submit(steps, { request: { equipment: ['laptop'] } });
    await fixture.skipDays(20);
    await hire.handle.signal('approve', createDecision(GRACE.email));
    const view = await waitForFinalView(hire.handle);
    expect(getStepView(view, 'budget')).toMatchObject({
      status: 'skipped',
      reason: createReason('skipped.condition', {
        condition: createReason('condition.equipment-costs-more-than', { amount: 2000 }),
      }),
    });
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
  });
});

test.each([
  ['of half a year needs one approval', 180, 'skipped'],
  ['of more than half a year needs a second approval', 190, 'done'],
])('a contract %s', async (_what, length, status) => {
  const endDate = addDays(await fixture.now(), 30 + length);
  const hire = await fixture.submit(
    {
      manager: approval({ from: 'manager' }),
      contract: approval({ from: 'managersManager', after: ['manager'], when: contractLongerThan({ months: 6 }) }),
      accounts,
    },
    { startsInDays: 30, request: { job: { ...JOB, employmentType: 'contractor', endDate } } },
  );
  await fixture.skipDays(7);
  await hire.handle.signal('approve', createDecision(GRACE.email, 'manager'));
  await fixture.skipDays(7);
  await hire.handle.signal('approve', createDecision(CARLA.email, 'contract')).catch(() => undefined);
  const view = await waitForFinalView(hire.handle);
  expect([view.status, getStepView(view, 'contract').status]).toEqual(['completed', status]);
});

test('in parallel: both open at once, and steps start after the last answer', async () => {
  const hire = await fixture.submit({
    manager: approval({ from: 'manager' }),
    person: approval({ from: CARLA }),
    accounts,
  });
  expect(summarizeTimeline(await queryView(hire))).toEqual([
    'submitted',
    'approval-requested manager',
    'approval-requested person',
  ]);
  await fixture.skipDays(10);
  await hire.handle.signal('approve', createDecision(CARLA.email, 'person'));
  await fixture.skipTo(getPlannedStart(hire, 'accounts'));
  await fixture.skipDays(1);
  expect(fixture.world.calls).toEqual([]);
  await hire.handle.signal('approve', createDecision(GRACE.email, 'manager'));
  const view = await waitForFinalView(hire.handle);
  expectOnTime(getStepView(view, 'accounts').startedAt, listInstants(view, 'approved manager')[0]);
});

test('anyOf: the first answer decides, a later one is ignored', async () => {
  const hire = await fixture.submit({ yes: approval({ from: anyOf('managersManager', 'hr') }), accounts });
  expect(getStepView(await queryView(hire), 'yes').people).toEqual([CARLA, HUGO]);
  await fixture.skipDays(10);
  await hire.handle.signal('approve', createDecision(HUGO.email));
  await fixture.skipDays(10);
  await hire.handle.signal('decline', createDecision(CARLA.email, 'yes'));
  const view = await waitForFinalView(hire.handle);
  expect(view.status).toBe('completed');
  expect(view.timeline.find(({ kind }) => kind === 'ignored')).toMatchObject({
    by: CARLA.email,
    reason: { code: 'already-decided', params: { outcome: 'approved', by: HUGO.email } },
  });
});

test('allOf: only missing parties are reminded and escalated', async () => {
  const hire = await fixture.submit({
    yes: approval({
      from: allOf('manager', 'finance'),
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'managersManager',
    }),
    accounts,
  });
  await hire.handle.signal('approve', createDecision(GRACE.email));
  await fixture.skipDays(30);
  const asked = await waitForView(hire.handle, (view) => summarizeTimeline(view).includes('escalated yes'));
  expect(getStepView(asked, 'yes').people).toEqual([FIN, CARLA]);
  expectOnTime(listInstants(asked, 'reminded yes')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 2));
  expect(fixture.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${FIN.email}`]);
  expect(fixture.world.calls).toEqual([]);
  await hire.handle.signal('approve', createDecision(CARLA.email));
  expect((await hire.handle.result()).status).toBe('completed');
});

test('a late decline ends it before any effect', async () => {
  const hire = await fixture.submit({
    manager: approval({ from: 'manager' }),
    budget: approval({ from: 'finance', after: ['manager'] }),
    accounts,
  });
  await fixture.skipDays(20);
  await hire.handle.signal('approve', createDecision(GRACE.email));
  await fixture.skipDays(20);
  await hire.handle.signal('decline', { by: FIN.email, comment: 'no budget left' });
  expect(await waitForFinalView(hire.handle)).toMatchObject({
    status: 'declined',
    termination: { reason: { code: 'step-declined' }, comment: 'no budget left' },
  });
  await fixture.skipTo(getPlannedStart(hire, 'accounts'));
  await fixture.skipDays(1);
  expect(fixture.world.calls).toEqual([]);
});
