import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { cancelAndWait, createFakeReplan, reschedule, getRejectionType } from './replanning';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  HR,
  IT,
  summarizeTimeline,
  MANAGER,
  waitForView,
  getStepView,
  createTaskStep,
  listRejections,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const FAR = '2099-01-01T09:00:00Z';
const FARTHER = '2099-02-01T09:00:00Z';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  fixture.engine.onboard(createEngineInput(steps, changes));
const isStepDone = (id: string) => (view: OnboardingView) => getStepView(view, id).status === 'done';

const rejectStartDate = () =>
  ApplicationFailure.nonRetryable('startDate', 'invalid-request', { fields: ['startDate'] });

describe('rescheduling', () => {
  test('moves waiting steps earlier and later, and returns what moved', async () => {
    const handle = await onboard([createActivityStep('a', [], { startAt: FAR })]);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'waiting');
    fixture.world.replan = createFakeReplan(() => ({ startAt: FARTHER }));
    const change = await reschedule(handle);
    expect(change.moved).toEqual([{ step: 'a', field: 'startAt', from: FAR, to: FARTHER }]);
    expect(change.view).toMatchObject({ startDate: '2027-04-01', request: { startDate: '2027-04-01' } });
    await waitForView(handle, (view) => getStepView(view, 'a').startAt === FARTHER);
    expect(fixture.world.calls).toEqual([]);
    fixture.world.replan = createFakeReplan(() => ({ startAt: '2027-01-02T09:00:00Z' }));
    await reschedule(handle, '2027-02-01');
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    expect(view.timeline.filter(({ kind }) => kind === 'rescheduled').map(({ reason }) => reason)).toEqual([
      createReason('start-date-moved', { from: '2027-03-01', to: '2027-04-01' }),
      createReason('start-date-moved', { from: '2027-04-01', to: '2027-02-01' }),
    ]);
  });

  test('redoes date-bound steps in order, and leaves the rest', async () => {
    const calls: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const note = (undo: string) => (call: EffectInput) => {
        calls.push(`${name}${undo} ${String(call.generation)} ${call.dayOne.date}`);
      };
      fixture.world.setBehaviour(name, note(''));
      fixture.world.setBehaviour(`${name}.undo`, note('.undo'));
    }
    const handle = await onboard([
      createActivityStep('a'),
      createActivityStep('b', ['a'], { redo: 'undo-first' }),
      createActivityStep('c', ['b'], { redo: 'again' }),
      createTaskStep('x', ['c']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = createFakeReplan();
    expect((await reschedule(handle)).redone).toEqual(['b', 'c']);
    await waitForView(
      handle,
      (view) => isStepDone('b')(view) && isStepDone('c')(view) && getStepView(view, 'c').generation === 2,
    );
    expect(calls.slice(3)).toEqual(['b.undo 1 2027-04-01', 'b 2 2027-04-01', 'c 2 2027-04-01']);
    calls.length = 0;
    await cancelAndWait(handle);
    const date = '2027-04-01';
    expect(calls).toEqual([`c.undo 2 ${date}`, `c.undo 1 ${date}`, `b.undo 2 ${date}`, `a.undo 1 ${date}`]);
  });

  test('a swap keeps the old effect until the new one exists, and asks the owner where it cannot', async () => {
    let hasSeat = false;
    fixture.world.setBehaviour('b', ({ generation }) => {
      if (generation > 1 && !hasSeat) throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    const handle = await onboard([createActivityStep('b', [], { redo: 'swap' }), createTaskStep('x', ['b'])]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    const failed = await waitForView(handle, (view) => getStepView(view, 'b').status === 'failed');
    expect([failed.status, failed.termination]).toEqual(['needs-attention', undefined]);
    expect(fixture.world.calls).toEqual(['b', 'b']);

    hasSeat = true;
    await handle.signal('resolveFailure', { step: 'b', action: 'retry', by: HR });
    await waitForView(handle, isStepDone('b'));
    expect(fixture.world.calls).toEqual(['b', 'b', 'b']);
    await cancelAndWait(handle);
    expect(fixture.world.calls.slice(3)).toEqual(['b.undo', 'b.undo']);
  });

  test('a swap whose time to decide ends is not rolled back', async () => {
    fixture.world.setBehaviour('b', ({ generation }) => {
      if (generation > 1) throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    fixture.world.scheduleReminders = () => ({ expireAt: new Date().toISOString(), substitutes: [] });
    const step = createActivityStep('b', [], { redo: 'swap', decideWithin: 1 });
    const handle = await onboard([step, createTaskStep('x', ['b'])]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, () =>
      fixture.world.snapshots.some(({ notifications }) => notifications.some(({ kind }) => kind === 'escalated')),
    );
    expect((await waitForView(handle, () => true)).termination).toBeUndefined();
    await cancelAndWait(handle);
  });

  test('may lead to a branch that was not needed before', async () => {
    fixture.world.setBehaviour('b', ({ generation }) => {
      if (generation > 1) throw ApplicationFailure.nonRetryable('none left', 'Permanent');
    });
    const handle = await onboard([
      createActivityStep('b', [], { redo: 'undo-first', onFailure: { Permanent: 'c' } }),
      createActivityStep('c', [], { branch: true }),
      createTaskStep('x', ['b']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, isStepDone('c'));
    expect(fixture.world.calls).toEqual(['b', 'b.undo', 'b', 'b.undo', 'c']);
    await cancelAndWait(handle);
    expect(fixture.world.calls.slice(5)).toEqual(['c.undo']);
  });

  test('while a step runs: it ends, and is then redone', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    fixture.world.setBehaviour('b', ({ generation }) => (generation === 1 ? finished : undefined));
    const handle = await onboard([createActivityStep('b', [], { redo: 'undo-first' }), createTaskStep('x', ['b'])]);
    await waitForView(handle, () => fixture.world.calls.includes('b'));
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    finish();
    const view = await waitForView(handle, (current) => getStepView(current, 'x').status === 'waiting');
    expect(fixture.world.calls).toEqual(['b', 'b.undo', 'b']);
    expect(getStepView(view, 'b').generation).toBe(2);
    await cancelAndWait(handle);
  });

  test('during a failure: it stays, and is retried for the new date', async () => {
    const dates: string[] = [];
    fixture.world.setBehaviour('b', ({ dayOne }) => {
      dates.push(dayOne.date);
      if (dates.length === 1) throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    const handle = await onboard([createActivityStep('b', [], { redo: 'undo-first', decideWithin: 2 })]);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    expect((await waitForView(handle, () => true)).status).toBe('needs-attention');
    await handle.signal('resolveFailure', { step: 'b', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
    expect(dates).toEqual(['2027-03-01', '2027-04-01']);
    expect(fixture.world.calls).toEqual(['b', 'b.undo', 'b']);
  });

  test('notifies everyone affected except the sender', async () => {
    const handle = await onboard([createTaskStep('x')]);
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, () =>
      fixture.world.snapshots.some(({ notifications }) => notifications.some(({ kind }) => kind === 'rescheduled')),
    );
    const notification = fixture.world.snapshots.at(-1)?.notifications.find(({ kind }) => kind === 'rescheduled');
    expect(notification?.to.map(({ email }) => email).sort()).toEqual([MANAGER, IT]);
    await cancelAndWait(handle);
  });

  test('works by signal, too: the outcome is in the timeline', async () => {
    const handle = await onboard([createTaskStep('x')]);
    fixture.world.replan = ({ change: requested, ...call }) => {
      if ('startDate' in requested && requested.startDate < '2027') throw rejectStartDate();
      return createFakeReplan()({ ...call, change: requested });
    };
    for (const startDate of ['soon', '2026-01-01', '2027-04-01'])
      await handle.signal('reschedule', { startDate, by: HR });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'rescheduled'));
    expect(listRejections(view)).toEqual([
      createReason('malformed.signal', {
        signal: 'reschedule',
        problem: createReason('message.format', { field: 'startDate' }),
      }),
      createReason('invalid-request', { fields: ['startDate'] }),
    ]);
    expect(view.startDate).toBe('2027-04-01');
    await cancelAndWait(handle);
  });

  test('two concurrent requests are applied one after the other', async () => {
    const handle = await onboard([createTaskStep('x')]);
    fixture.world.replan = createFakeReplan();
    await Promise.all([reschedule(handle, '2027-04-01'), reschedule(handle, '2027-05-01')]);
    const view = await waitForView(handle, () => true);
    expect(summarizeTimeline(view).filter((kind) => kind === 'rescheduled')).toHaveLength(2);
    await cancelAndWait(handle);
  });

  test('during a cancel: rejected, and rolled back unchanged', async () => {
    const handle = await onboard([createActivityStep('a', [], { redo: 'undo-first' }), createTaskStep('x', ['a'])]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    let finishPlanning: () => void = () => undefined;
    const planningFinished = new Promise<void>((resolve) => (finishPlanning = resolve));
    let isPlanningCalled = false;
    fixture.world.replan = async (call) => {
      isPlanningCalled = true;
      await planningFinished;
      return createFakeReplan()(call);
    };
    const rejection = getRejectionType(reschedule(handle));
    await waitForView(handle, () => isPlanningCalled);
    await handle.signal('cancel', { by: HR, reason: 'no' });
    finishPlanning();
    expect(await rejection).toBe('closed');
    expect((await waitForFinalView(handle)).startDate).toBe('2027-03-01');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });

  test.each([
    ['without a date', { by: HR }, 'malformed'],
    ['with an invalid date', { startDate: 'soon', by: HR }, 'malformed'],
    ['without a sender', { startDate: '2027-04-01' }, 'malformed'],
    ['rejected by planning', { startDate: '2020-01-01', by: HR }, 'invalid-request'],
  ])('%s is rejected with its reason, and nothing changes', async (_what, message, type) => {
    fixture.world.replan = () => {
      throw rejectStartDate();
    };
    const handle = await onboard([createTaskStep('x')]);
    expect(await getRejectionType(handle.executeUpdate('reschedule', { args: [message] }))).toBe(type);
    expect(summarizeTimeline(await waitForView(handle, () => true))).not.toContain('rescheduled');
    await cancelAndWait(handle);
    expect(await getRejectionType(handle.executeUpdate('reschedule', { args: [message] }))).toMatch(
      /already completed|NotFound/,
    );
  });
});
