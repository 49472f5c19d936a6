import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { cancelAndWait } from './replanning';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  listRejections,
  summarizeTimeline,
  waitForView,
} from './support';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = async (...steps: ResolvedStep[]) => {
  const handle = await fixture.engine.onboard(createEngineInput(steps));
  await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
  return handle;
};

const BOOKING = createActivityStep('a', [], { correctBy: 'swap' });
const INVITATION = createActivityStep('b', ['a'], { correctBy: 'again', needs: { a: 'a' } });
const UNRELATED = createActivityStep('c', ['b'], { correctBy: 'again' });
const LAST = createTaskStep('x', ['c']);

describe('a step that is repeated because its system changed', () => {
  test('runs again in place, and so does what needs its result, in order; the rest stays', async () => {
    const calls: string[] = [];
    for (const name of ['a', 'b', 'c'])
      fixture.world.setBehaviour(
        name,
        ({ generation }: EffectInput) => void calls.push(`${name} ${String(generation)}`),
      );
    const handle = await onboard(BOOKING, INVITATION, UNRELATED, LAST);
    await handle.signal('redoStep', { step: 'a', by: HR });
    const view = await waitForView(
      handle,
      ({ steps }) =>
        steps.find(({ id }) => id === 'b')?.generation === 2 && steps.every(({ status }) => status !== 'running'),
    );
    expect(calls).toEqual(['a 1', 'b 1', 'c 1', 'a 2', 'b 2']);
    expect(summarizeTimeline(view)).toEqual(expect.arrayContaining(['redone a', 'redone b']));
    expect(view.timeline.find(({ kind, step }) => kind === 'redone' && step === 'a')?.by).toBe(HR);
    await cancelAndWait(handle);
  });

  test('keeps its effect if that fails, and asks the owner, though essential', async () => {
    const handle = await onboard(BOOKING, INVITATION, UNRELATED, LAST);
    fixture.world.setBehaviour('a', () => {
      throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    await handle.signal('redoStep', { step: 'a', by: HR });
    const view = await waitForView(handle, ({ status }) => status === 'needs-attention');
    expect(view.steps.map(({ status }) => status)).toEqual(['failed', 'done', 'done', 'waiting']);
    expect(fixture.world.calls.slice(3)).toEqual(['a']);
    fixture.world.setBehaviour('a', () => undefined);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    await waitForView(handle, (current) => getStepView(current, 'b').generation === 2);
    await cancelAndWait(handle);
  });

  test('takes the branch of the plan: the earlier effect is of no more use', async () => {
    const booking = { ...BOOKING, onFailure: { Permanent: 'd' } };
    const handle = await onboard(booking, createActivityStep('d', [], { branch: true }), { ...LAST, after: ['a'] });
    fixture.world.setBehaviour('a', () => {
      throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
    });
    await handle.signal('redoStep', { step: 'a', by: HR });
    await waitForView(handle, (view) => getStepView(view, 'd').status === 'done');
    expect(fixture.world.calls).toEqual(['a', 'a', 'a.undo', 'a.undo', 'd']);
    await cancelAndWait(handle);
  });

  test('must have run, and be able to run again in place', async () => {
    const handle = await onboard(createActivityStep('a'), LAST, createActivityStep('c', [], { correctBy: 'again' }));
    await waitForView(handle, (view) => getStepView(view, 'c').status === 'done');
    for (const step of ['a', 'x', 'nothing']) await handle.signal('redoStep', { step, by: HR });
    const view = await waitForView(handle, (current) => listRejections(current).length === 3);
    expect(listRejections(view)).toEqual(
      ['a', 'x', 'nothing'].map((step) => createReason('not-waiting.no-redo', { step })),
    );
    expect(fixture.world.calls.filter((call) => call === 'a')).toHaveLength(1);
    await cancelAndWait(handle);
  });
});
