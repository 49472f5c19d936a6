import { ApplicationFailure } from '@temporalio/common';
import type { Correction } from '../../src/domain/plan/correction';
import type { EffectInput, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { ReplanInput } from '../../src/domain/planning-activities';
import { createReason } from '../../src/domain/reasons/reason';
import { amend, cancelAndWait, createFakeReplan, reschedule } from './replanning';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  IT,
  summarizeTimeline,
  waitForFinalView,
  waitForView,
} from './support';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = (...steps: ResolvedStep[]) => fixture.engine.onboard(createEngineInput(steps));
const UPDATE: Correction = { step: 'a', kind: 'update', fields: ['employee.givenName'] };

/** Records each call of `a` and its undo: generation, and whether it updates. */
function recordCalls(): string[] {
  const calls: string[] = [];
  for (const name of ['a', 'a.undo'])
    fixture.world.setBehaviour(name, ({ generation, isUpdate }: EffectInput) => {
      calls.push(`${name} ${String(generation)}${isUpdate === true ? ' update' : ''}`);
    });
  return calls;
}

const planCorrections =
  (corrections: Correction[], steps: (steps: ResolvedStep[]) => ResolvedStep[] = (unchanged) => unchanged) =>
  (call: ReplanInput) => {
    const result = createFakeReplan()(call);
    return { ...result, plan: { ...result.plan, steps: steps(result.plan.steps) }, corrections };
  };

const UPDATABLE = createActivityStep('a', [], { correctBy: 'update' });

describe('an amendment after the effect', () => {
  test('updates it in place; a rollback undoes each generation', async () => {
    const calls = recordCalls();
    const handle = await onboard(UPDATABLE, createTaskStep('x', ['a']));
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = planCorrections([UPDATE]);
    expect((await amend(handle)).redone).toEqual(['a']);
    const view = await waitForView(handle, (current) => getStepView(current, 'a').generation === 2);
    expect(getStepView(view, 'x').status).toBe('waiting');
    await waitForView(handle, (current) => getStepView(current, 'a').status === 'done');
    await cancelAndWait(handle);
    expect(calls).toEqual(['a 1', 'a 2 update', 'a.undo 2', 'a.undo 1']);
  });

  test('that cannot be updated stays, and asks its owner, though essential; a retry is the same update', async () => {
    const calls = recordCalls();
    const handle = await onboard(UPDATABLE, createTaskStep('x', ['a']));
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.setBehaviour('a', () => {
      throw ApplicationFailure.nonRetryable('locked', 'Permanent');
    });
    fixture.world.replan = planCorrections([UPDATE]);
    await amend(handle);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    expect(calls).toEqual(['a 1']);
    const retried = recordCalls();
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'done');
    expect(retried).toEqual(['a 2 update']);
    await handle.signal('completeTask', { step: 'x', by: IT });
    expect((await waitForFinalView(handle)).status).toBe('completed');
  });

  test('that fails takes no branch, which would undo what is in place', async () => {
    const branching = createActivityStep('a', [], { correctBy: 'swap', onFailure: { Permanent: 'b' } });
    const handle = await onboard(branching, createActivityStep('b', [], { branch: true }), createTaskStep('x', ['a']));
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.setBehaviour('a', () => {
      throw ApplicationFailure.nonRetryable('none left', 'Permanent');
    });
    fixture.world.replan = planCorrections([{ step: 'a', kind: 'redo', fields: ['equipment'] }]);
    await amend(handle);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    expect(fixture.world.calls).toEqual(['a', 'a']);
    await cancelAndWait(handle);
  });

  test('updates it once the run in progress has ended', async () => {
    const calls = recordCalls();
    let finish: () => void = () => undefined;
    const isFinished = new Promise<void>((resolve) => (finish = resolve));
    fixture.world.setBehaviour('a', async ({ generation, isUpdate }: EffectInput) => {
      if (generation === 1) await isFinished;
      calls.push(`a ${String(generation)}${isUpdate === true ? ' update' : ''}`);
    });
    const handle = await onboard(UPDATABLE);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'running');
    fixture.world.replan = planCorrections([UPDATE]);
    await amend(handle);
    finish();
    await waitForFinalView(handle);
    expect(calls).toEqual(['a 1', 'a 2 update']);
  });

  test('updates it before a later step that needs its result is repeated, even across an unaffected one', async () => {
    const results: unknown[] = [];
    let release: () => void = () => undefined;
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    fixture.world.setBehaviour('a', async ({ generation }: EffectInput) => {
      if (generation === 2) await isReleased;
      return { username: `ada${String(generation)}` };
    });
    fixture.world.setBehaviour('c', ({ results: needed }: EffectInput) => void results.push(needed.a));
    const handle = await onboard(
      UPDATABLE,
      createActivityStep('b', ['a']),
      createActivityStep('c', ['b'], { correctBy: 'again', needs: { a: 'a' } }),
      createTaskStep('x', ['c']),
    );
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = planCorrections([UPDATE, { step: 'c', kind: 'redo', fields: [] }]);
    await amend(handle);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'running');
    expect(getStepView(await handle.query('onboarding'), 'c')).toMatchObject({ status: 'done', generation: 1 });
    release();
    await waitForView(
      handle,
      (view) => getStepView(view, 'c').generation === 2 && getStepView(view, 'c').status === 'done',
    );
    expect(results).toEqual([{ username: 'ada1' }, { username: 'ada2' }]);
    await cancelAndWait(handle);
  });

  test('then a moved date: undone as a whole, and run anew', async () => {
    const calls = recordCalls();
    const step = createActivityStep('a', [], { correctBy: 'update', redo: 'undo-first' });
    const handle = await onboard(step, createTaskStep('x', ['a']));
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = planCorrections([UPDATE]);
    await amend(handle);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'done');
    fixture.world.replan = createFakeReplan();
    await reschedule(handle);
    await waitForView(handle, ({ steps: [a] }) => a?.generation === 3 && a.status === 'done');
    await cancelAndWait(handle);
    expect(calls).toEqual(['a 1', 'a 2 update', 'a.undo 2', 'a.undo 1', 'a 3', 'a.undo 3']);
  });

  test('without a place in the new plan is undone; its result is gone for later steps', async () => {
    const skipReason = createReason('condition.works-remotely', {});
    const results: unknown[] = [];
    fixture.world.setBehaviour('a', () => ({ tag: 'L1' }));
    fixture.world.setBehaviour('b', ({ results: needed }: EffectInput) => void results.push(needed));
    const handle = await onboard(
      createActivityStep('a'),
      createTaskStep('x', ['a']),
      createActivityStep('b', ['x'], { needs: { a: 'a' } }),
    );
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    fixture.world.replan = planCorrections([{ step: 'a', kind: 'undo', fields: [] }], (steps) =>
      steps.map((step) => (step.id === 'a' ? { ...step, skipReason } : step)),
    );
    await amend(handle);
    await waitForView(handle, (view) => getStepView(view, 'a').status === 'skipped');
    await handle.signal('completeTask', { step: 'x', by: IT });
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'a')).toMatchObject({ status: 'skipped', reason: skipReason, armed: false });
    expect(fixture.world.calls).toEqual(['a', 'a.undo', 'b']);
    expect(results).toEqual([{}]);
  });
});

