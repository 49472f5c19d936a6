import { allOf, anyOf, approval, approvals, businessDays, contractLongerThan } from '../../../src/planning/dsl';
import { activity, equipmentCostsMoreThan } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HUGO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { createRequest } from '../../support/requests';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import { berlinCalendar, addDays, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';

const stage = useTimeSkippingFixture();

const JOB = createRequest().job;
const accounts = activity('accounts', { after: approvals, start: businessDays(-5) });
const approve = (by: string, step?: string) => ({ by, step });

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

  test('the second is asked when the first has said yes, weeks later, and has its time from then', async () => {
    const hire = await stage.submit(steps, { request: { equipment: ['laptop', 'phone'] } });
    await stage.skipDays(20);
    expect(summarizeTimeline(await queryView(hire))).toEqual(['submitted', 'approval-requested manager']);
    await hire.handle.signal('approve', approve(GRACE.email));
    await stage.skipDays(20);
    await hire.handle.signal('approve', approve(FIN.email));
    const view = await hire.handle.result();
    const [asked] = listInstants(view, 'approval-requested budget');
    expectOnTime(asked, listInstants(view, 'approved manager')[0]);
    expectOnTime(listInstants(view, 'reminded budget')[0], berlinCalendar.addBusinessDaysToInstant(asked ?? '', 2));
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
    expect(view.status).toBe('completed');
  });

  test('it is left out where its condition does not hold: nobody is asked, and nothing waits for it', async () => {
    const hire = await stage.submit(steps, { request: { equipment: ['laptop'] } });
    await stage.skipDays(20);
    await hire.handle.signal('approve', approve(GRACE.email));
    const view = await hire.handle.result();
    expect(getStepView(view, 'budget')).toMatchObject({
      status: 'skipped',
      note: 'only when: equipment costs more than 2000',
    });
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
  });
});

test.each([
  ['of half a year needs one yes', 180, 'skipped'],
  ['of more than half a year needs a second one', 190, 'done'],
])('a contract %s', async (_what, length, status) => {
  const endDate = addDays(await stage.now(), 30 + length);
  const hire = await stage.submit(
    {
      manager: approval({ from: 'manager' }),
      contract: approval({ from: 'managersManager', after: ['manager'], when: contractLongerThan({ months: 6 }) }),
      accounts,
    },
    { startsInDays: 30, request: { job: { ...JOB, employmentType: 'contractor', endDate } } },
  );
  await stage.skipDays(7);
  await hire.handle.signal('approve', approve(GRACE.email, 'manager'));
  await stage.skipDays(7);
  await hire.handle.signal('approve', approve(CARLA.email, 'contract')).catch(() => undefined);
  const view = await hire.handle.result();
  expect([view.status, getStepView(view, 'contract').status]).toEqual(['completed', status]);
});

test('in parallel: both are asked at once, answer weeks apart, and the steps begin with the last of them', async () => {
  const hire = await stage.submit({
    manager: approval({ from: 'manager' }),
    person: approval({ from: CARLA }),
    accounts,
  });
  expect(summarizeTimeline(await queryView(hire))).toEqual([
    'submitted',
    'approval-requested manager',
    'approval-requested person',
  ]);
  await stage.skipDays(10);
  await hire.handle.signal('approve', approve(CARLA.email, 'person'));
  await stage.skipTo(getPlannedStart(hire, 'accounts'));
  await stage.skipDays(1);
  expect(stage.world.calls).toEqual([]);
  await hire.handle.signal('approve', approve(GRACE.email, 'manager'));
  const view = await hire.handle.result();
  expectOnTime(getStepView(view, 'accounts').startedAt, listInstants(view, 'approved manager')[0]);
});

test('any of several: the first answer settles it, one that comes weeks later is kept with the reason', async () => {
  const hire = await stage.submit({ yes: approval({ from: anyOf('managersManager', 'hr') }), accounts });
  expect(getStepView(await queryView(hire), 'yes').people).toEqual([CARLA, HUGO]);
  await stage.skipDays(10);
  await hire.handle.signal('approve', approve(HUGO.email));
  await stage.skipDays(10);
  await hire.handle.signal('decline', approve(CARLA.email, 'yes'));
  const view = await hire.handle.result();
  expect(view.status).toBe('completed');
  expect(view.timeline.find(({ kind }) => kind === 'ignored')).toMatchObject({
    by: CARLA.email,
    note: expect.stringMatching(/^already-decided: approved by hugo@example.com/),
  });
});

test('all of several: whoever has said yes is left in peace, the others are reminded and escalated for', async () => {
  const hire = await stage.submit({
    yes: approval({
      from: allOf('manager', 'finance'),
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'managersManager',
    }),
    accounts,
  });
  await hire.handle.signal('approve', approve(GRACE.email));
  await stage.skipDays(30);
  const asked = await waitForView(hire.handle, (view) => summarizeTimeline(view).includes('escalated yes'));
  expect(getStepView(asked, 'yes').people).toEqual([FIN, CARLA]);
  expectOnTime(listInstants(asked, 'reminded yes')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 2));
  expect(stage.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${FIN.email}`]);
  expect(stage.world.calls).toEqual([]);
  await hire.handle.signal('approve', approve(CARLA.email));
  expect((await hire.handle.result()).status).toBe('completed');
});

test('a no after weeks ends it before anything was done, though others had said yes', async () => {
  const hire = await stage.submit({
    manager: approval({ from: 'manager' }),
    budget: approval({ from: 'finance', after: ['manager'] }),
    accounts,
  });
  await stage.skipDays(20);
  await hire.handle.signal('approve', approve(GRACE.email));
  await stage.skipDays(20);
  await hire.handle.signal('decline', { by: FIN.email, comment: 'no budget left' });
  expect(await hire.handle.result()).toMatchObject({ status: 'declined', ending: { reason: 'no budget left' } });
  await stage.skipTo(getPlannedStart(hire, 'accounts'));
  await stage.skipDays(1);
  expect(stage.world.calls).toEqual([]);
});
