import { ApplicationFailure } from '@temporalio/common';
import { activity, approval, days, dayOneAt, task } from '../../../src/planning/dsl';
import { HANNA, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { reschedule } from '../replanning';
import { kinds, seen, stepOf } from '../support';
import { calendar, dateAfter, type Hire, instantsOf, setTimeStage, startOf, viewOf } from './support';

const stage = setTimeStage();

const LIMIT = days(14);
const steps = {
  accounts: activity('accounts'),
  order: task({ for: 'it', after: ['accounts'] }),
};
const within = (then: 'escalate' | 'rollback', more: Parameters<typeof stage.submit>[0] = steps): Promise<Hire> =>
  stage.submit(more, { startsIn: 60, plan: { completeWithin: { moment: LIMIT, then } } });
const limitOf = ({ plan }: Hire): string => calendar.instantOf(LIMIT, plan.dayOne.date);

describe('what is not complete by then', () => {
  test('is rolled back where the plan says so; the same person can be submitted again', async () => {
    const hire = await within('rollback');
    const view = await hire.handle.result();
    expect(view.status).toBe('rolled-back');
    expectOnTime(instantsOf(view, 'deadline-passed')[0], limitOf(hire));
    expect(stage.world.calls).toEqual(['accounts', 'accounts.undo']);

    const again = await within('rollback');
    await stage.pass(10);
    await again.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await again.handle.result()).status).toBe('completed');
  });

  test('is escalated where the plan says so, once, and waits on for months', async () => {
    const hire = await within('escalate');
    await stage.until(limitOf(hire));
    await stage.pass(120);
    const view = await viewOf(hire);
    expect(view.status).toBe('in-progress');
    expect(instantsOf(view, 'deadline-passed')).toHaveLength(1);
    expectOnTime(instantsOf(view, 'deadline-passed')[0], limitOf(hire));
    expect(stage.mails()).toContain(`escalated ${HANNA.email}`);
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('is escalated once accounts are in use, whatever the plan says', async () => {
    const hire = await within('rollback', {
      activation: activity('activation', { start: dayOneAt('07:00') }),
      order: task({ for: 'it', after: ['activation'] }),
    });
    await stage.until(limitOf(hire));
    await stage.pass(60);
    expect(stage.world.calls).toEqual(['activation']);
    expect(kinds(await viewOf(hire)).at(-1)).toBe('deadline-passed');
    await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });
});

test('what is complete before is nobody’s matter', async () => {
  const hire = await within('rollback');
  await stage.pass(30);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await hire.handle.result();
  expect(kinds(view)).toEqual([
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
  await stage.pass(10);
  const date = dateAfter(hire.submittedAt, startsIn);
  await reschedule(hire.handle, date);
  const view = await hire.handle.result();
  expectOnTime(instantsOf(view, 'deadline-passed')[0], calendar.instantOf(LIMIT, date));
  expect([view.status, instantsOf(view, 'deadline-passed')]).toEqual(['rolled-back', [expect.any(String)]]);
});

test('a first day that is moved after it has passed has it pass again', async () => {
  const hire = await within('escalate');
  await stage.until(limitOf(hire));
  await seen(hire.handle, (view) => kinds(view).includes('deadline-passed'));
  const date = dateAfter(await stage.now(), 60);
  await reschedule(hire.handle, date);
  await stage.until(calendar.instantOf(LIMIT, date));
  const view = await seen(hire.handle, (current) => instantsOf(current, 'deadline-passed').length === 2);
  expectOnTime(instantsOf(view, 'deadline-passed')[1], calendar.instantOf(LIMIT, date));
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
    expect(stepOf(view, 'ok')).toMatchObject({ status: 'skipped', note: 'not reached' });
    expect(stage.world.calls).toEqual([]);
  });

  test('while a failure waits for its owner, who would have had time until later', async () => {
    stage.world.on('laptop', () => {
      throw ApplicationFailure.nonRetryable('no', 'Permanent');
    });
    const hire = await within('rollback', {
      laptop: activity('laptop', { start: days(10), decideWithin: '10 business days' }),
    });
    await stage.until(startOf(hire, 'laptop'));
    const failed = await seen(hire.handle, (view) => stepOf(view, 'laptop').decideBy !== undefined);
    expect(Date.parse(stepOf(failed, 'laptop').decideBy ?? '')).toBeGreaterThan(Date.parse(limitOf(hire)));
    const view = await hire.handle.result();
    expectOnTime(instantsOf(view, 'rolled-back')[0], limitOf(hire));
    expect(view.ending?.reason).toBe(`not complete by ${limitOf(hire)}`);
    expect(stage.world.calls).toEqual(['laptop', 'laptop.undo']);
  });
});
