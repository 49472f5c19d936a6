import { ApplicationFailure } from '@temporalio/common';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  IT,
  waitForFinalView,
  waitForView,
} from './support';

const fixture = useEngineFixture(['assign', 'register', 'ship']);
const onboard = (steps: ResolvedStep[]) => fixture.engine.onboard(createEngineInput(steps));
const runOutOfStock = () => {
  throw ApplicationFailure.nonRetryable('no', 'OutOfStock');
};

/** Plan in which a person buys the missing goods and an activity registers them. */
const STEPS = [
  createActivityStep('assign', [], { onFailure: { OutOfStock: 'buy' } }),
  createTaskStep('buy', [], {
    branch: true,
    skippable: true,
    followedBy: 'register',
    form: [{ name: 'tag', label: 'Tag', type: 'text', required: true }],
  }),
  createActivityStep('register', [], { branch: true }),
  createActivityStep('ship', ['assign'], { needs: { assign: 'assign' } }),
];

test('what follows a branch runs after it, reads its answers, and gives later steps its result', async () => {
  fixture.world.setBehaviour('assign', runOutOfStock);
  fixture.world.setBehaviour('register', ({ answers }) => ({ items: [answers.buy?.tag] }));
  const inputs: unknown[] = [];
  fixture.world.setBehaviour('ship', ({ results }) => void inputs.push(results));
  const handle = await onboard(STEPS);
  await waitForView(handle, (view) => getStepView(view, 'buy').status === 'waiting');
  await handle.signal('completeTask', { step: 'buy', by: IT, answers: { tag: 'LT-9' } });
  const view = await waitForFinalView(handle);
  expect(view.status).toBe('completed');
  expect(fixture.world.calls).toEqual(['assign', 'assign.undo', 'register', 'ship']);
  expect(inputs).toEqual([{ assign: { items: ['LT-9'] } }]);
});

test.each([
  ['the branch is not needed', false],
  ['a person skips the branch', true],
])('if %s, what follows it is skipped', async (_what, isNeeded) => {
  if (isNeeded) fixture.world.setBehaviour('assign', runOutOfStock);
  const handle = await onboard(STEPS);
  if (isNeeded) {
    await waitForView(handle, (view) => getStepView(view, 'buy').status === 'waiting');
    await handle.signal('resolveFailure', { step: 'buy', action: 'skip', by: IT });
  }
  const view = await waitForFinalView(handle);
  expect(getStepView(view, 'register')).toMatchObject({
    status: 'skipped',
    reason: createReason('skipped.not-needed', {}),
  });
  expect(fixture.world.calls).toContain('ship');
});

test('a rollback undoes what follows the branch after the later steps, and before the branch', async () => {
  fixture.world.setBehaviour('assign', runOutOfStock);
  const undoTask = { title: 'Store it', assignees: createTaskStep('x').assignees };
  const steps = STEPS.map((step) => (step.id === 'buy' && step.kind === 'task' ? { ...step, undoTask } : step));
  const handle = await onboard([...steps, createTaskStep('wait', ['ship'])]);
  await waitForView(handle, (view) => getStepView(view, 'buy').status === 'waiting');
  await handle.signal('completeTask', { step: 'buy', by: IT, answers: { tag: 'LT-9' } });
  await waitForView(handle, (view) => getStepView(view, 'wait').status === 'waiting');
  await handle.signal('cancel', { by: HR, reason: 'No-show' });
  await waitForView(handle, (view) => getStepView(view, 'buy').status === 'undoing');
  expect(fixture.world.calls).toEqual(['assign', 'assign.undo', 'register', 'ship', 'ship.undo', 'register.undo']);
  await handle.signal('completeTask', { step: 'buy', by: IT });
  expect((await waitForFinalView(handle)).status).toBe('cancelled');
});
