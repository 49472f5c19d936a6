import { ApplicationFailure } from '@temporalio/common';
import { activity, anyOf, approval, businessDays, task } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { amend, reschedule } from '../replanning';
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

const MARY = { name: 'Mary', email: 'mary@example.com' };
const DORA = { name: 'Dora', email: 'dora@example.com' };
const fails = () => {
  throw ApplicationFailure.nonRetryable('no', 'Permanent');
};
const ignored = async (hire: StartedOnboarding) =>
  (await queryView(hire)).timeline.filter(({ kind }) => kind === 'ignored').map(({ note }) => note);

describe('a cancel during a rollback', () => {
  test('changes nothing while an undo waits for a person for weeks, whoever sends it', async () => {
    stage.world.setBehaviour('laptop', fails);
    stage.world.setBehaviour('accounts.undo', fails);
    const hire = await stage.submit({
      accounts: activity('accounts', { start: businessDays(-20) }),
      laptop: activity('laptop', { after: ['accounts'], start: businessDays(-10) }),
    });
    await stage.skipToStart(hire, 'laptop');
    await stage.skipDays(7);
    await hire.handle.signal('cancel', { by: HANNA.email, reason: 'withdrawn' });
    await stage.skipDays(7);
    await hire.handle.cancel();
    await stage.skipDays(7);
    expect((await queryView(hire)).status).toBe('needs-attention');
    expect(await ignored(hire)).toEqual(['not-waiting: it is already being ended']);
    stage.world.setBehaviour('accounts.undo', () => undefined);
    await hire.handle.signal('resolveFailure', { step: 'accounts', action: 'retry', by: HANNA.email });
    const view = await hire.handle.result();
    expect(view).toMatchObject({ status: 'rolled-back', ending: { reason: 'T: no' } });
    expect(stage.world.calls.filter((call) => call === 'laptop.undo')).toHaveLength(1);
  });
});

describe('a first day that is moved while a failed step waits for its owner', () => {
  const steps = {
    training: activity('training', {
      start: businessDays(-10),
      owner: 'it',
      decideWithin: '3 business days',
      redoWhenRescheduled: true,
    }),
  };
  const moved = async () => {
    stage.world.setBehaviour('training', fails);
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipTo(getPlannedStart(hire, 'training'));
    const failed = await waitForView(hire.handle, (view) => getStepView(view, 'training').decideBy !== undefined);
    const date = addDays(hire.submittedAt, 120);
    await reschedule(hire.handle, date);
    return { hire, date, decideBy: getStepView(failed, 'training').decideBy };
  };

  test('it is taken back and tried again for the new date, at the new instant', async () => {
    const { hire, date } = await moved();
    const dates: string[] = [];
    stage.world.setBehaviour('training', ({ dayOne, generation }) =>
      dates.push(`${String(generation)} ${dayOne.date}`),
    );
    await stage.skipDays(1);
    expect((await queryView(hire)).status).toBe('needs-attention');
    await hire.handle.signal('resolveFailure', { step: 'training', action: 'retry', by: IVO.email });
    const view = await hire.handle.result();
    expect(dates).toEqual([`2 ${date}`]);
    expect(stage.world.calls).toEqual(['training', 'training.undo', 'training']);
    expectOnTime(getStepView(view, 'training').startedAt, berlinCalendar.resolveRelativeTime(businessDays(-10), date));
  });

  test('or nobody decides: the time to do so has not become longer', async () => {
    const { hire, decideBy } = await moved();
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    expectOnTime(listInstants(view, 'expired training')[0], decideBy);
  });
});

describe('an approval in the moment of its expiry', () => {
  const steps = {
    ok: approval({ from: 'manager', expireAfter: '10 business days', onExpiry: 'decline' }),
    accounts: activity('accounts', { after: ['ok'], start: businessDays(-5) }),
  };
  const approve = ({ handle }: StartedOnboarding) => handle.signal('approve', { step: 'ok', by: GRACE.email });

  test('that comes a second before: it counts, and nothing expires', async () => {
    const hire = await stage.submit(steps);
    const expiry = Date.parse(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 10));
    await stage.skipTo(new Date(expiry - 1_000).toISOString());
    await approve(hire);
    const view = await hire.handle.result();
    expect(summarizeTimeline(view).filter((kind) => /^(approved|expired) ok$/.test(kind))).toEqual(['approved ok']);
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
  });
});

