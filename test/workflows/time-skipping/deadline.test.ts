import { ApplicationFailure } from '@temporalio/common';
import { activity, approval, days, dayOneAt, task } from '../../../src/planning/dsl';
import { HANNA, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { reschedule } from '../replanning';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
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

const TIME_LIMIT = days(14);
const steps = {
  accounts: activity('accounts'),
  order: task({ for: 'it', after: ['accounts'] }),
};
const submitWithDeadline = (
  then: 'escalate' | 'rollback',
  otherSteps: Parameters<typeof fixture.submit>[0] = steps,
): Promise<StartedOnboarding> =>
  fixture.submit(otherSteps, { startsInDays: 60, plan: { completeWithin: { moment: TIME_LIMIT, then } } });
const getDeadline = ({ plan }: StartedOnboarding): string =>
  berlinCalendar.resolveRelativeTime(TIME_LIMIT, plan.dayOne.date);

describe('a missed deadline', () => {
  test('rolls back if the plan says so; the person can be submitted again', async () => {
    const hire = await submitWithDeadline('rollback');
    const view = await waitForFinalView(hire.handle);
    expect(view.status).toBe('rolled-back');
    expectOnTime(listInstants(view, 'deadline-passed')[0], getDeadline(hire));
    expect(fixture.world.calls).toEqual(['accounts', 'accounts.undo']);

    const again = await submitWithDeadline('rollback');
    await fixture.skipDays(10);
    await again.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await again.handle.result()).status).toBe('completed');
  });

  test('escalates once if the plan says so, and keeps waiting', async () => {
    const hire = await submitWithDeadline('escalate');
    await fixture.skipTo(getDeadline(hire));
    await fixture.skipDays(120);
    const view = await queryView(hire);
    expect(view.status).toBe('in-progress');
    expect(listInstants(view, 'deadline-passed')).toHaveLength(1);
    expectOnTime(listInstants(view, 'deadline-passed')[0], getDeadline(hire));
    expect(fixture.listMails()).toContain(`escalated ${HANNA.email}`);
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('escalates after the pivot, regardless of the plan', async () => {
    const hire = await submitWithDeadline('rollback', {
      activation: activity('activation', { start: dayOneAt('07:00') }),
      order: task({ for: 'it', after: ['activation'] }),
    });
    await fixture.skipTo(getDeadline(hire));
    await fixture.skipDays(60);
    expect(fixture.world.calls).toEqual(['activation']);
    expect(summarizeTimeline(await queryView(hire)).at(-1)).toBe('deadline-passed');
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });
});

test('completion before the deadline has no consequence', async () => {
  const hire = await submitWithDeadline('rollback');
  await fixture.skipDays(30);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  expect(summarizeTimeline(view)).toEqual([
    'submitted',
    'started accounts',
    'done accounts',
    'task-requested order',
    'done order',
    'completed',
  ]);
});

test.each([
  ['later', 100],
  ['earlier', 30],
])('a start date moved %s moves the deadline', async (_what, startsIn) => {
  const hire = await submitWithDeadline('rollback');
  await fixture.skipDays(10);
  const date = addDays(hire.submittedAt, startsIn);
  await reschedule(hire.handle, date);
  const view = await waitForFinalView(hire.handle);
  expectOnTime(listInstants(view, 'deadline-passed')[0], berlinCalendar.resolveRelativeTime(TIME_LIMIT, date));
  expect([view.status, listInstants(view, 'deadline-passed')]).toEqual(['rolled-back', [expect.any(String)]]);
});

test('a start date moved after the deadline sets a new one', async () => {
  const hire = await submitWithDeadline('escalate');
  await fixture.skipTo(getDeadline(hire));
  await waitForView(hire.handle, (view) => summarizeTimeline(view).includes('deadline-passed'));
  const date = addDays(await fixture.now(), 60);
  await reschedule(hire.handle, date);
  await fixture.skipTo(berlinCalendar.resolveRelativeTime(TIME_LIMIT, date));
  const view = await waitForView(hire.handle, (current) => listInstants(current, 'deadline-passed').length === 2);
  expectOnTime(listInstants(view, 'deadline-passed')[1], berlinCalendar.resolveRelativeTime(TIME_LIMIT, date));
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

describe('the deadline passes', () => {
  test('before any decision: nothing was done', async () => {
    const hire = await submitWithDeadline('rollback', {
      ok: approval({ from: 'manager' }),
      ...steps,
      accounts: activity('accounts', { after: ['ok'] }),
    });
    const view = await waitForFinalView(hire.handle);
    expect(view.status).toBe('rolled-back');
    expect(getStepView(view, 'ok')).toMatchObject({
      status: 'skipped',
      reason: createReason('skipped.not-reached', {}),
    });
    expect(fixture.world.calls).toEqual([]);
  });

  test.each(['laptop', 'invitation'])(
    'while a failure of %s waits for its owner that is not essential: it escalates, and undoes nothing',
    async (name) => {
      fixture.world.setBehaviour(name, () => {
        throw ApplicationFailure.nonRetryable('no', 'Permanent');
      });
      const hire = await submitWithDeadline('rollback', {
        accounts: activity('accounts', { start: days(5) }),
        trifle: activity(name, { start: days(10), essential: false }),
        last: activity('training', { after: ['trifle'] }),
      });
      await fixture.skipTo(getDeadline(hire));
      await fixture.skipDays(1);
      const view = await waitForView(hire.handle, (current) => listInstants(current, 'deadline-passed').length > 0);
      expect([view.status, view.termination]).toEqual(['needs-attention', undefined]);
      expect(fixture.world.calls).toEqual(['accounts', name]);
      await hire.handle.signal('resolveFailure', { step: 'trifle', action: 'skip', by: IVO.email });
      expect((await hire.handle.result()).status).toBe('completed');
    },
  );

  test('while a failure waits for its owner, who would have had more time', async () => {
    fixture.world.setBehaviour('laptop', () => {
      throw ApplicationFailure.nonRetryable('no', 'Permanent');
    });
    const hire = await submitWithDeadline('rollback', {
      laptop: activity('laptop', { start: days(10), decideWithin: '10 business days' }),
    });
    await fixture.skipTo(getPlannedStart(hire, 'laptop'));
    const failed = await waitForView(hire.handle, (view) => getStepView(view, 'laptop').decideBy !== undefined);
    expect(Date.parse(getStepView(failed, 'laptop').decideBy ?? '')).toBeGreaterThan(Date.parse(getDeadline(hire)));
    const view = await waitForFinalView(hire.handle);
    expectOnTime(listInstants(view, 'rolled-back')[0], getDeadline(hire));
    expect(view.termination?.reason).toEqual(createReason('deadline-missed', { deadline: getDeadline(hire) }));
    expect(fixture.world.calls).toEqual(['laptop', 'laptop.undo']);
  });
});
