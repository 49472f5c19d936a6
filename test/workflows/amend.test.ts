import { ApplicationFailure } from '@temporalio/common';
import type { ReplanInput } from '../../src/domain/planning-activities';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { amend, cancelAndWait, createFakeReplan, getRejectionType } from './replanning';
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
  listRejections,
  MANAGER_PARTIES,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const fixture = useEngineFixture(['a', 'b', 'c', 'd']);

const onboard = (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  fixture.engine.onboard(createEngineInput(steps, changes));

describe('amending', () => {
  const createDearerReplan = (requiresReapproval: boolean) => (call: ReplanInput) => ({
    ...createFakeReplan()(call),
    request: { ...call.request, equipment: ['laptop-16'] },
    requiresReapproval,
  });

  test('reopens given approvals only if their data has changed', async () => {
    const handle = await onboard([
      createApprovalStep('one'),
      createApprovalStep('two', ['one']),
      createActivityStep('a', ['two']),
    ]);
    await handle.signal('approve', { step: 'one', by: MANAGER });
    fixture.world.replan = createDearerReplan(false);
    expect((await amend(handle)).redone).toEqual([]);
    fixture.world.replan = createDearerReplan(true);
    expect((await amend(handle)).redone).toEqual(['one']);
    const view = await waitForView(handle, (current) => getStepView(current, 'one').status === 'waiting');
    expect(view.request.equipment).toEqual(['laptop-16']);
    await handle.signal('approve', { step: 'two', by: MANAGER });
    await handle.signal('approve', { step: 'one', by: MANAGER });
    const end = await waitForView(handle, (current) => getStepView(current, 'one').decision !== undefined);
    expect(summarizeTimeline(end)).toEqual(expect.arrayContaining(['amended', 'reapproval-requested one']));
    if (end.status !== 'completed') await handle.signal('approve', { step: 'two', by: MANAGER }).catch(() => undefined);
    expect((await handle.result()).status).toBe('completed');
  });

  test('while escalated: the new manager may decide, the old one may not', async () => {
    const newManager = { name: 'Mary', email: 'mary@example.com' };
    const handle = await onboard([createApprovalStep('ok')]);
    await handle.signal('delegate', { step: 'ok', by: MANAGER, to: 'boss@example.com' });
    fixture.world.replan = createFakeReplan(() => ({
      assignees: { parties: MANAGER_PARTIES, people: [newManager], roles: [] },
    }));
    await amend(handle);
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('approve', { by: 'boss@example.com' });
    await handle.signal('approve', { by: newManager.email });
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'ok').decision?.by).toBe(newManager.email);
    const rejection = createReason('not-entitled.assignee', { step: 'ok', assignees: MANAGER_PARTIES });
    expect(listRejections(view)).toEqual([rejection, rejection]);
  });

  test('may change the plan: new steps run, old ones are dropped', async () => {
    const handle = await onboard([createApprovalStep('ok'), createActivityStep('a', ['ok'])]);
    fixture.world.replan = ({ request, plan }) => ({
      request,
      plan: { ...plan, name: 'other', steps: [createApprovalStep('ok'), createActivityStep('b', ['ok'])] },
      at: '2027-01-10T08:00:00Z',
      requiresReapproval: false,
    });
    await amend(handle);
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForFinalView(handle);
    expect(view.plan).toBe('other');
    expect(fixture.world.calls).toEqual(['b']);
  });

  test('before a retry: the failed step is undone, then runs as a new generation', async () => {
    const attempts: unknown[] = [];
    fixture.world.setBehaviour('a', ({ request, generation }) => {
      attempts.push([generation, request.equipment]);
      if (attempts.length === 1) throw ApplicationFailure.nonRetryable('no such laptop', 'Permanent');
    });
    const handle = await onboard([createActivityStep('a', [], { decideWithin: 2 })], {
      request: { ...createEngineInput([]).request, equipment: ['old'] },
    });
    await waitForView(handle, ({ status }) => status === 'needs-attention');
    let startedSteps: string[] | undefined;
    fixture.world.replan = (call) => {
      ({ startedSteps } = call);
      return createDearerReplan(false)(call);
    };
    await amend(handle, { equipment: ['laptop-16'] });
    expect(startedSteps).toEqual([]);
    await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
    expect(fixture.world.calls).toEqual(['a', 'a.undo', 'a']);
    expect(attempts).toEqual([
      [1, ['old']],
      [2, ['laptop-16']],
    ]);
  });

  describe('a plan in place of one whose step has failed before its approval', () => {
    const skipReason = createReason('condition.works-remotely', {});
    const replaceSteps =
      (steps: ResolvedStep[]) =>
      ({ request, plan }: ReplanInput) => ({
        request,
        plan: { ...plan, steps },
        at: '2027-01-10T08:00:00Z',
        requiresReapproval: false,
        changedFields: ['plan'],
      });
    const onboardWithFailure = async () => {
      fixture.world.setBehaviour('a', () => {
        throw ApplicationFailure.nonRetryable('no seat', 'Permanent');
      });
      const handle = await onboard([createActivityStep('a', [], { decideWithin: 2 }), createApprovalStep('ok')]);
      await waitForView(handle, ({ status }) => status === 'needs-attention');
      return handle;
    };

    test('leaves the step out: it is undone and skipped', async () => {
      const handle = await onboardWithFailure();
      fixture.world.replan = replaceSteps([
        createActivityStep('a', [], { decideWithin: 2, skipReason }),
        createApprovalStep('ok', ['a']),
      ]);
      await amend(handle);
      await handle.signal('approve', { by: MANAGER });
      const view = await waitForFinalView(handle);
      expect(getStepView(view, 'a')).toMatchObject({ status: 'skipped', reason: skipReason, armed: false });
      expect(fixture.world.calls).toEqual(['a', 'a.undo']);
    });

    test('lacks the step: it is kept until it is undone and skipped', async () => {
      const handle = await onboardWithFailure();
      fixture.world.replan = replaceSteps([createApprovalStep('ok'), createActivityStep('b', ['ok'])]);
      await amend(handle);
      await handle.signal('approve', { by: MANAGER });
      const view = await waitForFinalView(handle);
      expect(view.status).toBe('completed');
      expect(getStepView(view, 'a')).toMatchObject({ status: 'skipped', armed: false });
      expect(fixture.world.calls.slice().sort()).toEqual(['a', 'a.undo', 'b']);
    });

    test('uses the id for another activity: rejected, as nothing could undo the first', async () => {
      const handle = await onboardWithFailure();
      fixture.world.replan = replaceSteps([createActivityStep('a', [], { activity: 'b' }), createApprovalStep('ok')]);
      expect(await getRejectionType(amend(handle))).toBe('not-possible');
      await cancelAndWait(handle);
      expect(fixture.world.calls).toEqual(['a', 'a.undo']);
    });

    test('leaves out a failed step whose effect was accepted: nothing waits for the old state', async () => {
      const handle = await onboardWithFailure();
      fixture.world.setBehaviour('a.undo', () => {
        throw ApplicationFailure.nonRetryable('locked', 'Permanent');
      });
      fixture.world.replan = replaceSteps([
        createActivityStep('a', [], { decideWithin: 2, skipReason }),
        createApprovalStep('ok', ['a']),
      ]);
      await amend(handle);
      await waitForView(handle, (view) => getStepView(view, 'a').status === 'undo-failed');
      await handle.signal('resolveFailure', { step: 'a', action: 'accept', by: HR });
      await handle.signal('approve', { by: MANAGER });
      expect((await handle.result()).status).toBe('completed');
    });
  });

  test('while a step starts: planned again, as its effect was not known to planning', async () => {
    const startedSteps: string[][] = [];
    let finishPlanning: () => void = () => undefined;
    const planningFinished = new Promise<void>((resolve) => (finishPlanning = resolve));
    fixture.world.replan = async (call) => {
      startedSteps.push(call.startedSteps);
      if (startedSteps.length === 1) await planningFinished;
      return createFakeReplan()(call);
    };
    const handle = await onboard([
      createApprovalStep('ok'),
      createActivityStep('a', ['ok']),
      createTaskStep('x', ['a']),
    ]);
    const change = amend(handle, { note: 'x' });
    await waitForView(handle, () => startedSteps.length === 1);
    await handle.signal('approve', { by: MANAGER });
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    finishPlanning();
    await change;
    expect(startedSteps).toEqual([[], ['a']]);
    await cancelAndWait(handle);
  });

  test('planning receives the approvals and the started steps', async () => {
    let received: Partial<ReplanInput> = {};
    fixture.world.replan = (call) => {
      received = call;
      return createFakeReplan()(call);
    };
    const handle = await onboard([
      createApprovalStep('ok'),
      createActivityStep('a', ['ok']),
      createTaskStep('x', ['a']),
    ]);
    await amend(handle);
    expect(received).toMatchObject({ isFullyApproved: false, startedSteps: [] });
    await handle.signal('approve', { by: MANAGER });
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    await amend(handle, { note: 'x' });
    expect(received).toMatchObject({ isFullyApproved: true, startedSteps: ['a'], change: { changes: { note: 'x' } } });
    await cancelAndWait(handle);
  });
});
