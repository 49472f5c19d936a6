import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import { activity, approval, businessDays, dayOneAt, task } from '../../../src/planning/dsl';
import { GRACE, HANNA, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { amend } from '../replanning';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import { berlinCalendar, listInstants, useTimeSkippingFixture, getPlannedStart, queryView } from './support';

const fixture = useTimeSkippingFixture();

const throwOfType = (type: string) => () => {
  throw ApplicationFailure.nonRetryable(`no: ${type}`, type);
};

describe('a branch', () => {
  test('with a task takes weeks; later steps get its result', async () => {
    fixture.world.setBehaviour('laptop', throwOfType('OutOfStock'));
    let receivedCall: Partial<EffectInput> = {};
    fixture.world.setBehaviour('activation', (call) => (receivedCall = call));
    const hire = await fixture.submit({
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
    await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(getPlannedStart(hire, 'laptop') ?? '', 8));
    const branchedView = await queryView(hire);
    expect([getStepView(branchedView, 'laptop').branchedTo, getStepView(branchedView, 'ship').status]).toEqual([
      'purchase',
      'pending',
    ]);
    await hire.handle.signal('completeTask', { step: 'purchase', by: HUGO.email });
    await fixture.skipDays(2);
    await hire.handle.signal('completeTask', { step: 'ship', by: IVO.email });
    const view = await waitForFinalView(hire.handle);

    expectOnTime(listInstants(view, 'branched laptop')[0], getPlannedStart(hire, 'laptop'));
    const [openedAt = ''] = listInstants(view, 'task-requested purchase');
    expectOnTime(listInstants(view, 'reminded purchase')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 2));
    expectOnTime(listInstants(view, 'escalated purchase')[0], berlinCalendar.addBusinessDaysToInstant(openedAt, 4));
    expectOnTime(listInstants(view, 'task-requested ship')[0], listInstants(view, 'done purchase')[0]);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
    expect(fixture.world.calls).toEqual(['laptop', 'laptop.undo', 'activation']);
    expect(receivedCall.onboardingId).toBe(view.id);
    expect(view.status).toBe('completed');
  });

  test('to another course: nobody is asked, and successors keep their dates', async () => {
    fixture.world.setBehaviour('training', ({ step }) => (step === 'course' ? throwOfType('NoSeat')() : undefined));
    const hire = await fixture.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
      activation: activity('activation', { after: ['course'], start: dayOneAt('07:00') }),
    });
    const view = await waitForFinalView(hire.handle);
    expectOnTime(getStepView(view, 'remoteCourse').startedAt, getPlannedStart(hire, 'course'));
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
    expect(fixture.world.calls).toEqual(['training', 'training.undo', 'training', 'activation']);
  });

  test('that is not needed is skipped as soon as possible', async () => {
    const hire = await fixture.submit({
      course: activity('training', { start: businessDays(-5), onFailure: { NoSeat: 'remoteCourse' } }),
      remoteCourse: activity('training', { only: 'as a branch' }),
    });
    const view = await waitForFinalView(hire.handle);
    expectOnTime(getStepView(view, 'remoteCourse').endedAt, getPlannedStart(hire, 'course'));
    expect(getStepView(view, 'remoteCourse').status).toBe('skipped');
  });
});

