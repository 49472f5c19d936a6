import { ApplicationFailure } from '@temporalio/common';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { useEngineFixture } from './engine-fixture';
import { createFakeReplan, reschedule } from './replanning';
import { createActivityStep, createEngineInput, createTaskStep, getStepView, IT, waitForView } from './support';

const fixture = useEngineFixture(['training', 'activation']);

/** Each predecessor of the activation is done anew for the new date, and is not done soon. */
test.each<[string, ResolvedStep]>([
  ['a course that is full then', createActivityStep('training', [], { redo: 'undo-first', essential: false })],
  ['a task that nobody has done again', createTaskStep('training', [], { redo: 'again' })],
])('moved after the activation, accounts are deactivated at once, despite %s', async (_name, predecessor) => {
  const handle = await fixture.engine.onboard(
    createEngineInput([
      predecessor,
      createActivityStep('activation', ['training'], { redo: 'undo-first', pivot: true }),
      createTaskStep('checkIn', ['activation']),
    ]),
  );
  const complete = () => handle.signal('completeTask', { step: 'training', by: IT });
  if (predecessor.kind === 'task') await complete();
  await waitForView(handle, (view) => getStepView(view, 'checkIn').status === 'waiting');
  fixture.world.setBehaviour('training', () => {
    throw ApplicationFailure.nonRetryable('full', 'NoSeat');
  });
  fixture.world.replan = createFakeReplan();
  await reschedule(handle);
  const view = await waitForView(handle, (current) => {
    const { status, armed } = getStepView(current, 'activation');
    return status === 'pending' && armed === false;
  });
  expect(getStepView(view, 'training').status).not.toBe('done');
  expect(fixture.world.calls).toContain('activation.undo');

  fixture.world.setBehaviour('training', () => undefined);
  if (predecessor.kind === 'task') await complete();
  else {
    await waitForView(handle, (current) => getStepView(current, 'training').status === 'failed');
    await handle.signal('resolveFailure', { step: 'training', action: 'retry', by: IT });
  }
  await waitForView(handle, (current) => {
    const { status, generation } = getStepView(current, 'activation');
    return status === 'done' && generation === 2;
  });
});
