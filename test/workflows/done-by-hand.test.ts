import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { useEngineFixture } from './engine-fixture';
import { createFakeReplan, reschedule } from './replanning';
import {
  createActivityStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  IT,
  listRejections,
  summarizeTimeline,
  waitForFinalView,
  waitForView,
} from './support';

const fixture = useEngineFixture(['a', 'b', 'c']);

const throwPermanently = () => {
  throw ApplicationFailure.nonRetryable('no', 'Permanent');
};
const resolve = (step: string, action: string, note?: string) => ({ step, action, by: IT, note });

async function failUntilDone(failing: string, steps: ResolvedStep[]) {
  fixture.world.setBehaviour(failing, throwPermanently);
  const handle = await fixture.engine.onboard(createEngineInput(steps));
  await waitForView(handle, (view) => getStepView(view, failing).status === 'failed');
  await handle.signal('resolveFailure', resolve(failing, 'done', 'Called them.'));
  return handle;
}

describe.each([
  ['that is not essential', { essential: false }],
  ['that is essential and has an owner', { decideWithin: 2 }],
])('a failed step %s, done by hand', (_name, options) => {
  test('counts as done, its successors run without its result, and the timeline names the person', async () => {
    let received: EffectInput['results'] | undefined;
    fixture.world.setBehaviour('b', ({ results }) => (received = results));
    const handle = await failUntilDone('a', [
      createActivityStep('a', [], options),
      createActivityStep('b', ['a'], { needs: { a: 'a' } }),
    ]);
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    const step = getStepView(view, 'a');
    expect(step).toMatchObject({
      status: 'done',
      byHand: IT,
      decision: { outcome: 'completed', by: IT, comment: 'Called them.' },
    });
    expect([step.error, step.result, received?.a]).toEqual([undefined, undefined, undefined]);
    expect(view.timeline.find(({ kind }) => kind === 'resolved')).toMatchObject({
      by: IT,
      comment: 'Called them.',
      reason: createReason('resolution', { action: 'done' }),
    });
    // What the failed attempt may have done is not taken away from under what the person completed.
    expect(fixture.world.calls).toEqual(['a', 'b']);
  });

  test.each([
    ['done', 'undone', undefined],
    ['accept', 'failed', 'left-behind'],
  ] as const)('is undone by a person in a rollback, who answers %s', async (answer, status, reason) => {
    const handle = await failUntilDone('a', [
      createActivityStep('c'),
      createActivityStep('a', ['c'], options),
      createTaskStep('x', ['a']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    await handle.signal('cancel', { by: HR, reason: 'withdrawn', outcome: 'rolled-back' });
    const asking = await waitForView(handle, (view) => getStepView(view, 'a').status === 'undo-failed');
    expect(asking.status).toBe('needs-attention');
    expect(getStepView(asking, 'a')).toMatchObject({
      error: createReason('MadeByHand', { by: IT }),
      people: [{ email: HR }],
    });
    // Its own undo ran; what it depends on is still there.
    expect(fixture.world.calls).toEqual(['c', 'a', 'a.undo']);
    await handle.signal('resolveFailure', resolve('a', 'retry'));
    await handle.signal('resolveFailure', resolve('a', answer));
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('rolled-back');
    expect(getStepView(view, 'a').status).toBe(status);
    expect(getStepView(view, 'a').reason?.code).toBe(reason);
    expect(listRejections(view)).toEqual([
      createReason('not-waiting.resolution', { allowed: ['done', 'accept'], action: 'retry' }),
    ]);
    expect(fixture.world.calls).toEqual(['c', 'a', 'a.undo', 'c.undo']);
  });
});

test('done by hand for another date, it is undone by hand first, and then run again', async () => {
  const handle = await failUntilDone('a', [
    createActivityStep('a', [], { essential: false, redo: 'undo-first' }),
    createTaskStep('x', ['a']),
  ]);
  await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
  fixture.world.setBehaviour('a', () => ({ seat: 1 }));
  fixture.world.replan = createFakeReplan();
  await reschedule(handle);
  await waitForView(handle, (view) => getStepView(view, 'a').status === 'undo-failed');
  await handle.signal('resolveFailure', resolve('a', 'done'));
  const view = await waitForView(handle, (current) => getStepView(current, 'a').status === 'done');
  expect(getStepView(view, 'a')).toMatchObject({ generation: 2, result: { seat: 1 } });
  expect([getStepView(view, 'a').byHand, getStepView(view, 'a').decision]).toEqual([undefined, undefined]);
  expect(fixture.world.calls).toEqual(['a', 'a.undo', 'a']);
});

test.each(['retry', 'done'] as const)('a failed undo is resolved by %s, and the rollback continues', async (action) => {
  fixture.world.setBehaviour('b.undo', throwPermanently);
  fixture.world.setBehaviour('c', throwPermanently);
  const handle = await fixture.engine.onboard(
    createEngineInput([createActivityStep('a'), createActivityStep('b', ['a']), createActivityStep('c', ['b'])]),
  );
  await waitForView(handle, (view) => getStepView(view, 'b').status === 'undo-failed');
  fixture.world.setBehaviour('b.undo', () => undefined);
  await handle.signal('resolveFailure', resolve('b', action));
  const view = await waitForFinalView(handle);
  expect(getStepView(view, 'b')).toMatchObject({ status: 'undone', armed: false });
  expect(summarizeTimeline(view)).toEqual(expect.arrayContaining(['resolved b', 'undone b', 'undone a']));
  expect(fixture.world.calls.filter((call) => call === 'b.undo')).toHaveLength(action === 'retry' ? 2 : 1);
});
