import { ApplicationFailure } from '@temporalio/common';
import { heartbeat, sleep } from '@temporalio/activity';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  HR,
  summarizeTimeline,
  MANAGER,
  waitForView,
  getStepView,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const diamond = [
  createApprovalStep('ok'),
  createActivityStep('a', ['ok']),
  createActivityStep('b', ['ok']),
  createActivityStep('c', ['a', 'b']),
];
const NO_SEAT = { code: 'Permanent', params: { message: 'no seat is left' } };
const isBefore = (list: string[], first: string, second: string): boolean => list.indexOf(first) < list.indexOf(second);

describe('rolling back', () => {
  test('a permanent failure undoes all effects in reverse order, its own included', async () => {
    fixture.world.setBehaviour('c', () => {
      throw ApplicationFailure.nonRetryable('no seat is left', 'Permanent', NO_SEAT.params);
    });
    const handle = await fixture.engine.onboard(createEngineInput([...diamond, createActivityStep('d', ['c'])]));
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: createReason('step-failed', { step: 'c', cause: NO_SEAT }) },
    });
    expect(getStepView(view, 'c').error).toEqual(NO_SEAT);
    expect(getStepView(view, 'd')).toMatchObject({
      status: 'skipped',
      reason: createReason('skipped.not-reached', {}),
    });
    expect(fixture.world.calls.filter((call) => call === 'c')).toHaveLength(1);
    expect(isBefore(fixture.world.calls, 'c.undo', 'a.undo') && isBefore(fixture.world.calls, 'c.undo', 'b.undo')).toBe(
      true,
    );
  });

  test('independent undos run in parallel', async () => {
    let arrivals = 0;
    const waitForBoth = async (): Promise<void> => {
      arrivals += 1;
      while (arrivals < 2) await sleep(10);
    };
    fixture.world.setBehaviour('a.undo', waitForBoth);
    fixture.world.setBehaviour('b.undo', waitForBoth);
    fixture.world.setBehaviour('c', () => {
      throw ApplicationFailure.nonRetryable('no', 'Permanent');
    });
    const handle = await fixture.engine.onboard(createEngineInput(diamond));
    await handle.signal('approve', { by: MANAGER });
    expect((await handle.result()).status).toBe('rolled-back');
  });

  test('a failing undo waits for a person; retried, it continues', async () => {
    let isBroken = true;
    fixture.world.setBehaviour('a.undo', () => {
      if (isBroken) throw new Error('the directory is away');
    });
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a'])]),
    );
    await waitForView(handle, (view) => getStepView(view, 'ok').status === 'waiting');
    await handle.signal('cancel', { by: HR, reason: 'offer withdrawn' });
    const stuck = await waitForView(handle, (view) => view.status === 'needs-attention');
    expect(getStepView(stuck, 'a')).toMatchObject({
      status: 'undo-failed',
      armed: true,
      error: { params: { message: 'the directory is away' } },
    });
    isBroken = false;
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('cancelled');
    expect(getStepView(view, 'a')).toMatchObject({ status: 'undone', armed: false });
    expect(fixture.world.snapshots.flatMap(({ notifications }) => notifications.map(({ kind }) => kind))).toContain(
      'needs-attention',
    );
  });

  test('an accepted effect stays listed', async () => {
    fixture.world.setBehaviour('b.undo', () => {
      throw ApplicationFailure.nonRetryable('gone', 'Permanent');
    });
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createActivityStep('b', ['a']), createApprovalStep('ok', ['b'])]),
    );
    await waitForView(handle, (view) => getStepView(view, 'ok').status === 'waiting');
    await handle.signal('cancel', { by: HR, reason: 'no show' });
    await waitForView(handle, (view) => view.status === 'needs-attention');
    expect(fixture.world.calls).not.toContain('a.undo');
    await handle.signal('resolveFailure', { step: 'b', action: 'skip', by: HR });
    await handle.signal('resolveFailure', { step: 'b', action: 'accept', by: HR, note: 'ticket 7' });
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'b')).toMatchObject({
      status: 'failed',
      armed: false,
      reason: createReason('left-behind', { by: HR }),
      comment: 'ticket 7',
    });
    expect(getStepView(view, 'a').status).toBe('undone');
    expect(summarizeTimeline(view)).toEqual(expect.arrayContaining(['ignored b', 'resolved b']));
  });
});

