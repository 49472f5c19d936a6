import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createApprovalStep,
  createEngineInput,
  createTaskStep,
  getStepView,
  HR,
  listRejections,
  MANAGER,
  MANAGER_PARTIES,
  waitForFinalView,
  waitForView,
} from './support';

const MARY = { name: 'Mary', email: 'mary@example.com' };
const GRACE = { name: 'Grace', email: MANAGER };
const manager = { parties: MANAGER_PARTIES, people: [GRACE], roles: [] };

const fixture = useEngineFixture(['a']);

const createSteps = (): ResolvedStep[] => [
  createApprovalStep('ok', [], { assignees: manager }),
  createTaskStep('meet', ['ok'], { assignees: manager, undoTask: { title: 'Say sorry', assignees: manager } }),
  createActivityStep('a', ['meet'], { owner: manager, decideWithin: 3 }),
];

const replaceManager = { by: HR, person: MANAGER, substitute: MARY };
const listNotified = (kind: string) =>
  fixture.world.snapshots
    .flatMap(({ notifications }) => notifications)
    .filter((notification) => notification.kind === kind)
    .flatMap(({ to }) => to.map(({ email }) => email));

test('open and future requests, the hire itself and all access go to the successor', async () => {
  const handle = await fixture.engine.onboard(createEngineInput(createSteps()));
  await waitForView(handle, () => listNotified('approval-requested').includes(MANAGER));
  await handle.signal('replacePerson', replaceManager);
  const replaced = await waitForView(handle, (view) => getStepView(view, 'ok').people?.[0]?.email === MARY.email);
  expect(replaced.request.manager).toEqual(MARY);
  expect(replaced.timeline.at(-1)).toMatchObject({
    kind: 'person-replaced',
    by: HR,
    reason: { code: 'replaced-by', params: { from: MANAGER, to: MARY.email } },
  });
  await waitForView(handle, () => listNotified('approval-requested').includes(MARY.email));
  // The predecessor decides nothing any more, neither the open request nor the later one.
  await handle.signal('approve', { step: 'ok', by: MANAGER });
  const rejected = await waitForView(handle, (view) => listRejections(view).length === 1);
  expect(getStepView(rejected, 'ok').status).toBe('waiting');
  await handle.signal('approve', { step: 'ok', by: MARY.email });
  await waitForView(handle, (view) => getStepView(view, 'meet').people?.[0]?.email === MARY.email);
  await handle.signal('completeTask', { step: 'meet', by: MARY.email });
  expect((await waitForFinalView(handle)).status).toBe('completed');
  expect(fixture.world.snapshots.at(-1)?.involvedPeople).not.toContain(MANAGER);
});

test('an undo task opened after the replacement goes to the successor', async () => {
  const handle = await fixture.engine.onboard(
    createEngineInput([...createSteps().slice(0, 2), createTaskStep('rest')]),
  );
  await handle.signal('approve', { step: 'ok', by: MANAGER });
  await handle.signal('completeTask', { step: 'meet', by: MANAGER });
  await waitForView(handle, (view) => getStepView(view, 'meet').status === 'done');
  await handle.signal('replacePerson', replaceManager);
  await handle.signal('cancel', { by: HR, reason: 'Offer withdrawn' });
  const undoing = await waitForView(handle, (view) => getStepView(view, 'meet').status === 'undoing');
  expect(getStepView(undoing, 'meet').people).toEqual([MARY]);
  await handle.signal('completeTask', { step: 'meet', by: MARY.email });
  expect((await waitForFinalView(handle)).status).toBe('cancelled');
});

test('an approval never goes to the submitter: it keeps its approver, which the timeline records', async () => {
  const input = createEngineInput(createSteps());
  const handle = await fixture.engine.onboard(input);
  await handle.signal('replacePerson', { ...replaceManager, substitute: input.submittedBy });
  const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
  expect(listRejections(view)).toMatchObject([
    { code: 'not-entitled.substitute', params: { step: 'ok', email: input.submittedBy.email } },
  ]);
  expect(getStepView(view, 'ok').people).toEqual([GRACE]);
  await handle.signal('approve', { step: 'ok', by: MANAGER });
  const meeting = await waitForView(handle, (later) => getStepView(later, 'meet').status === 'waiting');
  expect(getStepView(meeting, 'meet').people).toEqual([input.submittedBy]);
  await handle.signal('cancel', { by: HR, reason: 'enough' });
  await handle.result();
});
