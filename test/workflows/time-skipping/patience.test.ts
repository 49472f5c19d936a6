import { ApplicationFailure } from '@temporalio/common';
import { activity, approval, approvals, task } from '../../../src/planning/dsl';
import { CARLA, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { kinds, seen, stepOf } from '../support';
import { calendar, instantsOf, setTimeStage, viewOf } from './support';

const stage = setTimeStage();

const patience = {
  remindAfter: '2 business days',
  escalateAfter: '4 business days',
  escalateTo: 'managersManager',
  expireAfter: '10 business days',
  onExpiry: 'decline',
} as const;
const accounts = activity('accounts', { after: approvals });

test('nobody answers: reminded, escalated, expired on business days; silence is taken as a no', async () => {
  const { handle, submittedAt } = await stage.submit({ ok: approval({ from: 'manager', ...patience }), accounts });
  const view = await handle.result();
  expectOnTime(instantsOf(view, 'reminded ok')[0], calendar.later(submittedAt, 2));
  expectOnTime(instantsOf(view, 'escalated ok')[0], calendar.later(submittedAt, 4));
  expectOnTime(instantsOf(view, 'expired ok')[0], calendar.later(submittedAt, 10));
  expect(view).toMatchObject({ status: 'declined', ending: { reason: 'Ok: nobody decided in time' } });
  expect(stepOf(view, 'ok').decision).toMatchObject({ outcome: 'expired', via: 'engine' });
  expect(stage.world.calls).toEqual([]);
  expect(stage.mails()).toEqual([
    `approval-requested ${GRACE.email}`,
    `reminder ${GRACE.email}`,
    `escalated ${CARLA.email}`,
    `declined ${HANNA.email}`,
  ]);
});

test('or it is escalated again, and waits on for a person', async () => {
  const hire = await stage.submit({ ok: approval({ from: 'manager', ...patience, onExpiry: 'escalate' }) });
  await stage.pass(60);
  const view = await seen(hire.handle, (current) => kinds(current).includes('expired ok'));
  expect(view.status).toBe('awaiting-approval');
  // Hanna takes care of the whole, too, but it is her own submission.
  expect(stepOf(view, 'ok').people).toEqual([GRACE, CARLA, HUGO, IVO].map(({ name, email }) => ({ name, email })));
  await hire.handle.signal('approve', { by: HUGO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('an answer ends the reminders', async () => {
  const hire = await stage.submit({
    ok: approval({ from: 'manager', ...patience }),
    x: task({ for: 'it', after: ['ok'] }),
  });
  await stage.until(calendar.later(hire.submittedAt, 3));
  await hire.handle.signal('approve', { by: GRACE.email });
  await stage.pass(60);
  const view = await viewOf(hire);
  expect(kinds(view).filter((kind) => /escalated|expired/.test(kind))).toEqual([]);
  expect(view.status).toBe('in-progress');
  await hire.handle.signal('completeTask', { step: 'x', by: IVO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('what planning arranged at submission holds without asking again; who comes later is looked for', async () => {
  const hire = await stage.submit({ ok: approval({ from: 'manager', ...patience }) });
  const asked: string[] = [];
  const { arrange } = stage.world;
  stage.world.arrange = (call) => {
    asked.push(...call.people.map(({ email }) => email));
    return arrange(call);
  };
  expectOnTime(instantsOf(await hire.handle.result(), 'reminded ok')[0], calendar.later(hire.submittedAt, 2));
  expect(asked).toEqual([CARLA.email]);
});

test('calendars that cannot be read hold nothing up: there are no deadlines then, and the timeline says so', async () => {
  const hire = await stage.submit({
    first: approval({ from: 'manager' }),
    ok: approval({ from: 'managersManager', after: ['first'], ...patience }),
  });
  stage.world.arrange = () => {
    throw ApplicationFailure.nonRetryable('no such location', 'invalid-request');
  };
  await hire.handle.signal('approve', { by: GRACE.email });
  await stage.pass(60);
  const view = await viewOf(hire);
  expect(view.timeline.at(-1)).toMatchObject({ kind: 'not-arranged', step: 'ok', note: 'no such location' });
  await hire.handle.signal('approve', { by: CARLA.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

test('a later wait counts from when it opened', async () => {
  const hire = await stage.submit({
    first: approval({ from: 'manager' }),
    ok: approval({ from: 'managersManager', after: ['first'], ...patience }),
  });
  await stage.pass(15);
  await hire.handle.signal('approve', { step: 'first', by: GRACE.email });
  const view = await hire.handle.result();
  const [opened = ''] = instantsOf(view, 'approval-requested ok');
  expectOnTime(opened, instantsOf(view, 'approved first')[0]);
  expectOnTime(instantsOf(view, 'reminded ok')[0], calendar.later(opened, 2));
  expectOnTime(instantsOf(view, 'expired ok')[0], calendar.later(opened, 10));
});
