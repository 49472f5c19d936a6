import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ReminderScheduleInput } from '../../src/domain/planning-activities';
import type { ReminderSchedule, EscalationPolicy, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { TEST_KEYS } from '../support/histories';
import { startTimeSkippingServer } from '../support/test-temporal';
import { amend, createFakeReplan } from './replanning';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  EngineUnderTest,
  HR,
  IT,
  summarizeTimeline,
  MANAGER,
  waitForView,
  getStepView,
  createTaskStep,
  FakeWorld,
  listRejections,
  MANAGER_PARTIES,
  waitForFinalView,
} from './support';
import { createReason } from '../../src/domain/reasons/reason';

const DAY_MS = 86_400_000;
const TOLERANCE_MS = 60_000;
const OTHER_HR = { name: 'Otto', email: 'other-hr@example.com' };
const BOSS = { name: 'Boss', email: 'boss@example.com' };
const BOSS_PARTIES = [{ people: [BOSS.name], relations: [], roles: [] }];

let environment: TestWorkflowEnvironment;
let engine: EngineUnderTest;
let world: FakeWorld;

beforeAll(async () => {
  environment = await startTimeSkippingServer(TEST_KEYS);
}, 180_000);
afterAll(() => environment.teardown());
beforeEach(async () => {
  world = new FakeWorld();
  world.scheduleReminders = computeSchedule;
  engine = await EngineUnderTest.start(environment.client, environment.nativeConnection, world, ['a', 'b']);
});
afterEach(() => engine.stop());

/** Fake calendar: every day is a business day. */
const addOptionalDays = (from: string, days: number | undefined): string | undefined =>
  days === undefined ? undefined : new Date(Date.parse(from) + days * DAY_MS).toISOString();
const computeSchedule = ({
  openedAt,
  remindAfter,
  escalateAfter,
  expireAfter,
}: ReminderScheduleInput): ReminderSchedule => ({
  remindAt: addOptionalDays(openedAt, remindAfter),
  escalateAt: addOptionalDays(openedAt, escalateAfter),
  expireAt: addOptionalDays(openedAt, expireAfter),
  substitutes: [],
});

