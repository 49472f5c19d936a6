import { z } from 'zod';
import { activity, approval, approvals, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { CARLA, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import { berlinCalendar, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';

const stage = useTimeSkippingFixture();

const ok = approval({ from: 'manager' });

test('a task opens on its day, is reminded of and escalated, and what it answers reaches a step of weeks later', async () => {
  let given: unknown;
  const hire = await stage.submit({
    ok,
    order: task({
      for: 'it',
      after: approvals,
      start: businessDays(-20),
      due: businessDays(-3),
      form: { tag: z.string().max(20), weight: z.number().min(1).optional() },
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
    }),
    activation: activity('activation', { after: ['order'], start: dayOneAt('07:00') }),
  });
  stage.world.setBehaviour('activation', ({ answers }) => (given = answers));
  await hire.handle.signal('approve', { by: GRACE.email });
  await stage.skipDays(20);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email, answers: { tag: 'too early' } });
  await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(getPlannedStart(hire, 'order') ?? '', 5));
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email, answers: { weight: 0 } });
  await hire.handle.signal('completeTask', { step: 'order', by: CARLA.email, answers: { tag: 'L-1' } });
  await hire.handle.signal('completeTask', { step: 'order', by: HUGO.email, answers: { tag: 'L-2' } });
  const view = await hire.handle.result();

  const [opened = ''] = listInstants(view, 'task-requested order');
  expectOnTime(opened, getPlannedStart(hire, 'order'));
  expectOnTime(listInstants(view, 'reminded order')[0], berlinCalendar.addBusinessDaysToInstant(opened, 2));
  expectOnTime(listInstants(view, 'escalated order')[0], berlinCalendar.addBusinessDaysToInstant(opened, 4));
  expect(getStepView(view, 'order').dueAt).toBe(berlinCalendar.resolveRelativeTime(businessDays(-3), view.startDate));
  expect(view.timeline.filter(({ kind }) => kind === 'ignored').map(({ note }) => note)).toEqual([
    'not-waiting: order is waiting',
    'malformed: tag must be answered; weight must not be less than 1',
    'not-entitled: order is for it',
  ]);
  expect(given).toEqual({ order: { tag: 'L-2' } });
  expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
});

test('one that nobody does holds up what comes after it, and nothing else', async () => {
  const hire = await stage.submit({
    order: task({ for: 'it', start: businessDays(-20) }),
    laptop: activity('laptop', { after: ['order'], start: businessDays(-10) }),
    accounts: activity('accounts', { start: businessDays(-5) }),
  });
  await stage.skipTo(getPlannedStart(hire, 'accounts'));
  await stage.skipDays(1);
  expect(stage.world.calls).toEqual(['accounts']);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await hire.handle.result();
  expect(stage.world.calls).toEqual(['accounts', 'laptop']);
  expectOnTime(getStepView(view, 'laptop').startedAt, listInstants(view, 'done order')[0]);
});

test('one that may be skipped can be before its day: what comes after it goes on at its own instant', async () => {
  const hire = await stage.submit({
    order: task({ for: 'it', start: businessDays(-20), skippable: true }),
    laptop: activity('laptop', { after: ['order'], start: businessDays(-10) }),
  });
  await stage.skipDays(10);
  await hire.handle.signal('resolveFailure', { step: 'order', action: 'skip', by: IVO.email });
  const view = await hire.handle.result();
  expect(listInstants(view, 'task-requested order')).toEqual([]);
  expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
});

test('a check-in opens when the hire has been there for thirty days', async () => {
  const hire = await stage.submit({
    activation: activity('activation', { start: dayOneAt('07:00') }),
    checkIn: task({ for: 'manager', after: ['activation'], start: days(30), remindAfter: '3 business days' }),
  });
  await stage.skipTo(getPlannedStart(hire, 'checkIn'));
  await stage.skipDays(20);
  const view = await waitForView(hire.handle, (current) => summarizeTimeline(current).includes('reminded checkIn'));
  const [asked = ''] = listInstants(view, 'task-requested checkIn');
  expectOnTime(asked, berlinCalendar.resolveRelativeTime(days(30), view.startDate));
  expectOnTime(listInstants(view, 'reminded checkIn')[0], berlinCalendar.addBusinessDaysToInstant(asked, 3));
  expect(getStepView(view, 'checkIn').people).toEqual([{ name: GRACE.name, email: GRACE.email }]);
  await hire.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('what a person did, a person takes back, however long that takes: only then is the rest undone', async () => {
  const hire = await stage.submit({
    accounts: activity('accounts', { start: businessDays(-10) }),
    ship: task({
      for: 'it',
      after: ['accounts'],
      start: businessDays(-5),
      undoTask: { title: 'Collect it', for: 'it' },
    }),
    welcome: task({ for: 'hr', after: ['ship'], start: dayOneAt('09:00') }),
  });
  await stage.skipToStart(hire, 'ship');
  await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
  await stage.skipToStart(hire, 'welcome');
  await hire.handle.signal('cancel', { by: HANNA.email, reason: 'did not turn up', outcome: 'rolled-back' });
  await stage.skipDays(21);
  expect(await queryView(hire)).toMatchObject({ status: 'rolling-back' });
  expect(stage.world.calls).toEqual(['accounts']);
  await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
  const view = await hire.handle.result();
  expect(view.status).toBe('rolled-back');
  expect(summarizeTimeline(view).slice(-4)).toEqual([
    'counter-requested ship',
    'undone ship',
    'undone accounts',
    'rolled-back',
  ]);
});
