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
} from './support';

const FAR = '2099-01-01T09:00:00Z';
const FARTHER = '2099-02-01T09:00:00Z';

const stage = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  stage.engine.onboard(createEngineInput(steps, changes));
const done = (id: string) => (view: OnboardingView) => getStepView(view, id).status === 'done';

describe('a moved start date', () => {
  test('moves what waits for its date, earlier and later, and answers with what moved', async () => {
    const handle = await onboard([createActivityStep('a', [], { startAt: FAR })]);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'waiting');
    stage.world.replan = createFakeReplan(() => ({ startAt: FARTHER }));
    const change = await reschedule(handle);
    expect(change.moved).toEqual([{ step: 'a', what: 'startAt', from: FAR, to: FARTHER }]);
    expect(change.view).toMatchObject({ startDate: '2027-04-01', request: { startDate: '2027-04-01' } });
    await waitForView(handle, (view) => getStepView(view, 'a').startAt === FARTHER);
    expect(stage.world.calls).toEqual([]);
    stage.world.replan = createFakeReplan(() => ({ startAt: '2027-01-02T09:00:00Z' }));
    await reschedule(handle, '2027-02-01');
    const view = await handle.result();
    expect(view.status).toBe('completed');
    expect(view.timeline.filter(({ kind }) => kind === 'rescheduled').map(({ note }) => note)).toEqual([
      '2027-03-01 → 2027-04-01',
      '2027-04-01 → 2027-02-01',
    ]);
  });

  test('takes back and does anew what was bound to the old date, in order, and leaves the rest', async () => {
    const calls: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const note = (undo: string) => (call: EffectInput) => {
        calls.push(`${name}${undo} ${String(call.generation)} ${call.dayOne.date}`);
      };
      stage.world.setBehaviour(name, note(''));
      stage.world.setBehaviour(`${name}.undo`, note('.undo'));
    }
    const handle = await onboard([
      createActivityStep('a'),
      createActivityStep('b', ['a'], { redo: 'undo-first' }),
      createActivityStep('c', ['b'], { redo: 'again' }),
      createTaskStep('x', ['c']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    stage.world.replan = createFakeReplan();
    expect((await reschedule(handle)).redone).toEqual(['b', 'c']);
    await waitForView(handle, (view) => done('b')(view) && done('c')(view) && getStepView(view, 'c').generation === 2);
    expect(calls.slice(3)).toEqual(['b.undo 1 2027-04-01', 'b 2 2027-04-01', 'c 2 2027-04-01']);
    calls.length = 0;
    await cancelAndWait(handle);
    const date = '2027-04-01';
    expect(calls).toEqual([`c.undo 2 ${date}`, `c.undo 1 ${date}`, `b.undo 2 ${date}`, `a.undo 1 ${date}`]);
  });

  test('leads to a branch, too, that was not needed before', async () => {
    stage.world.setBehaviour('b', ({ generation }) => {
      if (generation > 1) throw ApplicationFailure.nonRetryable('none left', 'Permanent');
    });
    const handle = await onboard([
      createActivityStep('b', [], { redo: 'undo-first', onFailure: { Permanent: 'c' } }),
      createActivityStep('c', [], { branch: true }),
      createTaskStep('x', ['b']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    stage.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, done('c'));
    expect(stage.world.calls).toEqual(['b', 'b.undo', 'b', 'b.undo', 'c']);
    await cancelAndWait(handle);
    expect(stage.world.calls.slice(5)).toEqual(['c.undo']);
  });

  test('while a step runs: it ends, and is then done anew', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    stage.world.setBehaviour('b', ({ generation }) => (generation === 1 ? finished : undefined));
    const handle = await onboard([createActivityStep('b', [], { redo: 'undo-first' }), createTaskStep('x', ['b'])]);
    await waitForView(handle, () => stage.world.calls.includes('b'));
    stage.world.replan = createFakeReplan();
    await reschedule(handle);
    finish();
    const view = await waitForView(handle, (current) => getStepView(current, 'x').status === 'waiting');
    expect(stage.world.calls).toEqual(['b', 'b.undo', 'b']);
    expect(getStepView(view, 'b').generation).toBe(2);
    await cancelAndWait(handle);
  });

  test('while a step waits for a person after its failure: it stays so, and is tried again for the new date', async () => {
    const dates: string[] = [];
    stage.world.setBehaviour('b', ({ dayOne }) => {
      dates.push(dayOne.date);
      if (dates.length === 1) throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    const handle = await onboard([createActivityStep('b', [], { redo: 'undo-first', decideWithin: 2 })]);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    stage.world.replan = createFakeReplan();
    await reschedule(handle);
    expect((await waitForView(handle, () => true)).status).toBe('needs-attention');
    await handle.signal('resolveFailure', { step: 'b', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
    expect(dates).toEqual(['2027-03-01', '2027-04-01']);
    expect(stage.world.calls).toEqual(['b', 'b.undo', 'b']);
  });

  test('tells everyone affected but the one who moved it', async () => {
    const handle = await onboard([createTaskStep('x')]);
    stage.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, () =>
      stage.world.snapshots.some(({ notices }) => notices.some(({ kind }) => kind === 'rescheduled')),
    );
    const notice = stage.world.snapshots.at(-1)?.notices.find(({ kind }) => kind === 'rescheduled');
    expect(notice?.to.map(({ email }) => email).sort()).toEqual([MANAGER, IT]);
    await cancelAndWait(handle);
  });

  test('may be said by signal, too: what comes of it is in the timeline', async () => {
    const handle = await onboard([createTaskStep('x')]);
    stage.world.replan = ({ change: wanted, ...call }) => {
      if ('startDate' in wanted && wanted.startDate < '2027')
        throw ApplicationFailure.nonRetryable('must not be in the past', 'invalid-request');
      return createFakeReplan()({ ...call, change: wanted });
    };
    for (const startDate of ['soon', '2026-01-01', '2027-04-01'])
      await handle.signal('reschedule', { startDate, by: HR });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'rescheduled'));
    expect(view.timeline.filter(({ kind }) => kind === 'ignored').map(({ note }) => note)).toEqual([
      'malformed: reschedule: startDate is not valid',
      'invalid-request: must not be in the past',
    ]);
    expect(view.startDate).toBe('2027-04-01');
    await cancelAndWait(handle);
  });

  test('two at once are taken one after the other', async () => {
    const handle = await onboard([createTaskStep('x')]);
    stage.world.replan = createFakeReplan();
    await Promise.all([reschedule(handle, '2027-04-01'), reschedule(handle, '2027-05-01')]);
    const view = await waitForView(handle, () => true);
    expect(summarizeTimeline(view).filter((kind) => kind === 'rescheduled')).toHaveLength(2);
    await cancelAndWait(handle);
  });

  test('in the same moment as a cancel: refused, and rolled back as it was', async () => {
    const handle = await onboard([createActivityStep('a', [], { redo: 'undo-first' }), createTaskStep('x', ['a'])]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let isAsked = false;
    stage.world.replan = async (call) => {
      isAsked = true;
      await answered;
      return createFakeReplan()(call);
    };
    const refused = getRejectionType(reschedule(handle));
    await waitForView(handle, () => isAsked);
    await handle.signal('cancel', { by: HR, reason: 'no' });
    answer();
    expect(await refused).toBe('closed');
    expect((await handle.result()).startDate).toBe('2027-03-01');
    expect(stage.world.calls).toEqual(['a', 'a.undo']);
  });

  test.each([
    ['without a date', { by: HR }, 'malformed'],
    ['that is no date', { startDate: 'soon', by: HR }, 'malformed'],
    ['by nobody', { startDate: '2027-04-01' }, 'malformed'],
    ['that planning refuses', { startDate: '2020-01-01', by: HR }, 'invalid-request'],
  ])('%s is refused with its reason, and nothing changes', async (_what, message, type) => {
    stage.world.replan = () => {
      throw ApplicationFailure.nonRetryable('must not be in the past', 'invalid-request', [{ field: 'startDate' }]);
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