const escalation: EscalationPolicy = {
  remindAfter: 2,
  escalateAfter: 4,
  escalateTo: { parties: BOSS_PARTIES, people: [BOSS], roles: [] },
  expireAfter: 10,
  onExpiry: 'decline',
};
const getNow = async (): Promise<string> => new Date(await environment.currentTimeMs()).toISOString();
const onboard = async (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  engine.onboard(createEngineInput(steps, { submittedAt: await getNow(), ...changes }));

/** Whole days after the submission of each timeline entry of this kind. */
function listDays({ timeline, submittedAt }: OnboardingView, kind: string): number[] {
  const at = timeline.filter((entry) => entry.kind === kind).map((entry) => Date.parse(entry.at));
  return at.map((instant) => {
    const lateMs = (instant - Date.parse(submittedAt)) % DAY_MS;
    expect(lateMs).toBeLessThan(TOLERANCE_MS);
    return Math.floor((instant - Date.parse(submittedAt)) / DAY_MS);
  });
}

describe('without an answer', () => {
  test('reminded, escalated, expired: silence is a decline', async () => {
    const handle = await onboard([createApprovalStep('ok', [], { escalation }), createActivityStep('a', ['ok'])]);
    const view = await waitForFinalView(handle);
    expect(['reminded', 'escalated', 'expired'].map((kind) => listDays(view, kind))).toEqual([[2], [4], [10]]);
    expect(view).toMatchObject({
      status: 'declined',
      termination: { reason: createReason('step-expired', { step: 'ok' }) },
    });
    expect(getStepView(view, 'ok').decision).toEqual({ outcome: 'expired', via: 'engine', at: expect.any(String) });
    expect(world.calls).toEqual([]);
    const mails = world.snapshots.at(-1)?.notifications.map(({ kind, to }) => `${kind} ${to[0]?.email ?? ''}`);
    expect(mails).toEqual([
      `approval-requested ${MANAGER}`,
      `reminder ${MANAGER}`,
      `escalated ${BOSS.email}`,
      `declined ${HR}`,
    ]);
  });

  test('onExpiry escalate: it escalates again and keeps waiting', async () => {
    const steps = [createApprovalStep('ok', [], { escalation: { ...escalation, onExpiry: 'escalate' } })];
    const { plan } = createEngineInput(steps);
    const handle = await onboard(steps, {
      plan: { ...plan, escalationContacts: [...plan.escalationContacts, OTHER_HR] },
    });
    await environment.sleep(30 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'expired'));
    expect(view.status).toBe('awaiting-approval');
    expect(getStepView(view, 'ok').people?.map(({ email }) => email)).toEqual([MANAGER, BOSS.email, OTHER_HR.email]);
    await handle.signal('approve', { by: BOSS.email });
    expect((await handle.result()).status).toBe('completed');
  });

  test('a schedule computed at submission is used as is', async () => {
    const submittedAt = await getNow();
    const call = { people: [], openedAt: submittedAt, location: 'berlin', ...escalation };
    world.scheduleReminders = ({ people, ...rest }) => {
      expect(people.map(({ email }) => email)).toEqual([BOSS.email]);
      return computeSchedule({ people, ...rest });
    };
    const step = createApprovalStep('ok', [], { escalation, reminderSchedule: computeSchedule(call) });
    const handle = await onboard([step], { submittedAt });
    expect(listDays(await waitForFinalView(handle), 'reminded')).toEqual([2]);
  });

  test('unreadable calendars leave no deadlines, which is recorded', async () => {
    world.scheduleReminders = () => {
      throw ApplicationFailure.nonRetryable('no such location', 'invalid-request');
    };
    const handle = await onboard([createApprovalStep('ok', [], { escalation })]);
    const view = await waitForView(handle, ({ timeline }) =>
      timeline.some(({ kind }) => kind === 'schedule-unavailable'),
    );
    expect(view.timeline.at(-1)).toMatchObject({
      step: 'ok',
      reason: { code: 'invalid-request', params: { message: 'no such location' } },
    });
    await handle.signal('approve', { by: MANAGER });
    expect((await handle.result()).status).toBe('completed');
  });

  test('a later wait counts from its opening', async () => {
    const handle = await onboard([
      createApprovalStep('first', [], { assignees: { parties: BOSS_PARTIES, people: [BOSS], roles: [] } }),
      createApprovalStep('ok', ['first'], { escalation }),
    ]);
    await environment.sleep(5 * DAY_MS);
    await handle.signal('approve', { step: 'first', by: BOSS.email });
    expect(listDays(await waitForFinalView(handle), 'reminded')).toEqual([7]);
  });

  test('a task is reminded and escalated, and keeps waiting', async () => {
    const handle = await onboard([createTaskStep('x', [], { escalation: { remindAfter: 1, escalateAfter: 3 } })]);
    await environment.sleep(20 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'escalated'));
    expect([listDays(view, 'reminded'), listDays(view, 'escalated')]).toEqual([[1], [3]]);
    await handle.signal('completeTask', { step: 'x', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('concurrent events', () => {
  test('an answer ends the reminders', async () => {
    const handle = await onboard([createApprovalStep('ok', [], { escalation }), createTaskStep('x', ['ok'])]);
    await environment.sleep(3 * DAY_MS);
    await handle.signal('approve', { by: MANAGER });
    await environment.sleep(20 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'task-requested'));
    expect(summarizeTimeline(view).filter((kind) => /escalated|expired/.test(kind))).toEqual([]);
    await handle.signal('cancel', { by: HR, reason: 'enough' });
    await handle.result();
  });

  test('amended while escalated: new assignees get the full time', async () => {
    const mary = { name: 'Mary', email: 'mary@example.com' };
    const handle = await onboard([createApprovalStep('ok', [], { escalation })]);
    await environment.sleep(5 * DAY_MS);
    world.replan = createFakeReplan(() => ({ assignees: { parties: MANAGER_PARTIES, people: [mary], roles: [] } }));
    await amend(handle);
    const reopened = await waitForView(handle, (current) => getStepView(current, 'ok').expireAt !== undefined);
    expect(getStepView(reopened, 'ok').people).toEqual([mary]);
    await handle.signal('approve', { by: BOSS.email });
    const view = await waitForFinalView(handle);
    expect([listDays(view, 'escalated'), listDays(view, 'expired')]).toEqual([[4, 9], [15]]);
    expect(listRejections(view)).toMatchObject([{ code: 'not-entitled.assignee' }]);
  });

  test('escalated to an absent person: the deputy is asked', async () => {
    const deputy = { name: 'Dora', email: 'dora@example.com' };
    world.scheduleReminders = (call) => ({
      ...computeSchedule(call),
      substitutes: call.people.some(({ email }) => email === BOSS.email)
        ? [{ representedEmail: BOSS.email, deputy }]
        : [],
    });
    const handle = await onboard([createApprovalStep('ok', [], { escalation })]);
    await environment.sleep(5 * DAY_MS);
    const view = await waitForView(handle, (current) => summarizeTimeline(current).includes('substituted ok'));
    expect(getStepView(view, 'ok').people?.map(({ email }) => email)).toEqual([MANAGER, deputy.email]);
    await handle.signal('approve', { by: deputy.email });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('the decision time after a failure', () => {
  const throwPermanent = (): never => {
    throw ApplicationFailure.nonRetryable('no', 'Permanent');
  };

  test('expired: everything is rolled back', async () => {
    world.setBehaviour('b', throwPermanent);
    const handle = await onboard([createActivityStep('a'), createActivityStep('b', ['a'], { decideWithin: 2 })]);
    const view = await waitForFinalView(handle);
    expect(view).toMatchObject({
      status: 'rolled-back',
      termination: { reason: { code: 'step-undecided', params: { step: 'b', cause: { params: { message: 'no' } } } } },
    });
    expect(listDays(view, 'rolled-back')).toEqual([2]);
    expect(world.calls).toEqual(['a', 'b', 'b.undo', 'a.undo']);
  });

  test('expired after the pivot: nothing is undone, HR is asked', async () => {
    world.setBehaviour('b', throwPermanent);
    const handle = await onboard([
      createActivityStep('a', [], { pivot: true }),
      createActivityStep('b', ['a'], { decideWithin: 2 }),
    ]);
    await environment.sleep(30 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'expired'));
    expect(view.status).toBe('needs-attention');
    expect(world.calls).toEqual(['a', 'b']);
    world.setBehaviour('b', () => undefined);
    await handle.signal('resolveFailure', { step: 'b', action: 'retry', by: HR });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('the deadline of the onboarding', () => {
  const submitWithDeadline = async (days: number, then: 'escalate' | 'rollback', steps: ResolvedStep[]) => {
    const submittedAt = await getNow();
    const input = createEngineInput(steps, { submittedAt });
    const at = addOptionalDays(submittedAt, days) ?? '';
    const plan = { ...input.plan, deadline: { moment: { kind: 'days' as const, count: days }, at, then } };
    return engine.onboard({ ...input, plan });
  };

  test('rolls back an incomplete onboarding', async () => {
    const handle = await submitWithDeadline(20, 'rollback', [createActivityStep('a'), createTaskStep('x', ['a'])]);
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('rolled-back');
    expect(listDays(view, 'deadline-passed')).toEqual([20]);
    expect(world.calls).toEqual(['a', 'a.undo']);
  });

  test.each([
    ['escalates if the plan says so', 'escalate' as const, {}],
    ['escalates after the pivot, regardless of the plan', 'rollback' as const, { pivot: true }],
  ])('%s', async (_what, then, options) => {
    const handle = await submitWithDeadline(20, then, [
      createActivityStep('a', [], options),
      createTaskStep('x', ['a']),
    ]);
    await environment.sleep(40 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'deadline-passed'));
    expect(view.status).toBe('in-progress');
    expect(world.snapshots.at(-1)?.notifications.at(-1)).toMatchObject({ kind: 'escalated', to: [{ email: HR }] });
    await handle.signal('completeTask', { step: 'x', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });

  test('has no effect after completion', async () => {
    const handle = await submitWithDeadline(20, 'rollback', [createActivityStep('a')]);
    expect((await handle.result()).status).toBe('completed');
  });
});
