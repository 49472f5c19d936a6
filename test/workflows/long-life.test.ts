import type { WorkflowHandle } from '@temporalio/client';
import { waitForValue } from '../support/wait-for-value';
import { createFakeReplan, reschedule } from './replanning';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  HR,
  IT,
  MANAGER,
  waitForView,
  getStepView,
  createTaskStep,
  waitForFinalView,
} from './support';

const IN_NINETY_DAYS = '2099-05-30T09:00:00Z';
const SIGNALS = 300;

const fixture = useEngineFixture(['a', 'b'], ['limit.historyCount.suggestContinueAsNew=60']);

/** Sends signals from people without permission until the history has exceeded its limit at least once. */
async function sendIgnoredSignals(handle: WorkflowHandle, signals = 120): Promise<string[]> {
  const ignoredSenders = Array.from({ length: signals }, (_, index) => `nobody${String(index)}@example.com`);
  const { runId: first } = await handle.describe();
  for (const by of ignoredSenders) await handle.signal('completeTask', { step: 'talk', by });
  // The timeline is no evidence of a new run: one that starts with all signals handled projects nothing.
  await waitForValue(async () => (await handle.describe()).runId !== first || undefined, 60_000);
  return ignoredSenders;
}

test('a ninety-day check-in with hundreds of signals continues as new', async () => {
  const handle = await fixture.engine.onboard(
    createEngineInput([createActivityStep('a'), createTaskStep('talk', ['a'], { startAt: IN_NINETY_DAYS })]),
  );
  const ignoredSenders = await sendIgnoredSignals(handle, SIGNALS);
  expect(getStepView(await waitForView(handle, () => true), 'talk').status).toBe('waiting');
  fixture.world.replan = createFakeReplan(() => ({ startAt: '2027-01-02T09:00:00Z' }));
  await reschedule(handle);
  await waitForView(handle, (view) => getStepView(view, 'talk').startedAt !== undefined);
  await handle.signal('completeTask', { step: 'talk', by: IT });
  expect((await handle.result()).status).toBe('completed');
  const collected = new Map(
    fixture.world.snapshots.flatMap(({ timeline }) => timeline.map((entry) => [entry.seq, entry])),
  );
  expect([...collected.values()].filter(({ kind }) => kind === 'ignored').map(({ by }) => by)).toEqual(ignoredSenders);
  expect(fixture.world.calls).toEqual(['a']);
});

test('deadlines and delegates are carried over; nobody is notified twice', async () => {
  let expireAt = '';
  fixture.world.scheduleReminders = ({ openedAt, expireAfter }) => {
    if (expireAfter === undefined) return { substitutes: [] };
    expireAt = new Date(Date.parse(openedAt) + 40_000).toISOString();
    return { substitutes: [], expireAt };
  };
  const escalation = { expireAfter: 10, onExpiry: 'decline' as const };
  const handle = await fixture.engine.onboard(
    createEngineInput([createApprovalStep('ok', [], { escalation }), createTaskStep('talk', ['ok'])]),
  );
  await handle.signal('delegate', { step: 'ok', by: MANAGER, to: 'mary@example.com' });
  await sendIgnoredSignals(handle);
  expect(getStepView(await waitForView(handle, () => true), 'ok')).toMatchObject({
    status: 'waiting',
    people: [{ email: 'mary@example.com' }],
    expireAt,
  });
  const view = await waitForFinalView(handle);
  expect(view.status).toBe('declined');
  expect(Date.parse(getStepView(view, 'ok').decision?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(expireAt));
  const notifications = new Map(
    fixture.world.snapshots.flatMap((snapshot) =>
      snapshot.notifications.map((notification) => [notification.key, notification]),
    ),
  );
  // If reminders were scheduled before the delegation arrived, the manager is notified as well.
  const collected = [...notifications.values()].flatMap(({ kind, to }) => to.map(({ email }) => `${kind} ${email}`));
  expect(collected).toEqual([...new Set(collected)]);
}, 180_000);

test('a failure waiting for its owner is carried over', async () => {
  let isFixed = false;
  fixture.world.setBehaviour('a', () => {
    if (!isFixed) throw new Error('not yet');
  });
  const handle = await fixture.engine.onboard(createEngineInput([createActivityStep('a', [], { decideWithin: 2 })]));
  await waitForView(handle, ({ status }) => status === 'needs-attention');
  await sendIgnoredSignals(handle);
  isFixed = true;
  await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
  expect((await handle.result()).status).toBe('completed');
});