describe('a failure that needs a person', () => {
  const ownerOptions = { owner: 'it', decideWithin: '2 business days' } as const;
  const steps = {
    accounts: activity('accounts', { start: businessDays(-20) }),
    laptop: activity('laptop', { after: ['accounts'], start: businessDays(-10), ...ownerOptions }),
    activation: activity('activation', { after: ['laptop'], start: dayOneAt('07:00') }),
  };
  const submitUntilFailure = async (options: Parameters<typeof fixture.submit>[1] = {}, laptopOptions = {}) => {
    fixture.world.setBehaviour('laptop', throwOfType('Permanent'));
    const hire = await fixture.submit({ ...steps, laptop: { ...steps.laptop, ...laptopOptions } }, options);
    await fixture.skipTo(getPlannedStart(hire, 'laptop'));
    const view = await waitForView(hire.handle, (current) => getStepView(current, 'laptop').decideBy !== undefined);
    const [failedAt = ''] = listInstants(view, 'failed laptop');
    expectOnTime(getStepView(view, 'laptop').decideBy, berlinCalendar.addBusinessDaysToInstant(failedAt, 2));
    return { ...hire, decideBy: getStepView(view, 'laptop').decideBy ?? '' };
  };
  const createResolution = (action: string) => ({ step: 'laptop', action, by: IVO.email });

  test('retried a day later, the rest keeps its dates', async () => {
    const hire = await submitUntilFailure();
    expect(fixture.world.snapshots.at(-1)?.pendingPeople).toEqual([IVO.email]);
    await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(await fixture.now(), 1));
    fixture.world.setBehaviour('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', createResolution('retry'));
    const view = await waitForFinalView(hire.handle);
    expect([view.status, getStepView(view, 'laptop').generation]).toEqual(['completed', 1]);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('retried without success, the full decision time applies again', async () => {
    const hire = await submitUntilFailure();
    await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(await fixture.now(), 1));
    await hire.handle.signal('resolveFailure', createResolution('retry'));
    const view = await waitForFinalView(hire.handle);
    const [, failedAgain = ''] = listInstants(view, 'failed laptop');
    expect(Date.parse(failedAgain)).toBeGreaterThan(Date.parse(getPlannedStart(hire, 'laptop') ?? ''));
    expectOnTime(listInstants(view, 'expired laptop')[0], berlinCalendar.addBusinessDaysToInstant(failedAgain, 2));
    expect(view.status).toBe('rolled-back');
  });

  test('skipped after an undo, the rest keeps its dates', async () => {
    const hire = await submitUntilFailure({}, { essential: false });
    await fixture.skipDays(1);
    await hire.handle.signal('resolveFailure', createResolution('skip'));
    const view = await waitForFinalView(hire.handle);
    expect(fixture.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'activation']);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('rolled back by its owner, at once', async () => {
    const hire = await submitUntilFailure();
    await fixture.skipDays(1);
    await hire.handle.signal('resolveFailure', createResolution('rollback'));
    const view = await waitForFinalView(hire.handle);
    expect(view).toMatchObject({ status: 'rolled-back', termination: { by: IVO.email } });
    expectOnTime(listInstants(view, 'undone accounts')[0], listInstants(view, 'resolved laptop')[0]);
  });

  test('undecided, though not essential: it escalates, keeps waiting, and nothing is undone', async () => {
    const hire = await submitUntilFailure({}, { essential: false });
    await fixture.skipTo(hire.decideBy);
    await fixture.skipDays(60);
    const view = await queryView(hire);
    expectOnTime(listInstants(view, 'expired laptop')[0], hire.decideBy);
    expect([view.status, view.termination]).toEqual(['needs-attention', undefined]);
    expect(fixture.listMails().filter((mail) => mail.startsWith('escalated'))).toEqual([
      `escalated ${HANNA.email}`,
      `escalated ${HUGO.email}`,
      `escalated ${IVO.email}`,
    ]);
    expect(getStepView(view, 'laptop').people).toEqual([IVO, HANNA, HUGO]);
    fixture.world.setBehaviour('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', createResolution('retry'));
    expect((await hire.handle.result()).status).toBe('completed');
    expect(fixture.world.calls).toEqual(['accounts', 'laptop', 'laptop', 'activation']);
  });

  test('undecided: everything is rolled back at the deadline, not before', async () => {
    const hire = await submitUntilFailure();
    await fixture.skipTo(new Date(Date.parse(hire.decideBy) - 60_000).toISOString());
    expect((await queryView(hire)).status).toBe('needs-attention');
    const view = await waitForFinalView(hire.handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: { code: 'step-undecided', params: { step: 'laptop', cause: { code: 'Permanent' } } } },
    });
    expectOnTime(listInstants(view, 'rolled-back')[0], hire.decideBy);
    expect(fixture.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'accounts.undo']);
  });

  test('amended, then retried: undone, and run as a new generation', async () => {
    const hire = await submitUntilFailure({ request: { equipment: ['laptop'] } });
    const attempts: unknown[] = [];
    fixture.world.setBehaviour('laptop', ({ generation, request }) => attempts.push([generation, request.equipment]));
    await fixture.skipDays(1);
    await amend(hire.handle, { equipment: ['phone'] });
    await hire.handle.signal('resolveFailure', createResolution('retry'));
    const view = await waitForFinalView(hire.handle);
    expect(attempts).toEqual([[2, ['phone']]]);
    expect(fixture.world.calls).toEqual(['accounts', 'laptop', 'laptop.undo', 'laptop', 'activation']);
    expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(hire, 'activation'));
  });

  test('undecided after the pivot: HR is asked, and a retry counts later', async () => {
    fixture.world.setBehaviour('laptop', throwOfType('Permanent'));
    const hire = await fixture.submit({
      ok: approval({ from: 'manager' }),
      activation: activity('activation', { after: ['ok'], start: dayOneAt('07:00') }),
      laptop: activity('laptop', { after: ['activation'], ...ownerOptions }),
    });
    await hire.handle.signal('approve', { by: GRACE.email });
    await fixture.skipTo(getPlannedStart(hire, 'activation'));
    await fixture.skipDays(60);
    const view = await queryView(hire);
    expect(view.status).toBe('needs-attention');
    expectOnTime(
      listInstants(view, 'expired laptop')[0],
      berlinCalendar.addBusinessDaysToInstant(listInstants(view, 'failed laptop')[0] ?? '', 2),
    );
    expect(fixture.listMails()).toContain(`escalated ${HANNA.email}`);
    expect(fixture.world.calls).toEqual(['activation', 'laptop']);
    fixture.world.setBehaviour('laptop', () => undefined);
    await hire.handle.signal('resolveFailure', createResolution('retry'));
    expect(summarizeTimeline(await waitForFinalView(hire.handle)).at(-1)).toBe('completed');
  });
});

