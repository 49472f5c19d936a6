import { ApplicationFailure } from '@temporalio/common';
import { activity, approval, days, dayOneAt, task } from '../../../src/planning/dsl';
import { HANNA, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { reschedule } from '../replanning';
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

const LIMIT = days(14);
const steps = {
  accounts: activity('accounts'),
  order: task({ for: 'it', after: ['accounts'] }),
};
const within = (
  then: 'escalate' | 'rollback',
  more: Parameters<typeof stage.submit>[0] = steps,
): Promise<StartedOnboarding> =>
  stage.submit(more, { startsInDays: 60, plan: { completeWithin: { moment: LIMIT, then } } });
const limitOf = ({ plan }: StartedOnboarding): string => berlinCalendar.resolveRelativeTime(LIMIT, plan.dayOne.date);

describe('what is not complete by then', () => {
  test('is rolled back where the plan says so; the same person can be submitted again', async () => {
    const hire = await within('rollback');
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    expectOnTime(listInstants(view, 'deadline-passed')[0], limitOf(hire));
    expect(stage.world.calls).toEqual(['accounts', 'accounts.undo']);

    const again = await within('rollback');
    await stage.skipDays(10);
    await again.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await again.handle.result()).status).toBe('completed');
  });

  test('is escalated where the plan says so, once, and waits on for months', async () => {
    const hire = await within('escalate');
    await stage.skipTo(limitOf(hire));
    await stage.skipDays(120);
    const view = await queryView(hire);
    expect(view.status).toBe('in-progress');
    expect(listInstants(view, 'deadline-passed')).toHaveLength(1);
    expectOnTime(listInstants(view, 'deadline-passed')[0], limitOf(hire));
    expect(stage.listMails()).toContain(`escalated ${HANNA.email}`);
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('is escalated once accounts are in use, whatever the plan says', async () => {
    const hire = await within('rollback', {
      activation: activity('activation', { start: dayOneAt('07:00') }),
      order: task({ for: 'it', after: ['activation'] }),
    });
    await stage.skipTo(limitOf(hire));
    await stage.skipDays(60);
    expect(stage.world.calls).toEqual(['activation']);
    expect(summarizeTimeline(await queryView(hire)).at(-1)).toBe('deadline-passed');
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });
});

test('what is complete before is nobody’s matter', async () => {
  const hire = await within('rollback');
  await stage.skipDays(30);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await hire.handle.result();
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
])('a first day that is moved %s moves it along', async (_what, startsIn) => {
  const hire = await within('rollback');
  await stage.skipDays(10);
  const date = addDays(hire.submittedAt, startsIn);
  await reschedule(hire.handle, date);
  const view = await hire.handle.result();
  expectOnTime(listInstants(view, 'deadline-passed')[0], berlinCalendar.resolveRelativeTime(LIMIT, date));
  expect([view.status, listInstants(view, 'deadline-passed')]).toEqual(['rolled-back', [expect.any(String)]]);
});

test('a first day that is moved after it has passed has it pass again', async () => {
  const hire = await within('escalate');
  await stage.skipTo(limitOf(hire));
  await waitForView(hire.handle, (view) => summarizeTimeline(view).includes('deadline-passed'));
  const date = addDays(await stage.now(), 60);
  await reschedule(hire.handle, date);
  await stage.skipTo(berlinCalendar.resolveRelativeTime(LIMIT, date));
  const view = await waitForView(hire.handle, (current) => listInstants(current, 'deadline-passed').length === 2);
  expectOnTime(listInstants(view, 'deadline-passed')[1], berlinCalendar.resolveRelativeTime(LIMIT, date));
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  expect((await hire.handle.result()).status).toBe('completed');
});

describe('it passes', () => {
  test('while nobody has decided yet: nothing was done, and nothing is', async () => {
    const hire = await within('rollback', {
      ok: approval({ from: 'manager' }),
      ...steps,
      accounts: activity('accounts', { after: ['ok'] }),
    });
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    expect(getStepView(view, 'ok')).toMatchObject({ status: 'skipped', note: 'not reached' });
    expect(stage.world.calls).toEqual([]);
  });

  test('while a failure waits for its owner, who would have had time until later', async () => {
    stage.world.setBehaviour('laptop', () => {
      throw ApplicationFailure.nonRetryable('no', 'Permanent');
    });
    const hire = await within('rollback', {
      laptop: activity('laptop', { start: days(10), decideWithin: '10 business days' }),
    });
    await stage.skipTo(getPlannedStart(hire, 'laptop'));
    const failed = await waitForView(hire.handle, (view) => getStepView(view, 'laptop').decideBy !== undefined);
    expect(Date.parse(getStepView(failed, 'laptop').decideBy ?? '')).toBeGreaterThan(Date.parse(limitOf(hire)));
    const view = await hire.handle.result();
    expectOnTime(listInstants(view, 'rolled-back')[0], limitOf(hire));
    expect(view.ending?.reason).toBe(`not complete by ${limitOf(hire)}`);
    expect(stage.world.calls).toEqual(['laptop', 'laptop.undo']);
  });
});
