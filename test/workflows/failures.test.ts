import { ApplicationFailure } from '@temporalio/common';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  HR,
  IT,
  summarizeTimeline,
  MANAGER,
  waitForView,
  getStepView,
  createTaskStep,
} from './support';

const stage = useEngineFixture(['a', 'b', 'c']);

const onboard = (steps: ResolvedStep[]) => stage.engine.onboard(createEngineInput(steps));
const fails = (type: string) => () => {
  throw ApplicationFailure.nonRetryable(`no: ${type}`, type);
};
const owner = { label: 'it', people: [{ name: 'Ivan', email: IT }], roles: ['it' as const] };

describe('a branch', () => {
  test('is taken for its error, after what failed was undone, and what comes after waits for it', async () => {
    stage.world.setBehaviour('a', fails('OutOfStock'));
    stage.world.setBehaviour('b', () => ({ tag: 'bought' }));
    let given: unknown;
    stage.world.setBehaviour('c', ({ results }) => (given = results));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true, activity: 'b' }),
      createActivityStep('c', ['a'], { needs: { a: 'a' } }),
    ]);
    const view = await handle.result();
    expect(view.status).toBe('completed');
    expect(getStepView(view, 'a')).toMatchObject({
      status: 'skipped',
      onFailure: { OutOfStock: 'b' },
      branchedTo: 'b',
      error: { type: 'OutOfStock' },
    });
    expect(stage.world.calls).toEqual(['a', 'a.undo', 'b', 'c']);
    expect(given).toEqual({ a: { tag: 'bought' } });
  });

  test('of people is waited for', async () => {
    stage.world.setBehaviour('a', fails('OutOfStock'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'buy' } }),
      createTaskStep('buy', [], { branch: true }),
      createActivityStep('c', ['a']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'buy').status === 'waiting');
    expect(stage.world.calls).toEqual(['a', 'a.undo']);
    await handle.signal('completeTask', { step: 'buy', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });

  test('that nothing leads to is left out, and another error does not lead there', async () => {
    const steps = [
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
      createActivityStep('c', ['a']),
    ];
    const fine = await (await onboard(steps)).result();
    expect(getStepView(fine, 'b')).toMatchObject({ status: 'skipped', note: 'not needed' });
    stage.world.setBehaviour('a', fails('Permanent'));
    const other = await (await onboard(steps)).result();
    expect(other.status).toBe('rolled-back');
    expect(stage.world.calls).not.toContain('b');
  });

  test('is undone before what it came after, and after what came after it', async () => {
    stage.world.setBehaviour('a', fails('OutOfStock'));
    stage.world.setBehaviour('c', fails('Permanent'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
      createActivityStep('c', ['a']),
    ]);
    expect((await handle.result()).status).toBe('rolled-back');
    expect(stage.world.calls).toEqual(['a', 'a.undo', 'b', 'c', 'c.undo', 'b.undo']);
  });

  test('waits for the undo of what failed: one that fails is a person’s matter first', async () => {
    stage.world.setBehaviour('a', fails('OutOfStock'));
    stage.world.setBehaviour('a.undo', fails('Permanent'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
    ]);
    const view = await waitForView(handle, (current) => getStepView(current, 'a').status === 'undo-failed');
    expect(view.status).toBe('needs-attention');
    stage.world.setBehaviour('a.undo', () => undefined);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('a failure that needs a person', () => {
  const steps = [
    createApprovalStep('ok'),
    createActivityStep('a', ['ok'], { decideWithin: 2, owner, skippable: true }),
  ];

  test('asks the owner, who has it tried again: the same generation', async () => {
    const generations: number[] = [];
    stage.world.setBehaviour('a', ({ generation }) => {
      generations.push(generation);
      if (generations.length === 1) fails('Permanent')();
    });
    const handle = await onboard(steps);
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForView(handle, ({ status }) => status === 'needs-attention');
    expect(getStepView(view, 'a')).toMatchObject({ people: owner.people, error: { message: 'no: Permanent' } });
    expect(stage.world.snapshots.at(-1)?.waitingFor).toEqual([IT]);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: IT });
    expect((await handle.result()).status).toBe('completed');
    expect(generations).toEqual([1, 1]);
  });

  test('can be skipped where the plan allows it, once what it may have done is undone', async () => {
    stage.world.setBehaviour('a', fails('Permanent'));
    const handle = await onboard([...steps, createActivityStep('b', ['a'])]);
    await handle.signal('approve', { by: MANAGER });
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    await handle.signal('resolveFailure', { step: 'a', action: 'skip', by: IT, note: 'not needed' });
    const view = await handle.result();
    expect(view.status).toBe('completed');
    expect(getStepView(view, 'a').status).toBe('skipped');
    expect(stage.world.calls).toEqual(['a', 'a.undo', 'b']);
  });

  test('cannot be skipped elsewhere, and ends in a rollback by hand', async () => {
    stage.world.setBehaviour('b', fails('Permanent'));
    const handle = await onboard([createActivityStep('a'), createActivityStep('b', ['a'], { decideWithin: 2 })]);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    await handle.signal('resolveFailure', { step: 'b', action: 'skip', by: HR });
    await handle.signal('resolveFailure', { step: 'b', action: 'rollback', by: HR, note: 'withdrawn' });
    const view = await handle.result();
    expect(view).toMatchObject({ status: 'rolled-back', ending: { reason: 'withdrawn', by: HR } });
    expect(summarizeTimeline(view)).toContain('ignored b');
    expect(stage.world.calls).toEqual(['a', 'b', 'b.undo', 'a.undo']);
  });
});

test('rolled back by hand, at any moment, with a reason', async () => {
  const handle = await onboard([createActivityStep('a'), createTaskStep('x', ['a'])]);
  await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
  await handle.signal('cancel', { by: HR, reason: 'did not turn up', outcome: 'rolled-back' });
  expect(await handle.result()).toMatchObject({ status: 'rolled-back', ending: { reason: 'did not turn up' } });
  expect(stage.world.calls).toEqual(['a', 'a.undo']);
});
