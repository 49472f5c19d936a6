import { ApplicationFailure } from '@temporalio/common';
import { activity, anyOf, approval, businessDays, task } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { amend, reschedule } from '../replanning';
import {
  summarizeTimeline,
  waitForView,
  getStepView,
  listRejections,
  MANAGER_PARTIES,
  waitForFinalView,
} from '../support';
import {
  berlinCalendar,
  addDays,
  type StartedOnboarding,
  listInstants,
  useTimeSkippingFixture,
  getPlannedStart,
  queryView,
} from './support';
import { createReason } from '../../../src/domain/reasons/reason';

const fixture = useTimeSkippingFixture();

const MARY = { name: 'Mary', email: 'mary@example.com' };
const DORA = { name: 'Dora', email: 'dora@example.com' };
const throwPermanent = () => {
  throw ApplicationFailure.nonRetryable('no', 'Permanent');
};

describe('a cancel during a rollback', () => {
  test('changes nothing while an undo waits for a person', async () => {
    fixture.world.setBehaviour('laptop', throwPermanent);
    fixture.world.setBehaviour('accounts.undo', throwPermanent);
    const hire = await fixture.submit({
      accounts: activity('accounts', { start: businessDays(-20) }),
      laptop: activity('laptop', { after: ['accounts'], start: businessDays(-10) }),
    });
    await fixture.skipToStart(hire, 'laptop');
    await fixture.skipDays(7);
    await hire.handle.signal('cancel', { by: HANNA.email, reason: 'withdrawn' });
    await fixture.skipDays(7);
    await hire.handle.cancel();
    await fixture.skipDays(7);
    expect((await queryView(hire)).status).toBe('needs-attention');
    expect(listRejections(await queryView(hire))).toEqual([createReason('not-waiting.terminating', {})]);
    fixture.world.setBehaviour('accounts.undo', () => undefined);
    await hire.handle.signal('resolveFailure', { step: 'accounts', action: 'retry', by: HANNA.email });
    const view = await waitForFinalView(hire.handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: { code: 'step-failed', params: { step: 'laptop' } } },
    });
    expect(fixture.world.calls.filter((call) => call === 'laptop.undo')).toHaveLength(1);
  });
});

describe('rescheduled while a failed step waits for its owner', () => {
  const steps = {
    training: activity('training', {
      start: businessDays(-10),
      owner: 'it',
      decideWithin: '3 business days',
      redoWhenRescheduled: true,
    }),
  };
  const rescheduleDuringFailure = async () => {
    fixture.world.setBehaviour('training', throwPermanent);
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipTo(getPlannedStart(hire, 'training'));
    const failed = await waitForView(hire.handle, (view) => getStepView(view, 'training').decideBy !== undefined);
    const date = addDays(hire.submittedAt, 120);
    await reschedule(hire.handle, date);
    return { hire, date, decideBy: getStepView(failed, 'training').decideBy };
  };

  test('it is undone and retried for the new date', async () => {
    const { hire, date } = await rescheduleDuringFailure();
    const dates: string[] = [];
    fixture.world.setBehaviour('training', ({ dayOne, generation }) =>
      dates.push(`${String(generation)} ${dayOne.date}`),
    );
    await fixture.skipDays(1);
    expect((await queryView(hire)).status).toBe('needs-attention');
    await hire.handle.signal('resolveFailure', { step: 'training', action: 'retry', by: IVO.email });
    const view = await waitForFinalView(hire.handle);
    expect(dates).toEqual([`2 ${date}`]);
    expect(fixture.world.calls).toEqual(['training', 'training.undo', 'training']);
    expectOnTime(getStepView(view, 'training').startedAt, berlinCalendar.resolveRelativeTime(businessDays(-10), date));
  });

  test('undecided: the decision time is not extended', async () => {
    const { hire, decideBy } = await rescheduleDuringFailure();
    const view = await waitForFinalView(hire.handle);
    expect(view.status).toBe('rolled-back');
    expectOnTime(listInstants(view, 'expired training')[0], decideBy);
  });
});

describe('an approval close to its expiry', () => {
  const steps = {
    ok: approval({ from: 'manager', expireAfter: '10 business days', onExpiry: 'decline' }),
    accounts: activity('accounts', { after: ['ok'], start: businessDays(-5) }),
  };
  const approve = ({ handle }: StartedOnboarding) => handle.signal('approve', { step: 'ok', by: GRACE.email });

  test('sent a second before: it counts, and nothing expires', async () => {
    const hire = await fixture.submit(steps);
    const expiry = Date.parse(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 10));
    await fixture.skipTo(new Date(expiry - 1_000).toISOString());
    await approve(hire);
    const view = await waitForFinalView(hire.handle);
    expect(summarizeTimeline(view).filter((kind) => /^(approved|expired) ok$/.test(kind))).toEqual(['approved ok']);
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
  });
});

