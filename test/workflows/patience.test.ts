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
} from './support';

const DAY_MS = 86_400_000;
const TOLERANCE_MS = 60_000;
const OTHER_HR = { name: 'Otto', email: 'other-hr@example.com' };
const BOSS = { name: 'Boss', email: 'boss@example.com' };

let environment: TestWorkflowEnvironment;
let engine: EngineUnderTest;
let world: FakeWorld;

beforeAll(async () => {
  environment = await startTimeSkippingServer(TEST_KEYS);
}, 180_000);
afterAll(() => environment.teardown());
beforeEach(async () => {
  world = new FakeWorld();
  world.scheduleReminders = arranged;
  engine = await EngineUnderTest.start(environment.client, environment.nativeConnection, world, ['a', 'b']);
});
afterEach(() => engine.stop());

/** Fake calendar: every day is a business day. */
const later = (from: string, days: number | undefined): string | undefined =>
  days === undefined ? undefined : new Date(Date.parse(from) + days * DAY_MS).toISOString();
const arranged = ({ openedAt, remindAfter, escalateAfter, expireAfter }: ReminderScheduleInput): ReminderSchedule => ({
  remindAt: later(openedAt, remindAfter),
  escalateAt: later(openedAt, escalateAfter),
  expireAt: later(openedAt, expireAfter),
  standIns: [],
});

const patience: EscalationPolicy = {
  remindAfter: 2,
  escalateAfter: 4,
  escalateTo: { label: 'boss', people: [BOSS], roles: [] },
  expireAfter: 10,
  onExpiry: 'decline',
};
const nowIso = async (): Promise<string> => new Date(await environment.currentTimeMs()).toISOString();
const onboard = async (steps: ResolvedStep[], changes: Partial<EngineInput> = {}) =>
  engine.onboard(createEngineInput(steps, { submittedAt: await nowIso(), ...changes }));

/** Whole days after the submission of each timeline entry of this kind. */
function daysOf({ timeline, submittedAt }: OnboardingView, kind: string): number[] {
  const at = timeline.filter((entry) => entry.kind === kind).map((entry) => Date.parse(entry.at));
  return at.map((instant) => {
    const late = (instant - Date.parse(submittedAt)) % DAY_MS;
    expect(late).toBeLessThan(TOLERANCE_MS);
    return Math.floor((instant - Date.parse(submittedAt)) / DAY_MS);
  });
}

