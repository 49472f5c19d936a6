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
  nameRole,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const fixture = useEngineFixture(['a', 'b', 'c']);

const onboard = (steps: ResolvedStep[]) => fixture.engine.onboard(createEngineInput(steps));
const throwOfType = (type: string) => () => {
  throw ApplicationFailure.nonRetryable(`no: ${type}`, type);
};
const owner = { parties: nameRole('it'), people: [{ name: 'Ivan', email: IT }], roles: ['it' as const] };

describe('a branch', () => {
  test('is taken for its error after an undo, and successors wait for it', async () => {
    fixture.world.setBehaviour('a', throwOfType('OutOfStock'));
    fixture.world.setBehaviour('b', () => ({ tag: 'bought' }));
    let receivedResults: unknown;
    fixture.world.setBehaviour('c', ({ results }) => (receivedResults = results));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true, activity: 'b' }),
      createActivityStep('c', ['a'], { needs: { a: 'a' } }),
    ]);
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    expect(getStepView(view, 'a')).toMatchObject({
      status: 'skipped',
      onFailure: { OutOfStock: 'b' },
      branchedTo: 'b',
      error: { code: 'OutOfStock' },
    });
    expect(fixture.world.calls).toEqual(['a', 'a.undo', 'b', 'c']);
    expect(receivedResults).toEqual({ a: { tag: 'bought' } });
  });

  test('with a task is waited for', async () => {
    fixture.world.setBehaviour('a', throwOfType('OutOfStock'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'buy' } }),
      createTaskStep('buy', [], { branch: true }),
      createActivityStep('c', ['a']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'buy').status === 'waiting');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
    await handle.signal('completeTask', { step: 'buy', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });

  test('is skipped if unneeded, and not taken for another error', async () => {
    const steps = [
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
      createActivityStep('c', ['a']),
    ];
    const succeeded = await waitForFinalView(await onboard(steps));
    expect(getStepView(succeeded, 'b')).toMatchObject({
      status: 'skipped',
      reason: createReason('skipped.not-needed', {}),
    });
    fixture.world.setBehaviour('a', throwOfType('Permanent'));
    const other = await waitForFinalView(await onboard(steps));
    expect(other.status).toBe('rolled-back');
    expect(fixture.world.calls).not.toContain('b');
  });

  test('is undone after its successors and before its source', async () => {
    fixture.world.setBehaviour('a', throwOfType('OutOfStock'));
    fixture.world.setBehaviour('c', throwOfType('Permanent'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
      createActivityStep('c', ['a']),
    ]);
    expect((await handle.result()).status).toBe('rolled-back');
    expect(fixture.world.calls).toEqual(['a', 'a.undo', 'b', 'c', 'c.undo', 'b.undo']);
  });

  test('waits for the undo of its source; a failing undo needs a person first', async () => {
    fixture.world.setBehaviour('a', throwOfType('OutOfStock'));
    fixture.world.setBehaviour('a.undo', throwOfType('Permanent'));
    const handle = await onboard([
      createActivityStep('a', [], { onFailure: { OutOfStock: 'b' } }),
      createActivityStep('b', [], { branch: true }),
    ]);
    const view = await waitForView(handle, (current) => getStepView(current, 'a').status === 'undo-failed');
    expect(view.status).toBe('needs-attention');
    fixture.world.setBehaviour('a.undo', () => undefined);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('a failure that needs a person', () => {
  const steps = [
    createApprovalStep('ok'),
    createActivityStep('a', ['ok'], { essential: false, decideWithin: 2, owner }),
  ];

  test('asks the owner, who retries with the same generation', async () => {
    const generations: number[] = [];
    fixture.world.setBehaviour('a', ({ generation }) => {
      generations.push(generation);
      if (generations.length === 1) throwOfType('Permanent')();
    });
    const handle = await onboard(steps);
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForView(handle, ({ status }) => status === 'needs-attention');
    expect(getStepView(view, 'a')).toMatchObject({
      people: owner.people,
      error: { code: 'Permanent', params: { message: 'no: Permanent' } },
    });
    expect(fixture.world.snapshots.at(-1)?.pendingPeople).toEqual([IT]);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: IT });
    expect((await handle.result()).status).toBe('completed');
    expect(generations).toEqual([1, 1]);
  });

  test('can be skipped unless it is essential, after an undo', async () => {
    fixture.world.setBehaviour('a', throwOfType('Permanent'));
    const handle = await onboard([...steps, createActivityStep('b', ['a'])]);
    await handle.signal('approve', { by: MANAGER });
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    await handle.signal('resolveFailure', { step: 'a', action: 'skip', by: IT, note: 'not needed' });
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    expect(getStepView(view, 'a').status).toBe('skipped');
    expect(fixture.world.calls).toEqual(['a', 'a.undo', 'b']);
  });

  test.each(['a', 'b'])('of the step %s asks its owner without end if it is not essential', async (failing) => {
    fixture.world.setBehaviour(failing, throwOfType('Permanent'));
    const handle = await onboard([
      createActivityStep(failing, [], { essential: false, owner }),
      createTaskStep('later', [failing]),
      createActivityStep('c'),
    ]);
    const view = await waitForView(handle, (current) => getStepView(current, 'c').status === 'done');
    expect([view.status, view.termination]).toEqual(['needs-attention', undefined]);
    expect(getStepView(view, failing)).toMatchObject({ essential: false, people: owner.people });
    expect(getStepView(view, 'later').status).toBe('pending');
    fixture.world.setBehaviour(failing, () => undefined);
    await handle.signal('resolveFailure', { step: failing, action: 'retry', by: IT });
    await waitForView(handle, (current) => getStepView(current, 'later').status === 'waiting');
    await handle.signal('completeTask', { step: 'later', by: IT });
    expect((await handle.result()).status).toBe('completed');
    expect(fixture.world.calls).not.toContain(`${failing}.undo`);
  });

  test('cannot be skipped otherwise; a manual rollback ends it', async () => {
    fixture.world.setBehaviour('b', throwOfType('Permanent'));
    const handle = await onboard([createActivityStep('a'), createActivityStep('b', ['a'], { decideWithin: 2 })]);
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    await handle.signal('resolveFailure', { step: 'b', action: 'skip', by: HR });
    await handle.signal('resolveFailure', { step: 'b', action: 'rollback', by: HR, note: 'withdrawn' });
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: { code: 'step-failed', params: { step: 'b' } }, comment: 'withdrawn', by: HR },
    });
    expect(summarizeTimeline(view)).toContain('ignored b');
    expect(fixture.world.calls).toEqual(['a', 'b', 'b.undo', 'a.undo']);
  });
});

test('a manual rollback with a reason works at any time', async () => {
  const handle = await onboard([createActivityStep('a'), createTaskStep('x', ['a'])]);
  await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
  await handle.signal('cancel', { by: HR, reason: 'did not turn up', outcome: 'rolled-back' });
  expect(await waitForFinalView(handle)).toMatchObject({
    status: 'rolled-back',
    termination: { comment: 'did not turn up' },
  });
  expect(fixture.world.calls).toEqual(['a', 'a.undo']);
});
