import { activity, approval, approvals, businessDays, dayOneAt } from '../../../src/planning/dsl';
import { equipmentCostsMoreThan } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE } from '../../planning/support';
import { createLocationCalendar, expectOnTime } from '../../support/on-time';
import { amend, getRejectionType } from '../replanning';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import {
  berlinCalendar,
  addDays,
  type StartedOnboarding,
  listInstants,
  useTimeSkippingFixture,
  getPlannedStart,
  queryView,
} from './support';

const stage = useTimeSkippingFixture();

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
const askedFor = async (hire: StartedOnboarding): Promise<string[]> =>
  (await queryView(hire)).steps
    .filter(({ kind, status }) => kind === 'approval' && status === 'waiting')
    .map(({ id }) => id);

describe('before it is approved', () => {
  test('dearer equipment: the yes of weeks ago is asked for again, and finance is asked, too', async () => {
    const hire = await stage.submit(steps, { request: { equipment: ['laptop'] } });
    await approve(hire, 'person', CARLA.email);
    await stage.skipDays(15);
    expect((await amend(hire.handle, { equipment: ['laptop', 'phone'] })).redone).toEqual(['person']);
    await waitForView(hire.handle, (view) => getStepView(view, 'person').status === 'waiting');
    await approve(hire, 'manager', GRACE.email);
    await stage.skipDays(15);
    expect(await askedFor(hire)).toEqual(['person', 'budget']);
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'budget', FIN.email);
    const view = await hire.handle.result();
    expect(view).toMatchObject({ status: 'completed', request: { equipment: ['laptop', 'phone'] } });
    // An approval that stayed open is not requested again, and its reminder does not move.
    expectOnTime(
      listInstants(view, 'reminded manager')[0],
      berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5),
    );
    const [asked = ''] = listInstants(view, 'approval-requested budget');
    expectOnTime(listInstants(view, 'reminded budget')[0], berlinCalendar.addBusinessDaysToInstant(asked, 2));
    expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
  });

  test('what nobody decides on is just taken: no yes is asked for again', async () => {
    const hire = await stage.submit(steps);
    await approve(hire, 'person', CARLA.email);
    await stage.skipDays(15);
    expect((await amend(hire.handle, { employee: { phone: '+49 30 1234' } })).redone).toEqual([]);
    expect(await askedFor(hire)).toEqual(['manager']);
    await approve(hire, 'manager', GRACE.email);
    const view = await hire.handle.result();
    expect([view.status, view.request.employee.phone]).toEqual(['completed', '+49 30 1234']);
  });

  test('another place and another first day: every instant is that place’s', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipDays(15);
    const startDate = addDays(hire.submittedAt, 90);
    await amend(hire.handle, { startDate, job: { location: 'new-york' } });
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'manager', GRACE.email);
    const view = await hire.handle.result();
    const newYork = createLocationCalendar('new-york');
    expectOnTime(getStepView(view, 'laptop').startedAt, newYork.resolveRelativeTime(businessDays(-10), startDate));
    expectOnTime(getStepView(view, 'activation').startedAt, newYork.resolveRelativeTime(dayOneAt('07:00'), startDate));
  });
});

describe('once it is approved', () => {
  const approved = async (): Promise<StartedOnboarding> => {
    const hire = await stage.submit(steps, { request: { equipment: ['laptop'] } });
    await stage.skipDays(15);
    await approve(hire, 'person', CARLA.email);
    await approve(hire, 'manager', GRACE.email);
    await waitForView(hire.handle, ({ status }) => status === 'scheduled');
    return hire;
  };

  test('what has no effect yet may change, month by month less of it', async () => {
    const given: unknown[] = [];
    stage.world.setBehaviour('laptop', ({ request }) => given.push(request.equipment));
    stage.world.setBehaviour('accounts', ({ request }) => given.push(request.employee.familyName));
    const hire = await approved();
    await stage.skipDays(15);
    await amend(hire.handle, { equipment: ['phone'] });
    await stage.skipToStart(hire, 'laptop');
    await stage.skipDays(1);
    expect(await getRejectionType(amend(hire.handle, { equipment: [] }))).toBe('not-possible');
    await amend(hire.handle, { employee: { familyName: 'King' } });
    await stage.skipToStart(hire, 'accounts');
    await stage.skipDays(1);
    expect(await getRejectionType(amend(hire.handle, { employee: { familyName: 'Byron' } }))).toBe('not-possible');
    await amend(hire.handle, { note: 'a vegetarian' });
    const view = await hire.handle.result();
    expect(given).toEqual([['phone'], 'King']);
    expect(view).toMatchObject({ status: 'completed', request: { note: 'a vegetarian' } });
    expect(summarizeTimeline(view).filter((kind) => kind.startsWith('asked-again'))).toEqual([]);
    expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
  });

  test.each([
    ['what was approved', { equipment: ['laptop', 'phone'] }],
    ['what shaped the plan', { job: { location: 'new-york' } }],
    ['the first day, which is moved otherwise', { startDate: '2099-01-01' }],
  ])('%s may not', async (_what, changes) => {
    const hire = await approved();
    await stage.skipDays(15);
    expect(await getRejectionType(amend(hire.handle, changes))).toMatch(/^(not-possible|invalid-request)$/);
    const view = await hire.handle.result();
    expect(view.request.equipment).toEqual(['laptop']);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });
});
