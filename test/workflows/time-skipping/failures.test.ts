import { ApplicationFailure } from '@temporalio/common';
import type { EffectCall } from '../../../src/domain/plan/types';
import { activity, approval, businessDays, dayOneAt, task } from '../../../src/planning/dsl';
import { GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { amend } from '../replanning';
import { kinds, seen, stepOf } from '../support';
import { calendar, instantsOf, setTimeStage, startOf, viewOf } from './support';

const stage = setTimeStage();

const fails = (type: string) => () => {
  throw ApplicationFailure.nonRetryable(`no: ${type}`, type);
};

describe('a branch', () => {
  test('of people takes weeks, and then the graph goes on: what waited for the laptop has what was bought', async () => {
    stage.world.on('laptop', fails('OutOfStock'));
    let given: Partial<EffectCall> = {};
    stage.world.on('activation', (call) => (given = call));
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
    await stage.until(calendar.later(startOf(hire, 'laptop') ?? '', 8));
    const asked = await viewOf(hire);
    expect([stepOf(asked, 'laptop').branchedTo, stepOf(asked, 'ship').status]).toEqual(['purchase', 'pending']);
    await hire.handle.signal('completeTask', { step: 'purchase', by: HUGO.email });
    await stage.pass(2);
    await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
    const view = await hire.handle.result();

    expectOnTime(instantsOf(view, 'branched laptop')[0], startOf(hire, 'laptop'));
    const [opened = ''] = instantsOf(view, 'task-requested purchase');
    expectOnTime(instantsOf(view, 'reminded purchase')[0], calendar.later(opened, 2));
    expectOnTime(instantsOf(view, 'escalated purchase')[0], calendar.later(opened, 4));
    expectOnTime(instantsOf(view, 'task-requested ship')[0], instantsOf(view, 'done purchase')[0]);
    expectOnTime(stepOf(view, 'activation').startedAt, startOf(hire, 'activation'));
    expect(stage.world.calls).toEqual(['laptop', 'laptop.undo', 'activation']);
    expect(given.onboardingId).toBe(view.id);
    expect(view.status).toBe('completed');
  });

  test('to another course: no person is asked, and what comes after keeps its instants', async () => {
    stage.world.on('training', ({ step }) => (step === 'course' ? fails('NoSeat')() : undefined));
    const hire = await stage.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
      activation: activity('activation', { after: ['course'], start: dayOneAt('07:00') }),
    });
    const view = await hire.handle.result();
    expectOnTime(stepOf(view, 'remoteCourse').startedAt, startOf(hire, 'course'));
    expectOnTime(stepOf(view, 'activation').startedAt, startOf(hire, 'activation'));
    expect(stage.world.calls).toEqual(['training', 'training.undo', 'training', 'activation']);
  });

  test('that is not needed is left out as soon as that is known', async () => {
    const hire = await stage.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
    });
    const view = await hire.handle.result();
    expectOnTime(stepOf(view, 'remoteCourse').endedAt, startOf(hire, 'course'));
    expect(stepOf(view, 'remoteCourse').status).toBe('skipped');
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
    stage.world.on('laptop', fails('Permanent'));
    const hire = await stage.submit(steps, options);
    await stage.until(startOf(hire, 'laptop'));
    const view = await seen(hire.handle, (current) => stepOf(current, 'laptop').decideBy !== undefined);
    const [failedAt = ''] = instantsOf(view, 'failed laptop');
    expectOnTime(stepOf(view, 'laptop').decideBy, calendar.later(failedAt, 2));
    return { ...hire, decideBy: stepOf(view, 'laptop').decideBy ?? '' };
  };
  const resolve = (action: string) => ({ step: 'laptop', action, by: IVO.email });

  test('retried the day after, the rest comes at its own instants', async () => {
    const hire = await untilItFails();
    expect(stage.world.snapshots.at(-1)?.waitingFor).toEqual([IVO.email]);
    await stage.until(calendar.later(await stage.now(), 1));
    stage.world.on('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    expect([view.status, stepOf(view, 'laptop').generation]).toEqual(['completed', 1]);
    expectOnTime(stepOf(view, 'activation').startedAt, startOf(hire, 'activation'));
  });

  test('retried in vain, there is all the time again', async () => {
    const hire = await untilItFails();
    await stage.until(calendar.later(await stage.now(), 1));
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    const [, failedAgain = ''] = instantsOf(view, 'failed laptop');
    expect(Date.parse(failedAgain)).toBeGreaterThan(Date.parse(startOf(hire, 'laptop') ?? ''));
    expectOnTime(instantsOf(view, 'expired laptop')[0], calendar.later(failedAgain, 2));
    expect(view.status).toBe('rolled-back');
  });

  test('skipped, what it may have done is undone, and the rest comes at its own instants', async () => {
    const hire = await untilItFails();
    await stage.pass(1);
    await hire.handle.signal('resolveFailure', resolve('skip'));
    const view = await hire.handle.result();
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'activation']);
    expectOnTime(stepOf(view, 'activation').startedAt, startOf(hire, 'activation'));
  });

  test('rolled back by its owner, at once', async () => {
    const hire = await untilItFails();
    await stage.pass(1);
    await hire.handle.signal('resolveFailure', resolve('rollback'));
    const view = await hire.handle.result();
    expect(view).toMatchObject({ status: 'rolled-back', ending: { by: IVO.email } });
    expectOnTime(instantsOf(view, 'undone accounts')[0], instantsOf(view, 'resolved laptop')[0]);
  });

  test('undecided in time: everything is rolled back, then and not before', async () => {
    const hire = await untilItFails();
    await stage.until(new Date(Date.parse(hire.decideBy) - 60_000).toISOString());
    expect((await viewOf(hire)).status).toBe('needs-attention');
    const view = await hire.handle.result();
    expect(view).toMatchObject({
      status: 'rolled-back',
      ending: { reason: 'T: no: Permanent; nobody decided in time' },
    });
    expectOnTime(instantsOf(view, 'rolled-back')[0], hire.decideBy);
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'accounts.undo']);
  });

  test('amended first, then retried: taken back, and done with the new data as another generation', async () => {
    const hire = await untilItFails({ request: { equipment: ['laptop'] } });
    const tried: unknown[] = [];
    stage.world.on('laptop', ({ generation, request }) => tried.push([generation, request.equipment]));
    await stage.pass(1);
    await amend(hire.handle, { equipment: ['phone'] });
    await hire.handle.signal('resolveFailure', resolve('retry'));
    const view = await hire.handle.result();
    expect(tried).toEqual([[2, ['phone']]]);
    expect(stage.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'laptop', 'activation']);
    expectOnTime(stepOf(view, 'activation').startedAt, startOf(hire, 'activation'));
  });

  test('undecided once accounts are in use: no timer takes them away, HR is asked, and a retry counts months later', async () => {
    stage.world.on('laptop', fails('Permanent'));
    const hire = await stage.submit({
      ok: approval({ from: 'manager' }),
      activation: activity('activation', { after: ['ok'], start: dayOneAt('07:00') }),
      laptop: activity('laptop', { after: ['activation'], ...asking }),
    });
    await hire.handle.signal('approve', { by: GRACE.email });
    await stage.until(startOf(hire, 'activation'));
    await stage.pass(60);
    const view = await viewOf(hire);
    expect(view.status).toBe('needs-attention');
    expectOnTime(instantsOf(view, 'expired laptop')[0], calendar.later(instantsOf(view, 'failed laptop')[0] ?? '', 2));
    expect(stage.mails()).toContain(`escalated ${HANNA.email}`);
    expect(stage.world.calls).toEqual(['activation', 'laptop']);
    stage.world.on('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', resolve('retry'));
    expect(kinds(await hire.handle.result()).at(-1)).toBe('completed');
  });
});

