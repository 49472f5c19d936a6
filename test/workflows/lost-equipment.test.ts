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

const fixture = useEngineFixture(['a', 'b']);

/** `a` gives out what the task ships; `b` gives out what nobody ships. */
async function shipAndRollBack() {
  const lost: unknown[] = [];
  for (const name of ['a', 'b']) fixture.world.setBehaviour(`${name}.undo`, ({ isLost }) => lost.push([name, isLost]));
  const { assignees } = createTaskStep('ship');
  const handle = await fixture.engine.onboard(
    createEngineInput([
      createActivityStep('a'),
      createActivityStep('b'),
      createTaskStep('ship', ['a', 'b'], { undoTask: { title: 'Collect it', assignees, returns: ['a'] } }),
      createTaskStep('last', ['ship']),
    ]),
  );
  await waitForView(handle, (view) => getStepView(view, 'ship').status === 'waiting');
  await handle.signal('completeTask', { step: 'ship', by: IT });
  await waitForView(handle, (view) => getStepView(view, 'last').status === 'waiting');
  await handle.signal('cancel', { by: HR, reason: 'withdrawn', outcome: 'rolled-back' });
  await waitForView(handle, (view) => getStepView(view, 'ship').status === 'undoing');
  return { handle, lost };
}

test('what a person accepts as gone is written off, and nothing else', async () => {
  const { handle, lost } = await shipAndRollBack();
  await handle.signal('resolveFailure', { step: 'ship', action: 'accept', by: HR, note: 'The parcel is gone.' });
  expect((await waitForFinalView(handle)).status).toBe('rolled-back');
  expect(lost.sort()).toEqual([
    ['a', true],
    ['b', false],
  ]);
});

test('what comes back is released', async () => {
  const { handle, lost } = await shipAndRollBack();
  await handle.signal('completeTask', { step: 'ship', by: IT });
  expect((await waitForFinalView(handle)).status).toBe('rolled-back');
  expect(lost.sort()).toEqual([
    ['a', false],
    ['b', false],
  ]);
});
