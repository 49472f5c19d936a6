import { ApplicationFailure } from '@temporalio/common';
import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { amend, cancelAndWait, createFakeReplan } from './replanning';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  HR,
  summarizeTimeline,
  MANAGER,
  waitForView,
  getStepView,
  createTaskStep,
} from './support';

const stage = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  stage.engine.onboard(createEngineInput(steps, changes));

describe('an amended request', () => {
  const dearer = (askAgain: boolean) => (call: ReplanInput) => ({
    ...createFakeReplan()(call),
    request: { ...call.request, equipment: ['laptop-16'] },
    askAgain,
  });

  test('approvals already given are asked again if what they approved has changed, others are not', async () => {
    const handle = await onboard([
      createApprovalStep('one'),
      createApprovalStep('two', ['one']),
      createActivityStep('a', ['two']),
    ]);
    await handle.signal('approve', { step: 'one', by: MANAGER });
    stage.world.replan = dearer(false);
    expect((await amend(handle)).redone).toEqual([]);
    stage.world.replan = dearer(true);
    expect((await amend(handle)).redone).toEqual(['one']);
    const view = await waitForView(handle, (current) => getStepView(current, 'one').status === 'waiting');
    expect(view.request.equipment).toEqual(['laptop-16']);
    await handle.signal('approve', { step: 'two', by: MANAGER });
    await handle.signal('approve', { step: 'one', by: MANAGER });
    const end = await waitForView(handle, (current) => getStepView(current, 'one').decision !== undefined);
    expect(summarizeTimeline(end)).toEqual(expect.arrayContaining(['amended', 'asked-again one']));
    if (end.status !== 'completed') await handle.signal('approve', { step: 'two', by: MANAGER }).catch(() => undefined);
    expect((await handle.result()).status).toBe('completed');
  });

  test('while escalated: another manager is asked, who may decide, and the old one may not', async () => {
    const mary = { name: 'Mary', email: 'mary@example.com' };
    const handle = await onboard([createApprovalStep('ok')]);
    await handle.signal('delegate', { step: 'ok', by: MANAGER, to: 'boss@example.com' });
    stage.world.replan = createFakeReplan(() => ({ assignees: { label: 'manager', people: [mary], roles: [] } }));
    await amend(handle);
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('approve', { by: 'boss@example.com' });
    await handle.signal('approve', { by: mary.email });
    const view = await handle.result();
    expect(getStepView(view, 'ok').decision?.by).toBe(mary.email);
    expect(view.timeline.filter(({ kind }) => kind === 'ignored').map(({ note }) => note)).toEqual([
      'not-entitled: ok is for manager',
      'not-entitled: ok is for manager',
    ]);
  });

  test('may bring another plan: new steps are run, old ones are let go', async () => {
    const handle = await onboard([createApprovalStep('ok'), createActivityStep('a', ['ok'])]);
    stage.world.replan = ({ request, plan }) => ({
      request,
      plan: { ...plan, name: 'other', steps: [createApprovalStep('ok'), createActivityStep('b', ['ok'])] },
      at: '2027-01-10T08:00:00Z',
      askAgain: false,
    });
    await amend(handle);
    await handle.signal('approve', { by: MANAGER });
    const view = await handle.result();
    expect(view.plan).toBe('other');
    expect(stage.world.calls).toEqual(['b']);
  });

  test('then retry: what failed is taken back first, and runs with the new data as another generation', async () => {
    const tried: unknown[] = [];
    stage.world.setBehaviour('a', ({ request, generation }) => {
      tried.push([generation, request.equipment]);
      if (tried.length === 1) throw ApplicationFailure.nonRetryable('no such laptop', 'Permanent');
    });
    const handle = await onboard([createActivityStep('a', [], { decideWithin: 2 })], {
      request: { ...createEngineInput([]).request, equipment: ['old'] },
    });
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    let begun: string[] | undefined;
    stage.world.replan = (call) => {
      ({ begun } = call);
      return dearer(false)(call);
    };
    await amend(handle, { equipment: ['laptop-16'] });
    expect(begun).toEqual([]);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
    expect(stage.world.calls).toEqual(['a', 'a.undo', 'a']);
    expect(tried).toEqual([
      [1, ['old']],
      [2, ['laptop-16']],
    ]);
  });

  test('planning hears what is approved and what has begun', async () => {
    let heard: Partial<ReplanInput> = {};
    stage.world.replan = (call) => {
      heard = call;
      return createFakeReplan()(call);
    };
    const handle = await onboard([
      createApprovalStep('ok'),
      createActivityStep('a', ['ok']),
      createTaskStep('x', ['a']),
    ]);
    await amend(handle);
    expect(heard).toMatchObject({ approved: false, begun: [] });
    await handle.signal('approve', { by: MANAGER });
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    await amend(handle, { note: 'x' });
    expect(heard).toMatchObject({ approved: true, begun: ['a'], change: { changes: { note: 'x' } } });
    await cancelAndWait(handle);
  });
});