describe('nobody answers', () => {
  test('reminded, escalated, expired: silence is taken as a no', async () => {
    const handle = await onboard([createApprovalStep('ok', [], { patience }), createActivityStep('a', ['ok'])]);
    const view = await handle.result();
    expect(['reminded', 'escalated', 'expired'].map((kind) => daysOf(view, kind))).toEqual([[2], [4], [10]]);
    expect(view).toMatchObject({ status: 'declined', ending: { reason: 'ok: nobody decided in time' } });
    expect(getStepView(view, 'ok').decision).toMatchObject({ outcome: 'expired', via: 'engine' });
    expect(world.calls).toEqual([]);
    const mails = world.snapshots.at(-1)?.notices.map(({ kind, to }) => `${kind} ${to[0]?.email ?? ''}`);
    expect(mails).toEqual([
      `approval-requested ${MANAGER}`,
      `reminder ${MANAGER}`,
      `escalated ${BOSS.email}`,
      `declined ${HR}`,
    ]);
  });

  test('or it is escalated again, and waits on for a person', async () => {
    const steps = [createApprovalStep('ok', [], { patience: { ...patience, onExpiry: 'escalate' } })];
    const { plan } = createEngineInput(steps);
    const handle = await onboard(steps, { plan: { ...plan, attention: [...plan.attention, OTHER_HR] } });
    await environment.sleep(30 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'expired'));
    expect(view.status).toBe('awaiting-approval');
    expect(getStepView(view, 'ok').people?.map(({ email }) => email)).toEqual([MANAGER, BOSS.email, OTHER_HR.email]);
    await handle.signal('approve', { by: BOSS.email });
    expect((await handle.result()).status).toBe('completed');
  });

  test('what planning arranged at submission holds without asking again', async () => {
    const submittedAt = await nowIso();
    const call = { people: [], openedAt: submittedAt, location: 'berlin', ...patience };
    world.scheduleReminders = ({ people, ...rest }) => {
      expect(people.map(({ email }) => email)).toEqual([BOSS.email]);
      return arranged({ people, ...rest });
    };
    const step = createApprovalStep('ok', [], { patience, arranged: arranged(call) });
    const handle = await onboard([step], { submittedAt });
    expect(daysOf(await handle.result(), 'reminded')).toEqual([2]);
  });

  test('calendars that cannot be read hold nothing up: there are no deadlines then, and the timeline says so', async () => {
    world.scheduleReminders = () => {
      throw ApplicationFailure.nonRetryable('no such location', 'invalid-request');
    };
    const handle = await onboard([createApprovalStep('ok', [], { patience })]);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'not-arranged'));
    expect(view.timeline.at(-1)).toMatchObject({ step: 'ok', note: 'no such location' });
    await handle.signal('approve', { by: MANAGER });
    expect((await handle.result()).status).toBe('completed');
  });

  test('a later wait counts from when it opened', async () => {
    const handle = await onboard([
      createApprovalStep('first', [], { assignees: { label: 'boss', people: [BOSS], roles: [] } }),
      createApprovalStep('ok', ['first'], { patience }),
    ]);
    await environment.sleep(5 * DAY_MS);
    await handle.signal('approve', { step: 'first', by: BOSS.email });
    expect(daysOf(await handle.result(), 'reminded')).toEqual([7]);
  });

  test('a task is reminded of and escalated, and waits on', async () => {
    const handle = await onboard([createTaskStep('x', [], { patience: { remindAfter: 1, escalateAfter: 3 } })]);
    await environment.sleep(20 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'escalated'));
    expect([daysOf(view, 'reminded'), daysOf(view, 'escalated')]).toEqual([[1], [3]]);
    await handle.signal('completeTask', { step: 'x', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('what meets', () => {
  test('an answer ends the reminders', async () => {
    const handle = await onboard([createApprovalStep('ok', [], { patience }), createTaskStep('x', ['ok'])]);
    await environment.sleep(3 * DAY_MS);
    await handle.signal('approve', { by: MANAGER });
    await environment.sleep(20 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'task-requested'));
    expect(summarizeTimeline(view).filter((kind) => /escalated|expired/.test(kind))).toEqual([]);
    await handle.signal('cancel', { by: HR, reason: 'enough' });
    await handle.result();
  });

  test('an amendment while escalated: who is asked anew has all the time again', async () => {
    const mary = { name: 'Mary', email: 'mary@example.com' };
    const handle = await onboard([createApprovalStep('ok', [], { patience })]);
    await environment.sleep(5 * DAY_MS);
    world.replan = createFakeReplan(() => ({ assignees: { label: 'manager', people: [mary], roles: [] } }));
    await amend(handle);
    const asked = await waitForView(handle, (current) => getStepView(current, 'ok').expireAt !== undefined);
    expect(getStepView(asked, 'ok').people).toEqual([mary]);
    await handle.signal('approve', { by: BOSS.email });
    const view = await handle.result();
    expect([daysOf(view, 'escalated'), daysOf(view, 'expired')]).toEqual([[4, 9], [15]]);
    expect(view.timeline.find(({ kind }) => kind === 'ignored')?.note).toMatch(/^not-entitled/);
  });

  test('an escalation reaches somebody who is away: the deputy is asked', async () => {
    const deputy = { name: 'Dora', email: 'dora@example.com' };
    world.scheduleReminders = (call) => ({
      ...arranged(call),
      standIns: call.people.some(({ email }) => email === BOSS.email) ? [{ of: BOSS.email, deputy }] : [],
    });
    const handle = await onboard([createApprovalStep('ok', [], { patience })]);
    await environment.sleep(5 * DAY_MS);
    const view = await waitForView(handle, (current) => summarizeTimeline(current).includes('stood-in ok'));
    expect(getStepView(view, 'ok').people?.map(({ email }) => email)).toEqual([MANAGER, deputy.email]);
    await handle.signal('approve', { by: deputy.email });
    expect((await handle.result()).status).toBe('completed');
  });
});

describe('time to decide about a failure', () => {
  const fails = (): never => {
    throw ApplicationFailure.nonRetryable('no', 'Permanent');
  };

  test('has passed: everything is rolled back', async () => {
    world.setBehaviour('b', fails);
    const handle = await onboard([createActivityStep('a'), createActivityStep('b', ['a'], { decideWithin: 2 })]);
    const view = await handle.result();
    expect(view).toMatchObject({ status: 'rolled-back', ending: { reason: 'b: no; nobody decided in time' } });
    expect(daysOf(view, 'rolled-back')).toEqual([2]);
    expect(world.calls).toEqual(['a', 'b', 'b.undo', 'a.undo']);
  });

  test('has passed once accounts are in use: no timer takes them away, HR is asked', async () => {
    world.setBehaviour('b', fails);
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

describe('the deadline of the whole', () => {
  const within = async (days: number, then: 'escalate' | 'rollback', steps: ResolvedStep[]) => {
    const submittedAt = await nowIso();
    const input = createEngineInput(steps, { submittedAt });
    const at = later(submittedAt, days) ?? '';
    const plan = { ...input.plan, deadline: { moment: { kind: 'days' as const, count: days }, at, then } };
    return engine.onboard({ ...input, plan });
  };

  test('rolls back what is not complete by then', async () => {
    const handle = await within(20, 'rollback', [createActivityStep('a'), createTaskStep('x', ['a'])]);
    const view = await handle.result();
    expect(view.status).toBe('rolled-back');
    expect(daysOf(view, 'deadline-passed')).toEqual([20]);
    expect(world.calls).toEqual(['a', 'a.undo']);
  });

  test.each([
    ['escalates where the plan says so', 'escalate' as const, {}],
    ['escalates where accounts are in use, whatever the plan says', 'rollback' as const, { pivot: true }],
  ])('%s', async (_what, then, options) => {
    const handle = await within(20, then, [createActivityStep('a', [], options), createTaskStep('x', ['a'])]);
    await environment.sleep(40 * DAY_MS);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'deadline-passed'));
    expect(view.status).toBe('in-progress');
    expect(world.snapshots.at(-1)?.notices.at(-1)).toMatchObject({ kind: 'escalated', to: [{ email: HR }] });
    await handle.signal('completeTask', { step: 'x', by: IT });
    expect((await handle.result()).status).toBe('completed');
  });

  test('is nobody’s matter when all is done before', async () => {
    const handle = await within(20, 'rollback', [createActivityStep('a')]);
    expect((await handle.result()).status).toBe('completed');
  });
});