test('delegated to an absent person: the deputy is asked, all three may decide', async () => {
  for (const decider of [DORA, MARY, GRACE]) {
    const now = await fixture.now();
    const absences = [{ email: MARY.email, from: addDays(now, 5), to: addDays(now, 30), deputy: DORA }];
    const hire = await fixture.submit(
      { ok: approval({ from: 'manager', remindAfter: '10 business days' }) },
      { absences },
    );
    await fixture.skipDays(10);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await fixture.skipDays(10);
    expect(getStepView(await queryView(hire), 'ok').people).toEqual([DORA]);
    expect(fixture.listMails().slice(-2)).toEqual([`approval-requested ${DORA.email}`, `reminder ${DORA.email}`]);
    await hire.handle.signal('approve', { by: decider.email });
    expect(getStepView(await waitForFinalView(hire.handle), 'ok').decision?.by).toBe(decider.email);
  }
});

test.each([
  ['approve', 'decline'],
  ['decline', 'approve'],
] as const)('two concurrent decisions after weeks: only one of %s or %s counts', async (one, other) => {
  const hire = await fixture.submit({
    ok: approval({ from: anyOf('manager', 'finance') }),
    rest: task({ for: 'it', after: ['ok'] }),
  });
  await fixture.skipDays(20);
  await Promise.all([
    hire.handle.signal(one, { step: 'ok', by: GRACE.email }),
    hire.handle.signal(other, { step: 'ok', by: FIN.email }),
  ]);
  await hire.handle.signal('completeTask', { step: 'rest', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  const outcome = getStepView(view, 'ok').decision?.outcome;
  expect(view.status).toBe(outcome === 'approved' ? 'completed' : 'declined');
  expect(summarizeTimeline(view).filter((kind) => /^(approved|declined) ok$/.test(kind))).toHaveLength(1);
});

test('amended while escalated: the new manager decides, with the full time', async () => {
  const hire = await fixture.submit({
    ok: approval({
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: CARLA,
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
  });
  await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5));
  await waitForView(hire.handle, (view) => getStepView(view, 'ok').people?.length === 2);
  expect((await amend(hire.handle, { manager: MARY })).redone).toEqual(['ok']);
  const reopened = await waitForView(hire.handle, (view) => getStepView(view, 'ok').expireAt !== undefined);
  expect(getStepView(reopened, 'ok').people).toEqual([MARY]);
  await hire.handle.signal('approve', { by: CARLA.email });
  await hire.handle.signal('approve', { by: GRACE.email });
  const view = await waitForFinalView(hire.handle);
  const [, reopenedAt = ''] = listInstants(view, 'approval-requested ok');
  expectOnTime(reopenedAt, listInstants(view, 'amended')[0]);
  expectOnTime(listInstants(view, 'escalated ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 4));
  expectOnTime(listInstants(view, 'escalated ok')[1], berlinCalendar.addBusinessDaysToInstant(reopenedAt, 4));
  expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(reopenedAt, 10));
  const rejection = createReason('not-entitled.assignee', { step: 'ok', assignees: MANAGER_PARTIES });
  expect(listRejections(view)).toEqual([rejection, rejection]);
});

describe('other concurrent events', () => {
  test('rescheduled while escalated: assignees and deadlines stay', async () => {
    const hire = await fixture.submit(
      {
        ok: approval({
          from: 'manager',
          escalateAfter: '4 business days',
          escalateTo: 'hr',
          expireAfter: '10 business days',
        }),
        accounts: activity('accounts', { after: ['ok'], start: businessDays(-5) }),
      },
      { startsInDays: 60 },
    );
    await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5));
    const date = addDays(hire.submittedAt, 120);
    await reschedule(hire.handle, date);
    await fixture.skipDays(30);
    await hire.handle.signal('approve', { by: HUGO.email });
    const view = await waitForFinalView(hire.handle);
    expect(listInstants(view, 'approval-requested ok')).toHaveLength(1);
    expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 10));
    expectOnTime(getStepView(view, 'accounts').startedAt, berlinCalendar.resolveRelativeTime(businessDays(-5), date));
  });
});