describe('past the pivot', () => {
  const steps = [
    createActivityStep('a', [], { pivot: true }),
    createActivityStep('b', ['a']),
    createActivityStep('c', ['b']),
  ];
  const throwFailure = () => {
    throw ApplicationFailure.nonRetryable('no printer', 'Permanent');
  };

  test('a failure asks a person, who retries it with the same generation', async () => {
    const generations: number[] = [];
    fixture.world.setBehaviour('b', ({ generation }) => {
      generations.push(generation);
      if (generations.length === 1) throwFailure();
    });
    const handle = await fixture.engine.onboard(createEngineInput(steps));
    const stuck = await waitForView(handle, (view) => view.status === 'needs-attention');
    expect(getStepView(stuck, 'b')).toMatchObject({
      status: 'failed',
      error: { code: 'Permanent', params: { message: 'no printer' } },
    });
    expect(fixture.world.calls).not.toContain('a.undo');
    await handle.signal('resolveFailure', { step: 'b', action: 'accept', by: HR });
    await handle.signal('resolveFailure', { step: 'b', action: 'retry', by: HR });
    const view = await waitForFinalView(handle);
    expect([view.status, generations]).toEqual(['completed', [1, 1]]);
    expect(summarizeTimeline(view)).toContain('ignored b');
    expect(fixture.world.snapshots.some(({ pendingPeople }) => pendingPeople.includes(HR))).toBe(true);
  });

  test('a person may roll back', async () => {
    fixture.world.setBehaviour('b', throwFailure);
    const handle = await fixture.engine.onboard(createEngineInput(steps));
    await waitForView(handle, (view) => view.status === 'needs-attention');
    await handle.signal('resolveFailure', { step: 'b', action: 'rollback', by: HR, note: 'hopeless' });
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: { code: 'step-failed', params: { step: 'b' } }, comment: 'hopeless', by: HR },
    });
    expect(fixture.world.calls.slice(-2)).toEqual(['b.undo', 'a.undo']);
  });
});

describe('cancelling', () => {
  test('an activity that completes after the cancel is done, then undone', async () => {
    let isCancelled = false;
    fixture.world.setBehaviour('a', async () => {
      while (!isCancelled) {
        heartbeat();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return { tag: 'L-1' };
    });
    const handle = await fixture.engine.onboard(createEngineInput([createActivityStep('a')]));
    await waitForView(handle, () => fixture.world.calls.includes('a'));
    await handle.signal('cancel', { by: HR, reason: 'withdrawn' });
    await waitForView(handle, (view) => view.status === 'rolling-back');
    expect(fixture.world.calls).not.toContain('a.undo');
    isCancelled = true;
    const view = await waitForFinalView(handle);
    expect(summarizeTimeline(view)).toEqual([
      'submitted',
      'started a',
      'cancel-requested',
      'done a',
      'undone a',
      'cancelled',
    ]);
  });

  test('hard case: Temporal’s own cancel rolls back completely', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a'])]),
    );
    await waitForView(handle, (view) => getStepView(view, 'ok').status === 'waiting');
    await handle.cancel();
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'cancelled',
      termination: { reason: createReason('cancelled-in-temporal', {}) },
    });
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });

  test('a second cancel, also during the rollback, changes nothing', async () => {
    fixture.world.setBehaviour('a.undo', () => sleep(300));
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a'])]),
    );
    await waitForView(handle, (view) => getStepView(view, 'ok').status === 'waiting');
    await handle.signal('cancel', { by: HR, reason: 'first' });
    await handle.signal('cancel', { by: HR, reason: 'second' });
    await handle.cancel();
    const view = await waitForFinalView(handle);
    expect(view.termination?.comment).toBe('first');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });
});