describe('a system outage', () => {
  const steps = { mailbox: activity('mailbox', { start: businessDays(-10), decideWithin: '1 business day' }) };

  test('of a day is retried until it ends, and nobody is asked', async () => {
    const hire = await fixture.submit(steps);
    const backAt = Date.parse(getPlannedStart(hire, 'mailbox') ?? '') + 20 * 3_600_000;
    fixture.world.setBehaviour('mailbox', async () => {
      if (Date.parse(await fixture.now()) < backAt) throw new Error('away');
    });
    const view = await waitForFinalView(hire.handle);
    expect(summarizeTimeline(view)).toEqual(['submitted', 'started mailbox', 'done mailbox', 'completed']);
    expect(Date.parse(getStepView(view, 'mailbox').endedAt ?? '')).toBeGreaterThanOrEqual(backAt);
  });

  test('longer than the activity’s limit is a failure', async () => {
    fixture.world.setBehaviour('mailbox', () => {
      throw new Error('away');
    });
    const hire = await fixture.submit(steps);
    const view = await waitForFinalView(hire.handle);
    expect(view.status).toBe('rolled-back');
    const [failedAt = ''] = listInstants(view, 'failed mailbox');
    expect(Date.parse(failedAt) - Date.parse(getPlannedStart(hire, 'mailbox') ?? '')).toBeGreaterThan(40 * 3_600_000);
    expectOnTime(listInstants(view, 'expired mailbox')[0], berlinCalendar.addBusinessDaysToInstant(failedAt, 1));
  });
});
