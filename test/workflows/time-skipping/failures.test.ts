import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import { activity, approval, businessDays, dayOneAt, task } from '../../../src/planning/dsl';
import { GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { amend } from '../replanning';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import { berlinCalendar, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';

const stage = useTimeSkippingFixture();

const fails = (type: string) => () => {
  throw ApplicationFailure.nonRetryable(`no: ${type}`, type);
};

describe('a branch', () => {
  test('of people takes weeks, and then the graph goes on: what waited for the laptop has what was bought', async () => {
    stage.world.setBehaviour('laptop', fails('OutOfStock'));
    let given: Partial<EffectInput> = {};
    stage.world.setBehaviour('activation', (call) => (given = call));
    const hire = await stage.submit({
      laptop: activity('laptop', { start: businessDays(-20), onFailure: { OutOfStock: 'purchase' } }),
      purchase: task({
        for: 'it',
        only: 'as a branch',
        takes: '5 business days',
        remindAfter: '2 business days',
        escalateAfter: '4 business days',
        escalateTo: 'hr',
      }),
      ship: task({ for: 'it', after: ['laptop'] }),
      activation: activity('activation', { after: ['ship'], start: dayOneAt('07:00') }),
    });
    await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(getPlannedStart(hire, 'laptop') ?? '', 8));
    const asked = await queryView(hire);
    expect([getStepView(asked, 'laptop').branchedTo, getStepView(asked, 'ship').status]).toEqual([
      'purchase',
      'pending',
    ]);
    await hire.handle.signal('completeTask', { step: 'purchase', by: HUGO.email });
    await stage.skipDays(2);
    await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
    const view = await hire.handle.result();

    expectOnTime(listInstants(view, 'branched laptop')[0], getPlannedStart(hire, 'laptop'));
    const [opened = ''] = listInstants(view, 'task-requested purchase');
    expectOnTime(listInstants(view, 'reminded purchase')[0], berlinCalendar.addBusinessDaysToInstant(opened, 2));
    expectOnTime(listInstants(view, 'escalated purchase')[0], berlinCalendar.addBusinessDaysToInstant(opened, 4));
    expectOnTime(listInstants(view, 'task-requested ship')[0], listInstants(view, 'done purchase')[0]);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
    expect(stage.world.calls).toEqual(['laptop', 'laptop.undo', 'activation']);
    expect(given.onboardingId).toBe(view.id);
    expect(view.status).toBe('completed');
  });

  test('to another course: no person is asked, and what comes after keeps its instants', async () => {
    stage.world.setBehaviour('training', ({ step }) => (step === 'course' ? fails('NoSeat')() : undefined));
    const hire = await stage.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
      activation: activity('activation', { after: ['course'], start: dayOneAt('07:00') }),
    });
    const view = await hire.handle.result();
    expectOnTime(getStepView(view, 'remoteCourse').startedAt, getPlannedStart(hire, 'course'));
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
    expect(stage.world.calls).toEqual(['training', 'training.undo', 'training', 'activation']);
  });

  test('that is not needed is left out as soon as that is known', async () => {
    const hire = await stage.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
    });
    const view = await hire.handle.result();
    expectOnTime(getStepView(view, 'remoteCourse').endedAt, getPlannedStart(hire, 'course'));
    expect(getStepView(view, 'remoteCourse').status).toBe('skipped');
  });
});

