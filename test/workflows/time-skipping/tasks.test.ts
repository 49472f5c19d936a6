import { z } from 'zod';
import { activity, approval, approvals, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { CARLA, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView, listRejections, nameRole, waitForFinalView } from '../support';
import { berlinCalendar, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';
import { createReason } from '../../../src/domain/reasons/reason';

const fixture = useTimeSkippingFixture();

const ok = approval({ from: 'manager' });

test('a task opens on its day, is escalated, and its answer reaches a later step', async () => {
  let receivedAnswers: unknown;
  const hire = await fixture.submit({
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
  fixture.world.setBehaviour('activation', ({ answers }) => (receivedAnswers = answers));
  await hire.handle.signal('approve', { by: GRACE.email });
  await fixture.skipDays(20);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email, answers: { tag: 'too early' } });
  await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(getPlannedStart(hire, 'order') ?? '', 5));
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email, answers: { weight: 0 } });
  await hire.handle.signal('completeTask', { step: 'order', by: CARLA.email, answers: { tag: 'L-1' } });
  await hire.handle.signal('completeTask', { step: 'order', by: HUGO.email, answers: { tag: 'L-2' } });
  const view = await waitForFinalView(hire.handle);

  const [openedAt = ''] = listInstants(view, 'task-requested order');
  expectOnTime(openedAt, getPlannedStart(hire, 'order'));
  expectOnTime(listInstants(view, 'reminded order')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 2));
  expectOnTime(listInstants(view, 'escalated order')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 4));
  expect(getStepView(view, 'order').dueAt).toBe(berlinCalendar.resolveRelativeTime(businessDays(-3), view.startDate));
  expect(listRejections(view)).toEqual([
    createReason('not-waiting.step-status', { step: 'order', status: 'waiting' }),
    createReason('malformed.answers', { fields: ['tag', 'weight'] }),
    createReason('not-entitled.assignee', { step: 'order', assignees: nameRole('it') }),
  ]);
  expect(receivedAnswers).toEqual({ order: { tag: 'L-2' } });
  expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
});

test('an open task blocks only its successors', async () => {
  const hire = await fixture.submit({
    order: task({ for: 'it', start: businessDays(-20) }),
    laptop: activity('laptop', { after: ['order'], start: businessDays(-10) }),
    accounts: activity('accounts', { start: businessDays(-5) }),
  });
  await fixture.skipTo(getPlannedStart(hire, 'accounts'));
  await fixture.skipDays(1);
  expect(fixture.world.calls).toEqual(['accounts']);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  expect(fixture.world.calls).toEqual(['accounts', 'laptop']);
  expectOnTime(getStepView(view, 'laptop').startedAt, listInstants(view, 'done order')[0]);
});

test('a skippable task can be skipped before its day; successors keep dates', async () => {
  const hire = await fixture.submit({
    order: task({ for: 'it', start: businessDays(-20), skippable: true }),
    laptop: activity('laptop', { after: ['order'], start: businessDays(-10) }),
  });
  await fixture.skipDays(10);
  await hire.handle.signal('resolveFailure', { step: 'order', action: 'skip', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  expect(listInstants(view, 'task-requested order')).toEqual([]);
  expectOnTime(getStepView(view, 'laptop').startedAt, getPlannedStart(hire, 'laptop'));
});

test('a check-in opens thirty days after the start', async () => {
  const hire = await fixture.submit({
    activation: activity('activation', { start: dayOneAt('07:00') }),
    checkIn: task({ for: 'manager', after: ['activation'], start: days(30), remindAfter: '3 business days' }),
  });
  await fixture.skipTo(getPlannedStart(hire, 'checkIn'));
  await fixture.skipDays(20);
  const view = await waitForView(hire.handle, (current) => summarizeTimeline(current).includes('reminded checkIn'));
  const [openedAt = ''] = listInstants(view, 'task-requested checkIn');
  expectOnTime(openedAt, berlinCalendar.resolveRelativeTime(days(30), view.startDate));
  expectOnTime(listInstants(view, 'reminded checkIn')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 3));
  expect(getStepView(view, 'checkIn').people).toEqual([{ name: GRACE.name, email: GRACE.email }]);
  await hire.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('a completed task is undone by a person before the rest is undone', async () => {
  const hire = await fixture.submit({
    accounts: activity('accounts', { start: businessDays(-10) }),
    ship: task({
      for: 'it',
      after: ['accounts'],
      start: businessDays(-5),
      undoTask: { title: 'Collect it', for: 'it' },
    }),
    welcome: task({ for: 'hr', after: ['ship'], start: dayOneAt('09:00') }),
  });
  await fixture.skipToStart(hire, 'ship');
  await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
  await fixture.skipToStart(hire, 'welcome');
  await hire.handle.signal('cancel', { by: HANNA.email, reason: 'did not turn up', outcome: 'rolled-back' });
  await fixture.skipDays(21);
  expect(await queryView(hire)).toMatchObject({ status: 'rolling-back' });
  expect(fixture.world.calls).toEqual(['accounts']);
  await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  expect(view.status).toBe('rolled-back');
  expect(summarizeTimeline(view).slice(-4)).toEqual([
    'undo-task-requested ship',
    'undone ship',
    'undone accounts',
    'rolled-back',
  ]);
});

test.each([
  ['IT', 'it', IVO.email],
  ['the manager', 'manager', GRACE.email],
] as const)(
  'the task of %s that undoes a task reminds and escalates like the task itself',
  async (_name, asked, by) => {
    const hire = await fixture.submit({
      ship: task({
        for: 'it',
        start: businessDays(-5),
        remindAfter: '1 business day',
        escalateAfter: '3 business days',
        escalateTo: 'hr',
        undoTask: { title: 'Collect it', for: asked },
      }),
      welcome: task({ for: 'hr', after: ['ship'], start: dayOneAt('09:00') }),
    });
    await fixture.skipToStart(hire, 'ship');
    await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
    await fixture.skipToStart(hire, 'welcome');
    await hire.handle.signal('cancel', { by: HANNA.email, reason: 'did not turn up', outcome: 'rolled-back' });
    await fixture.skipDays(14);
    const view = await queryView(hire);
    const [openedAt = ''] = listInstants(view, 'undo-task-requested ship');
    expectOnTime(listInstants(view, 'reminded ship')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 1));
    expectOnTime(listInstants(view, 'escalated ship')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 3));
    expect(fixture.listMails()).toEqual(expect.arrayContaining([`reminder ${by}`, `escalated ${HANNA.email}`]));
    expect(getStepView(view, 'ship').people).toContainEqual(HANNA);
    await hire.handle.signal('completeTask', { step: 'ship', by: HANNA.email });
    expect((await hire.handle.result()).status).toBe('rolled-back');
  },
);