test('delegated to somebody who is away: the deputy is asked and reminded, and each of the three may decide', async () => {
  for (const decider of [DORA, MARY, GRACE]) {
    const now = await stage.now();
    const absences = [{ email: MARY.email, from: addDays(now, 5), to: addDays(now, 30), deputy: DORA }];
    const hire = await stage.submit(
      { ok: approval({ from: 'manager', remindAfter: '10 business days' }) },
      { absences },
    );
    await stage.skipDays(10);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await stage.skipDays(10);
    expect(getStepView(await queryView(hire), 'ok').people).toEqual([DORA]);
    expect(stage.listMails().slice(-2)).toEqual([`approval-requested ${DORA.email}`, `reminder ${DORA.email}`]);
    await hire.handle.signal('approve', { by: decider.email });
    expect(getStepView(await hire.handle.result(), 'ok').decision?.by).toBe(decider.email);
  }
});

test.each([
  ['approve', 'decline'],
  ['decline', 'approve'],
] as const)('two people at once, after weeks of silence: %s or %s counts, and only one of them', async (one, other) => {
  const hire = await stage.submit({
    ok: approval({ from: anyOf('manager', 'finance') }),
    rest: task({ for: 'it', after: ['ok'] }),
  });
  await stage.skipDays(20);
  await Promise.all([
    hire.handle.signal(one, { step: 'ok', by: GRACE.email }),
    hire.handle.signal(other, { step: 'ok', by: FIN.email }),
  ]);
  await hire.handle.signal('completeTask', { step: 'rest', by: IVO.email });
  const view = await hire.handle.result();
  const outcome = getStepView(view, 'ok').decision?.outcome;
  expect(view.status).toBe(outcome === 'approved' ? 'completed' : 'declined');
  expect(summarizeTimeline(view).filter((kind) => /^(approved|declined) ok$/.test(kind))).toHaveLength(1);
});

test('amended while escalated: the new manager is asked, has all the time again, and the old ones have no say', async () => {
  const hire = await stage.submit({
    ok: approval({
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: CARLA,
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
  });
  await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5));
  await waitForView(hire.handle, (view) => getStepView(view, 'ok').people?.length === 2);
  expect((await amend(hire.handle, { manager: MARY })).redone).toEqual(['ok']);
  const asked = await waitForView(hire.handle, (view) => getStepView(view, 'ok').expireAt !== undefined);
  expect(getStepView(asked, 'ok').people).toEqual([MARY]);
  await hire.handle.signal('approve', { by: CARLA.email });
  await hire.handle.signal('approve', { by: GRACE.email });
  const view = await hire.handle.result();
  const [, again = ''] = listInstants(view, 'approval-requested ok');
  expectOnTime(again, listInstants(view, 'amended')[0]);
  expectOnTime(listInstants(view, 'escalated ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 4));
  expectOnTime(listInstants(view, 'escalated ok')[1], berlinCalendar.addBusinessDaysToInstant(again, 4));
  expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(again, 10));
  expect(view.timeline.filter(({ kind }) => kind === 'ignored').map(({ note }) => note)).toEqual([
    'not-entitled: ok is for manager',
    'not-entitled: ok is for manager',
  ]);
});

describe('others that can meet', () => {
  test('a first day that is moved while escalated: who is asked stays asked, with the time they had', async () => {
    const hire = await stage.submit(
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
    await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 5));
    const date = addDays(hire.submittedAt, 120);
    await reschedule(hire.handle, date);
    await stage.skipDays(30);
    await hire.handle.signal('approve', { by: HUGO.email });
    const view = await hire.handle.result();
    expect(listInstants(view, 'approval-requested ok')).toHaveLength(1);
    expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 10));
    expectOnTime(getStepView(view, 'accounts').startedAt, berlinCalendar.resolveRelativeTime(businessDays(-5), date));
  });
});