describe('a system that is away', () => {
  const steps = { mailbox: activity('mailbox', { start: businessDays(-10), decideWithin: '1 business day' }) };

  test('for a day is tried until it is back, and nobody is asked', async () => {
    const hire = await stage.submit(steps);
    const backAt = Date.parse(startOf(hire, 'mailbox') ?? '') + 20 * 3_600_000;
    stage.world.on('mailbox', async () => {
      if (Date.parse(await stage.now()) < backAt) throw new Error('away');
    });
    const view = await hire.handle.result();
    expect(kinds(view)).toEqual(['submitted', 'started mailbox', 'done mailbox', 'completed']);
    expect(Date.parse(stepOf(view, 'mailbox').endedAt ?? '')).toBeGreaterThanOrEqual(backAt);
  });

  test('for longer than the activity has is a failure like any other', async () => {
    stage.world.on('mailbox', () => {
      throw new Error('away');
    });
    const hire = await stage.submit(steps);
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    const [failedAt = ''] = instantsOf(view, 'failed mailbox');
    expect(Date.parse(failedAt) - Date.parse(startOf(hire, 'mailbox') ?? '')).toBeGreaterThan(40 * 3_600_000);
    expectOnTime(instantsOf(view, 'expired mailbox')[0], calendar.later(failedAt, 1));
  });
});