describe('an amendment after a task', () => {
  test('assigns it again if it has read the data, and leaves other work of people alone', async () => {
    const skipReason = createReason('condition.works-remotely', {});
    const handle = await onboard(createTaskStep('x'), createTaskStep('y'), createTaskStep('z'));
    for (const step of ['x', 'y']) await handle.signal('completeTask', { step, by: IT });
    await waitForView(handle, (view) => getStepView(view, 'y').status === 'done');
    fixture.world.replan = planCorrections([{ step: 'x', kind: 'redo', fields: ['employee.address'] }], (steps) =>
      steps.map((step) => (step.id === 'y' ? { ...step, skipReason } : step)),
    );
    expect((await amend(handle)).redone).toEqual(['x']);
    const view = await waitForView(handle, (current) => getStepView(current, 'x').status === 'waiting');
    expect(getStepView(view, 'y').status).toBe('done');
    for (const step of ['x', 'z']) await handle.signal('completeTask', { step, by: IT });
    expect((await waitForFinalView(handle)).status).toBe('completed');
  });

  test('adds a task for a person, without which the onboarding does not complete', async () => {
    const handle = await onboard(createActivityStep('a'), createTaskStep('x', ['a']));
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    const task = createTaskStep('aCorrection1', ['a'], { corrects: 'a' });
    fixture.world.replan = planCorrections([{ ...UPDATE, kind: 'hand-over' }], (steps) => [...steps, task]);
    await amend(handle);
    await handle.signal('completeTask', { step: 'x', by: IT });
    const view = await waitForView(handle, (current) => getStepView(current, 'x').status === 'done');
    expect(getStepView(view, 'aCorrection1').status).toBe('waiting');
    await handle.signal('completeTask', { step: 'aCorrection1', by: IT });
    const end = await waitForFinalView(handle);
    expect(end.status).toBe('completed');
    expect(summarizeTimeline(end)).toContain('done aCorrection1');
    expect(fixture.world.calls).toEqual(['a']);
  });
});
