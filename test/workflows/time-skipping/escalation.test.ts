import { ApplicationFailure } from '@temporalio/common';
import { activity, approval, approvals, task } from '../../../src/planning/dsl';
import { CARLA, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import { berlinCalendar, listInstants, useTimeSkippingFixture, queryView } from './support';
import { createReason } from '../../../src/domain/reasons/reason';

const fixture = useTimeSkippingFixture();

const escalation = {
  remindAfter: '2 business days',
  escalateAfter: '4 business days',
  escalateTo: 'managersManager',
  expireAfter: '10 business days',
  onExpiry: 'decline',
} as const;
const accounts = activity('accounts', { after: approvals });
const twoApprovals = {
  first: approval({ from: 'manager' }),
  ok: approval({ from: 'managersManager', after: ['first'], ...escalation }),
};

test('without an answer: reminded, escalated, expired; silence is a decline', async () => {
  const { handle, submittedAt } = await fixture.submit({ ok: approval({ from: 'manager', ...escalation }), accounts });
  const view = await waitForFinalView(handle);
  expectOnTime(listInstants(view, 'reminded ok')[0], berlinCalendar.addBusinessDaysToInstant(submittedAt, 2));
  expectOnTime(listInstants(view, 'escalated ok')[0], berlinCalendar.addBusinessDaysToInstant(submittedAt, 4));
  expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(submittedAt, 10));
  expect(view).toMatchObject({
    status: 'declined',
    termination: { reason: createReason('step-expired', { step: 'ok' }) },
  });
  expect(getStepView(view, 'ok').decision).toMatchObject({ outcome: 'expired', via: 'engine' });
  expect(fixture.world.calls).toEqual([]);
  expect(fixture.listMails()).toEqual([
    `approval-requested ${GRACE.email}`,
    `reminder ${GRACE.email}`,
    `escalated ${CARLA.email}`,
    `declined ${HANNA.email}`,
  ]);
});

test('onExpiry escalate: it escalates again and keeps waiting', async () => {
  const hire = await fixture.submit({ ok: approval({ from: 'manager', ...escalation, onExpiry: 'escalate' }) });
  await fixture.skipDays(60);
  const view = await waitForView(hire.handle, (current) => summarizeTimeline(current).includes('expired ok'));
  expect(view.status).toBe('awaiting-approval');
  // Hanna is an escalation contact as well, but she submitted the request.
  expect(getStepView(view, 'ok').people).toEqual([GRACE, CARLA, HUGO, IVO].map(({ name, email }) => ({ name, email })));
  await hire.handle.signal('approve', { by: HUGO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('an answer ends the reminders', async () => {
  const hire = await fixture.submit({
    ok: approval({ from: 'manager', ...escalation }),
    x: task({ for: 'it', after: ['ok'] }),
  });
  await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 3));
  await hire.handle.signal('approve', { by: GRACE.email });
  await fixture.skipDays(60);
  const view = await queryView(hire);
  expect(summarizeTimeline(view).filter((kind) => /escalated|expired/.test(kind))).toEqual([]);
  expect(view.status).toBe('in-progress');
  await hire.handle.signal('completeTask', { step: 'x', by: IVO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('a schedule computed at submission is used; later assignees are scheduled', async () => {
  const hire = await fixture.submit({ ok: approval({ from: 'manager', ...escalation }) });
  const scheduledEmails: string[] = [];
  const { scheduleReminders } = fixture.world;
  fixture.world.scheduleReminders = (call) => {
    scheduledEmails.push(...call.people.map(({ email }) => email));
    return scheduleReminders(call);
  };
  expectOnTime(
    listInstants(await waitForFinalView(hire.handle), 'reminded ok')[0],
    berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 2),
  );
  expect(scheduledEmails).toEqual([CARLA.email]);
});

test('unreadable calendars leave no deadlines, which is recorded', async () => {
  const hire = await fixture.submit(twoApprovals);
  fixture.world.scheduleReminders = () => {
    throw ApplicationFailure.nonRetryable('no such location', 'invalid-request');
  };
  await hire.handle.signal('approve', { by: GRACE.email });
  await fixture.skipDays(60);
  const view = await queryView(hire);
  expect(view.timeline.at(-1)).toMatchObject({
    kind: 'schedule-unavailable',
    step: 'ok',
    reason: { code: 'invalid-request', params: { message: 'no such location' } },
  });
  await hire.handle.signal('approve', { by: CARLA.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('after several failed attempts the next one follows within seconds', async () => {
  const hire = await fixture.submit(twoApprovals);
  const { scheduleReminders } = fixture.world;
  let attempts = 0;
  fixture.world.scheduleReminders = (call) => {
    attempts += 1;
    if (attempts <= 7) throw new Error('connection refused');
    return scheduleReminders(call);
  };
  const approvedAt = Date.parse(await fixture.now());
  await hire.handle.signal('approve', { by: GRACE.email });
  await fixture.skipTo(new Date(approvedAt + 45_000).toISOString());
  expect(attempts).toBe(8);
  expect((await hire.handle.result()).status).toBe('declined');
});

test('a later wait counts from its opening', async () => {
  const hire = await fixture.submit(twoApprovals);
  await fixture.skipDays(15);
  await hire.handle.signal('approve', { step: 'first', by: GRACE.email });
  const view = await waitForFinalView(hire.handle);
  const [openedAt = ''] = listInstants(view, 'approval-requested ok');
  expectOnTime(openedAt, listInstants(view, 'approved first')[0]);
  expectOnTime(listInstants(view, 'reminded ok')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 2));
  expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 10));
});
