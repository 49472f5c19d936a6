import { randomUUID } from 'node:crypto';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { SignalName } from '../../src/domain/onboarding/messages';
import type { Role } from '../../src/domain/status';
import type { EngineInput } from '../../src/domain/onboarding/state';
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
  EngineUnderTest,
  startOnboarding,
  listRejections,
  MANAGER_PARTIES,
  nameRole,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const FINANCE = 'fin@example.com';
const DEPUTY = { name: 'Dora', email: 'dora@example.com' };
const MARY = { name: 'Mary', email: 'mary@example.com' };

const fixture = useEngineFixture(['a', 'b']);

const onboard = (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  fixture.engine.onboard(createEngineInput(steps, changes));
const createProvenSender = (onboardingId: string, signal: SignalName, email: string, roles: Role[]) => ({
  by: email,
  proof: { decisionId: randomUUID(), onboardingId, signal, roles },
});
const finance = {
  parties: nameRole('finance'),
  people: [{ name: 'Fin', email: FINANCE }],
  roles: ['finance' as const],
};
const manager = { parties: MANAGER_PARTIES, people: [{ name: 'Grace', email: MANAGER }], roles: [] };
const ALREADY_APPROVED = { code: 'already-decided', params: { outcome: 'approved', by: MANAGER } };
const jointApproval = createApprovalStep('ok', [], {
  assignees: {
    parties: [...manager.parties, ...finance.parties],
    people: [...manager.people, ...finance.people],
    roles: ['finance'],
  },
  allOf: [manager, finance],
});

describe('allOf', () => {
  test('is decided by the last party; the missing ones stay assigned', async () => {
    const handle = await onboard([jointApproval, createActivityStep('a', ['ok'])]);
    await handle.signal('approve', { by: MANAGER });
    const partlyApproved = await waitForView(handle, (view) => getStepView(view, 'ok').approvals?.length === 1);
    expect(getStepView(partlyApproved, 'ok')).toMatchObject({ status: 'waiting', people: [{ email: FINANCE }] });
    // A decision is final: neither a repetition nor the opposite decision counts.
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('decline', { by: MANAGER });
    const rejected = await waitForView(handle, (view) => listRejections(view).length === 2);
    expect(listRejections(rejected)).toMatchObject([ALREADY_APPROVED, ALREADY_APPROVED]);
    expect(fixture.world.calls).toEqual([]);
    await handle.signal('approve', { by: FINANCE });
    expect((await handle.result()).status).toBe('completed');
  });

  test('a role that has approved is no longer assigned', async () => {
    const handle = await onboard([jointApproval]);
    await handle.signal('approve', { by: FINANCE });
    const partlyApproved = await waitForView(handle, (view) => getStepView(view, 'ok').approvals?.length === 1);
    expect(getStepView(partlyApproved, 'ok').people).toMatchObject([{ email: MANAGER }]);
    expect(getStepView(partlyApproved, 'ok').roles).toBeUndefined();
  });

  test('one person may approve for several parties', async () => {
    const input = createEngineInput([jointApproval]);
    const handle = await fixture.engine.onboard(input);
    await handle.signal('approve', createProvenSender(input.id, 'approve', MANAGER, ['finance']));
    expect((await handle.result()).status).toBe('completed');
  });

  test('one decline declines', async () => {
    const handle = await onboard([jointApproval, createActivityStep('a', ['ok'])]);
    await handle.signal('approve', { by: MANAGER });
    await handle.signal('decline', { by: FINANCE, comment: 'too dear' });
    expect(await waitForFinalView(handle)).toMatchObject({
      status: 'declined',
      termination: { reason: { code: 'step-declined' }, comment: 'too dear', by: FINANCE },
    });
    expect(fixture.world.calls).toEqual([]);
  });
});

describe('two people concurrently', () => {
  test('the first decision counts, the second is ignored with the reason', async () => {
    const assignees = { parties: [], people: [...manager.people, ...finance.people], roles: [] };
    const handle = await onboard([createApprovalStep('ok', [], { assignees }), createTaskStep('rest', ['ok'])]);
    await Promise.all([
      handle.signal('approve', { step: 'ok', by: MANAGER }),
      handle.signal('decline', { step: 'ok', by: FINANCE }),
    ]);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    const first = getStepView(view, 'ok').decision;
    expect([MANAGER, FINANCE]).toContain(first?.by);
    const second = view.timeline.find(({ kind }) => kind === 'ignored');
    expect(second?.by).toBe(first?.by === MANAGER ? FINANCE : MANAGER);
    const { outcome = 'approved', by = '', at = '' } = first ?? {};
    expect(second?.reason).toEqual(createReason('already-decided', { outcome, by, at }));
    await handle.signal('cancel', { by: HR, reason: 'enough' });
    await handle.result();
  });
});

describe('delegation', () => {
  test('the delegate is asked and may decide; the delegator still may', async () => {
    const handle = await onboard([createApprovalStep('ok'), createApprovalStep('two', ['ok'])]);
    await handle.signal('delegate', { step: 'ok', by: MANAGER, to: MARY });
    const pendingView = await waitForView(handle, (view) => getStepView(view, 'ok').people?.[0]?.email === MARY.email);
    expect(getStepView(pendingView, 'ok').people).toEqual([MARY]);
    const listMaryNotifications = () =>
      fixture.world.snapshots
        .flatMap(({ notifications }) => notifications)
        .filter(({ to }) => to[0]?.email === MARY.email);
    await waitForView(handle, () => listMaryNotifications().length > 0);
    expect(listMaryNotifications()[0]).toMatchObject({ kind: 'approval-requested', step: 'ok' });
    await handle.signal('approve', { step: 'ok', by: MARY.email });
    await handle.signal('delegate', { step: 'two', by: MANAGER, to: MARY.email });
    await handle.signal('approve', { step: 'two', by: MANAGER });
    const view = await waitForFinalView(handle);
    expect(view.steps.map(({ decision }) => decision?.by)).toEqual([MARY.email, MANAGER]);
    expect(fixture.world.snapshots.at(-1)?.involvedPeople).toContain(MARY.email);
  });

  test('to an absent person: the deputy is asked, and all three may decide', async () => {
    fixture.world.scheduleReminders = ({ people }) => ({
      substitutes: people.some(({ email }) => email === MARY.email)
        ? [{ representedEmail: MARY.email, deputy: DEPUTY }]
        : [],
    });
    const handle = await onboard([createApprovalStep('ok')]);
    await handle.signal('delegate', { step: 'ok', by: MANAGER, to: MARY });
    const view = await waitForView(handle, (current) => getStepView(current, 'ok').people?.[0]?.email === DEPUTY.email);
    expect(summarizeTimeline(view)).toContain('substituted ok');
    await handle.signal('approve', { by: DEPUTY.email });
    expect((await waitForFinalView(handle)).steps[0]?.decision?.by).toBe(DEPUTY.email);
  });

  test.each([
    [
      'by a non-assignee',
      { by: FINANCE, to: MARY },
      createReason('not-entitled.assignee', { step: 'ok', assignees: MANAGER_PARTIES }),
    ],
    ['to the submitter', { by: MANAGER, to: HR }, createReason('not-entitled.substitute', { step: 'ok', email: HR })],
    [
      'to the new hire',
      { by: MANAGER, to: 'ada@example.org' },
      createReason('not-entitled.substitute', { step: 'ok', email: 'ada@example.org' }),
    ],
    ['to oneself', { by: MANAGER, to: MANAGER }, createReason('not-waiting.self-delegation', {})],
    ['of an activity', { by: MANAGER, to: MARY, step: 'a' }, createReason('not-waiting.no-request', { step: 'a' })],
    [
      'without a valid person',
      { by: MANAGER, to: 7 },
      createReason('malformed.signal', {
        signal: 'delegate',
        problem: createReason('message.no-object', { field: 'to' }),
      }),
    ],
  ])('%s is rejected', async (_what, message, reason) => {
    const handle = await onboard([createApprovalStep('ok'), createActivityStep('a', ['ok'])]);
    await handle.signal('delegate', { step: 'ok', ...message });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(listRejections(view)).toEqual([reason]);
    await handle.terminate();
  });

  test('decisions keep their order if no worker was running', async () => {
    const { client, connection } = fixture.temporal;
    await fixture.engine.stop();
    const handle = await startOnboarding(client, createEngineInput([createApprovalStep('ok')]));
    await handle.signal('delegate', { step: 'ok', by: MANAGER, to: MARY });
    await handle.signal('approve', { by: MARY.email });
    fixture.engine = await EngineUnderTest.start(client, connection, fixture.world, []);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ by }) => by === MARY.email));
    expect(summarizeTimeline(view).slice(2, 4)).toEqual(['delegated ok', 'approved ok']);
  });

  test('HR delegates a request of an unresponsive assignee', async () => {
    const input = createEngineInput([createApprovalStep('ok')]);
    const handle = await fixture.engine.onboard(input);
    await handle.signal('delegate', {
      step: 'ok',
      to: MARY,
      ...createProvenSender(input.id, 'delegate', 'other-hr@example.com', ['hr']),
    });
    await handle.signal('approve', { by: MARY.email });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('an absence', () => {
  test('the deputy is asked in place of an absent person', async () => {
    const reminderSchedule = { substitutes: [{ representedEmail: MANAGER, deputy: DEPUTY }] };
    const handle = await onboard([createApprovalStep('ok', [], { reminderSchedule })]);
    const view = await waitForView(handle, () => true);
    expect(getStepView(view, 'ok').people).toEqual([DEPUTY]);
    await handle.signal('approve', { by: DEPUTY.email });
    await handle.result();
  });

  test('a deputy who is the submitter is not asked', async () => {
    const reminderSchedule = { substitutes: [{ representedEmail: MANAGER, deputy: { name: 'Hanna', email: HR } }] };
    const handle = await onboard([createApprovalStep('ok', [], { reminderSchedule })]);
    const view = await waitForView(handle, () => true);
    expect(getStepView(view, 'ok').people?.map(({ email }) => email)).toEqual([MANAGER]);
    await handle.terminate();
  });
});

describe('tasks', () => {
  const form = [
    { name: 'tag', label: 'Asset tag', type: 'text' as const, required: true },
    { name: 'weight', label: 'Weight', type: 'number' as const, required: false, minimum: 1 },
  ];

  test('are assigned to people, and their answers reach later steps', async () => {
    let receivedAnswers: unknown;
    fixture.world.setBehaviour('a', ({ answers }) => (receivedAnswers = answers));
    const handle = await onboard([createTaskStep('ship', [], { form }), createActivityStep('a', ['ship'])]);
    const open = await waitForView(handle, (view) => getStepView(view, 'ship').status === 'waiting');
    expect(getStepView(open, 'ship')).toMatchObject({ form, people: [{ email: IT }] });
    await handle.signal('completeTask', { step: 'ship', by: IT, answers: { weight: 0 } });
    const rejected = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(listRejections(rejected)).toEqual([createReason('malformed.answers', { fields: ['tag', 'weight'] })]);
    await handle.signal('completeTask', { step: 'ship', by: FINANCE, answers: { tag: 'L-1' } });
    await handle.signal('completeTask', { step: 'ship', by: IT, note: 'sent', answers: { tag: 'L-1' } });
    await handle.signal('completeTask', { step: 'ship', by: IT, answers: { tag: 'L-2' } });
    const view = await waitForFinalView(handle);
    expect(receivedAnswers).toEqual({ ship: { tag: 'L-1' } });
    expect(getStepView(view, 'ship')).toMatchObject({
      answers: { tag: 'L-1' },
      decision: { outcome: 'completed', by: IT },
    });
    expect(listRejections(view).map((reason) => reason?.code)).toEqual(
      expect.arrayContaining(['malformed.answers', 'not-entitled.assignee']),
    );
  });

  test('a completed task is undone by a person, before its predecessors', async () => {
    const undoTask = { title: 'Collect it', assignees: { parties: nameRole('it'), people: [DEPUTY], roles: [] } };
    const handle = await onboard([
      createActivityStep('a'),
      createTaskStep('ship', ['a'], { undoTask }),
      createApprovalStep('late', ['ship']),
    ]);
    await waitForView(handle, (view) => getStepView(view, 'ship').status === 'waiting');
    await handle.signal('completeTask', { step: 'ship', by: IT });
    await handle.signal('cancel', { by: HR, reason: 'no' });
    const pendingView = await waitForView(handle, (view) => getStepView(view, 'ship').status === 'undoing');
    expect(getStepView(pendingView, 'ship')).toMatchObject({
      title: 'ship',
      undoTask: 'Collect it',
      people: [DEPUTY],
    });
    expect(fixture.world.calls).toEqual(['a']);
    await handle.signal('completeTask', { step: 'ship', by: IT });
    await handle.signal('completeTask', { step: 'ship', by: DEPUTY.email });
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('cancelled');
    expect(getStepView(view, 'ship').status).toBe('undone');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });

  test('only a skippable task can be skipped', async () => {
    const handle = await onboard([createTaskStep('x', [], { skippable: true }), createTaskStep('y', ['x'])]);
    await handle.signal('resolveFailure', { step: 'x', action: 'skip', by: IT });
    await handle.signal('resolveFailure', { step: 'y', action: 'skip', by: IT });
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    expect(view.steps.map(({ status }) => status)).toEqual(['skipped', 'waiting']);
    await handle.signal('completeTask', { step: 'y', by: IT });
    await handle.result();
  });

  test('a skippable task can be skipped before its date', async () => {
    const handle = await onboard([createTaskStep('x', [], { skippable: true, startAt: '2099-01-01T09:00:00Z' })]);
    await waitForView(handle, (view) => getStepView(view, 'x').status === 'waiting');
    await handle.signal('resolveFailure', { step: 'x', action: 'skip', by: HR });
    expect((await handle.result()).status).toBe('completed');
  });
});