describe('a failure that needs a person', () => {
  const asking = { owner: 'it', decideWithin: '2 business days' } as const;
  const steps = {
    accounts: activity('accounts', { start: businessDays(-20) }),
    laptop: activity('laptop', { after: ['accounts'], start: businessDays(-10), skippable: true, ...asking }),
    activation: activity('activation', { after: ['laptop'], start: dayOneAt('07:00') }),
  };
  const untilItFails = async (options: Parameters<typeof stage.submit>[1] = {}) => {
    stage.world.setBehaviour('laptop', fails('Permanent'));
    const hire = await stage.submit(steps, options);
    await stage.skipTo(getPlannedStart(hire, 'laptop'));
    const view = await waitForView(hire.handle, (current) => getStepView(current, 'laptop').decideBy !== undefined);
    const [failedAt = ''] = listInstants(view, 'failed laptop');
    expectOnTime(getStepView(view, 'laptop').decideBy, berlinCalendar.addBusinessDaysToInstant(failedAt, 2));
    return { ...hire, decideBy: getStepView(view, 'laptop').decideBy ?? '' };
  };
  const resolve = (action: string) => ({ step: 'laptop', action, by: IVO.email });

  test('retried the day after, the rest comes at its own instants', async () => {
    const hire = await untilItFails();
    expect(stage.world.snapshots.at(-1)?.waitingFor).toEqual([IVO.email]);
    await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(await stage.now(), 1));
    stage.world.setBehaviour('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    expect([view.status, getStepView(view, 'laptop').generation]).toEqual(['completed', 1]);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('retried in vain, there is all the time again', async () => {
    const hire = await untilItFails();
    await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(await stage.now(), 1));
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    const [, failedAgain = ''] = listInstants(view, 'failed laptop');
    expect(Date.parse(failedAgain)).toBeGreaterThan(Date.parse(getPlannedStart(hire, 'laptop') ?? ''));
    expectOnTime(listInstants(view, 'expired laptop')[0], berlinCalendar.addBusinessDaysToInstant(failedAgain, 2));
    expect(view.status).toBe('rolled-back');
  });

  test('skipped, what it may have done is undone, and the rest comes at its own instants', async () => {
    const hire = await untilItFails();
    await stage.skipDays(1);
    await hire.handle.signal('resolveFailure', resolve('skip'));
    const view = await hire.handle.result();
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'activation']);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('rolled back by its owner, at once', async () => {
    const hire = await untilItFails();
    await stage.skipDays(1);
    await hire.handle.signal('resolveFailure', resolve('rollback'));
    const view = await hire.handle.result();
    expect(view).toMatchObject({ status: 'rolled-back', ending: { by: IVO.email } });
    expectOnTime(listInstants(view, 'undone accounts')[0], listInstants(view, 'resolved laptop')[0]);
  });

  test('undecided in time: everything is rolled back, then and not before', async () => {
    const hire = await untilItFails();
    await stage.skipTo(new Date(Date.parse(hire.decideBy) - 60_000).toISOString());
    expect((await queryView(hire)).status).toBe('needs-attention');
    const view = await hire.handle.result();
    expect(view).toMatchObject({
      status: 'rolled-back',
      ending: { reason: 'T: no: Permanent; nobody decided in time' },
    });
    expectOnTime(listInstants(view, 'rolled-back')[0], hire.decideBy);
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'accounts.undo']);
  });

  test('amended first, then retried: taken back, and done with the new data as another generation', async () => {
    const hire = await untilItFails({ request: { equipment: ['laptop'] } });
    const tried: unknown[] = [];
    stage.world.setBehaviour('laptop', ({ generation, request }) => tried.push([generation, request.equipment]));
    await stage.skipDays(1);
    await amend(hire.handle, { equipment: ['phone'] });
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    expect(tried).toEqual([[2, ['phone']]]);
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'laptop', 'activation']);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('undecided once accounts are in use: no timer takes them away, HR is asked, and a retry counts months later', async () => {
    stage.world.setBehaviour('laptop', fails('Permanent'));
    const hire = await stage.submit({
      ok: approval({ from: 'manager' }),
      activation: activity('activation', { after: ['ok'], start: dayOneAt('07:00') }),
      laptop: activity('laptop', { after: ['activation'], ...asking }),
    });
    await hire.handle.signal('approve', { by: GRACE.email });
    await stage.skipTo(getPlannedStart(hire, 'activation'));
    await stage.skipDays(60);
    const view = await queryView(hire);
    expect(view.status).toBe('needs-attention');
    expectOnTime(
      listInstants(view, 'expired laptop')[0],
      berlinCalendar.addBusinessDaysToInstant(listInstants(view, 'failed laptop')[0] ?? '', 2),
    );
    expect(stage.listMails()).toContain(`escalated ${HANNA.email}`);
    expect(stage.world.calls).toEqual(['activation', 'laptop']);
    stage.world.setBehaviour('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', resolve('retry'));
    expect(summarizeTimeline(await hire.handle.result()).at(-1)).toBe('completed');
  });
});

describe('a system that is away', () => {
  const steps = { mailbox: activity('mailbox', { start: businessDays(-10), decideWithin: '1 business day' }) };

  test('for a day is tried until it is back, and nobody is asked', async () => {
    const hire = await stage.submit(steps);
    const backAt = Date.parse(getPlannedStart(hire, 'mailbox') ?? '') + 20 * 3_600_000;
    stage.world.setBehaviour('mailbox', async () => {
      if (Date.parse(await stage.now()) < backAt) throw new Error('away');
    });
    const view = await hire.handle.result();
    expect(summarizeTimeline(view)).toEqual(['submitted', 'started mailbox', 'done mailbox', 'completed']);
    expect(Date.parse(getStepView(view, 'mailbox').endedAt ?? '')).toBeGreaterThanOrEqual(backAt);
  });

  test('for longer than the activity has is a failure like any other', async () => {
    stage.world.setBehaviour('mailbox', () => {
      throw new Error('away');
    });
    const hire = await stage.submit(steps);
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    const [failedAt = ''] = listInstants(view, 'failed mailbox');
    expect(Date.parse(failedAt) - Date.parse(getPlannedStart(hire, 'mailbox') ?? '')).toBeGreaterThan(40 * 3_600_000);
    expectOnTime(listInstants(view, 'expired mailbox')[0], berlinCalendar.addBusinessDaysToInstant(failedAt, 1));
  });
});
