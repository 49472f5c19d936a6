import { activity, approval, approvals, businessDays, dayOneAt } from '../../../src/planning/dsl';
import { equipmentCostsMoreThan } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE } from '../../planning/support';
import { createLocationCalendar, expectOnTime } from '../../support/on-time';
import { amend, getRejectionType } from '../replanning';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import {
  berlinCalendar,
  addDays,
  type StartedOnboarding,
  listInstants,
  useTimeSkippingFixture,
  getPlannedStart,
  queryView,
} from './support';

const fixture = useTimeSkippingFixture();

const steps = {
  person: approval({ from: CARLA }),
  manager: approval({ from: 'manager', remindAfter: '5 business days' }),
  budget: approval({
    from: 'finance',
    after: ['manager'],
    when: equipmentCostsMoreThan(2000),
    remindAfter: '2 business days',
  }),
  laptop: activity('laptop', { after: approvals, start: businessDays(-10) }),
  accounts: activity('accounts', { after: approvals, start: businessDays(-5) }),
  activation: activity('activation', { after: ['accounts'], start: dayOneAt('07:00') }),
};
const approve = ({ handle }: StartedOnboarding, step: string, by: string) => handle.signal('approve', { step, by });
const listPendingApprovals = async (hire: StartedOnboarding): Promise<string[]> =>
  (await queryView(hire)).steps
    .filter(({ kind, status }) => kind === 'approval' && status === 'waiting')
    .map(({ id }) => id);

describe('amended before approval', () => {
  test('more expensive equipment: approvals are reopened, finance is asked', async () => {
    const hire = await fixture.submit(steps, { request: { equipment: ['laptop'] } });
    await approve(hire, 'person', CARLA.email);
    await fixture.skipDays(15);
    expect((await amend(hire.handle, { equipment: ['laptop', 'phone'] })).redone).toEqual(['person']);
    await waitForView(hire.handle, (view) => getStepView(view, 'person').status === 'waiting');
    await approve(hire, 'manager', GRACE.email);
    await fixture.skipDays(15);
    expect(await listPendingApprovals(hire)).toEqual(['person', 'budget']);
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'budget', FIN.email);
    const view = await waitForFinalView(hire.handle);
    expect(view).toMatchObject({ status: 'completed', request: { equipment: ['laptop', 'phone'] } });
    // An approval that stayed open is not requested again, and its reminder does not move.
    expectOnTime(
      listInstants(view, 'reminded manager')[0],
      berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5),
    );
    const [openedAt = ''] = listInstants(view, 'approval-requested budget');
    expectOnTime(listInstants(view, 'reminded budget')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 2));
    expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
  });

  test('data irrelevant to approvers reopens no approval', async () => {
    const hire = await fixture.submit(steps);
    await approve(hire, 'person', CARLA.email);
    await fixture.skipDays(15);
    expect((await amend(hire.handle, { employee: { phone: '+49 30 1234' } })).redone).toEqual([]);
    expect(await listPendingApprovals(hire)).toEqual(['manager']);
    await approve(hire, 'manager', GRACE.email);
    const view = await waitForFinalView(hire.handle);
    expect([view.status, view.request.employee.phone]).toEqual(['completed', '+49 30 1234']);
  });

  test('another location and start date: instants are local to the new one', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipDays(15);
    const startDate = addDays(hire.submittedAt, 90);
    await amend(hire.handle, { startDate, job: { location: 'new-york' } });
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'manager', GRACE.email);
    const view = await waitForFinalView(hire.handle);
    const newYork = createLocationCalendar('new-york');
    expectOnTime(getStepView(view, 'laptop').startedAt, newYork.resolveRelativeTime(businessDays(-10), startDate));
    expectOnTime(getStepView(view, 'activation').startedAt, newYork.resolveRelativeTime(dayOneAt('07:00'), startDate));
  });
});

describe('amended after approval', () => {
  const submitApproved = async (): Promise<StartedOnboarding> => {
    const hire = await fixture.submit(steps, { request: { equipment: ['laptop'] } });
    await fixture.skipDays(15);
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'manager', GRACE.email);
    await waitForView(hire.handle, ({ status }) => status === 'scheduled');
    return hire;
  };

  test('data may change at any time; a person corrects what has used it', async () => {
    const received: unknown[] = [];
    fixture.world.setBehaviour('laptop', ({ request }) => received.push(request.equipment));
    fixture.world.setBehaviour('accounts', ({ request }) => received.push(request.employee.familyName));
    const hire = await submitApproved();
    await fixture.skipDays(15);
    await amend(hire.handle, { equipment: ['phone'] });
    await fixture.skipToStart(hire, 'laptop');
    await fixture.skipDays(1);
    await amend(hire.handle, { equipment: [] });
    await amend(hire.handle, { employee: { familyName: 'King' } });
    await fixture.skipToStart(hire, 'accounts');
    await fixture.skipDays(1);
    await amend(hire.handle, { employee: { familyName: 'Byron' } });
    const corrections = (await queryView(hire)).steps.filter(({ id }) => id.includes('Correction'));
    expect(corrections.map(({ id, status }) => [id, status])).toEqual([
      ['laptopCorrection1', 'waiting'],
      ['accountsCorrection1', 'waiting'],
    ]);
    for (const { id, people = [] } of corrections)
      await hire.handle.signal('completeTask', { step: id, by: people[0]?.email });
    const view = await waitForFinalView(hire.handle);
    expect(received).toEqual([['phone'], 'King']);
    expect(view).toMatchObject({ status: 'completed', request: { employee: { familyName: 'Byron' } } });
    expect(summarizeTimeline(view).filter((kind) => kind.startsWith('reapproval-requested'))).toEqual([]);
    expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
  });

  test.each([
    ['dearer equipment', { equipment: ['laptop', 'phone'] }],
    ['another location', { job: { location: 'new-york' } }],
  ])('%s is approved again', async (_what, changes) => {
    const hire = await submitApproved();
    await fixture.skipDays(15);
    expect((await amend(hire.handle, changes)).redone).toEqual(['person', 'manager']);
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'manager', GRACE.email);
    if ((await listPendingApprovals(hire)).includes('budget')) await approve(hire, 'budget', FIN.email);
    expect((await waitForFinalView(hire.handle)).status).toBe('completed');
  });

  test('the start date is moved by rescheduling alone', async () => {
    const hire = await submitApproved();
    const changes = { startDate: '2099-01-01' };
    expect(await getRejectionType(amend(hire.handle, changes))).toMatch(/^(not-possible|invalid-request)$/);
    const view = await waitForFinalView(hire.handle);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });
});
