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
} from './support';

const IN_NINETY_DAYS = '2099-05-30T09:00:00Z';
const SIGNALS = 300;

const stage = useEngineFixture(['a', 'b'], ['limit.historyCount.suggestContinueAsNew=60']);

/** Sends signals from people without permission until the history has exceeded its limit at least once. */
async function makeNoise(handle: WorkflowHandle, signals = 120): Promise<string[]> {
  const noise = Array.from({ length: signals }, (_, index) => `nobody${String(index)}@example.com`);
  const { runId: first } = await handle.describe();
  for (const by of noise) await handle.signal('completeTask', { step: 'talk', by });
  // The timeline is no evidence of a new run: one that starts with all signals handled projects nothing.
  await waitForValue(async () => (await handle.describe()).runId !== first || undefined, 60_000);
  return noise;
}

test('a check-in after ninety days and hundreds of signals: it continues as new, and none is lost', async () => {
  const handle = await stage.engine.onboard(
    createEngineInput([createActivityStep('a'), createTaskStep('talk', ['a'], { startAt: IN_NINETY_DAYS })]),
  );
  const noise = await makeNoise(handle, SIGNALS);
  expect(getStepView(await waitForView(handle, () => true), 'talk').status).toBe('waiting');
  stage.world.replan = createFakeReplan(() => ({ startAt: '2027-01-02T09:00:00Z' }));
  await reschedule(handle);
  await waitForView(handle, (view) => getStepView(view, 'talk').startedAt !== undefined);
  await handle.signal('completeTask', { step: 'talk', by: IT });
  expect((await handle.result()).status).toBe('completed');
  const told = new Map(stage.world.snapshots.flatMap(({ timeline }) => timeline.map((entry) => [entry.seq, entry])));
  expect([...told.values()].filter(({ kind }) => kind === 'ignored').map(({ by }) => by)).toEqual(noise);
  expect(stage.world.calls).toEqual(['a']);
});

test('deadlines, delegates and failures that wait are carried over; nobody is asked or told twice', async () => {
  let expireAt = '';
  stage.world.scheduleReminders = ({ openedAt, expireAfter }) => {
    if (expireAfter === undefined) return { standIns: [] };
    expireAt = new Date(Date.parse(openedAt) + 40_000).toISOString();
    return { standIns: [], expireAt };
  };
  const patience = { expireAfter: 10, onExpiry: 'decline' as const };
  const handle = await stage.engine.onboard(
    createEngineInput([createApprovalStep('ok', [], { patience }), createTaskStep('talk', ['ok'])]),
  );
  await handle.signal('delegate', { step: 'ok', by: MANAGER, to: 'mary@example.com' });
  await makeNoise(handle);
  expect(getStepView(await waitForView(handle, () => true), 'ok')).toMatchObject({
    status: 'waiting',
    people: [{ email: 'mary@example.com' }],
    expireAt,
  });
  const view = await handle.result();
  expect(view.status).toBe('declined');
  expect(Date.parse(getStepView(view, 'ok').decision?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(expireAt));
  const notices = new Map(
    stage.world.snapshots.flatMap((snapshot) => snapshot.notices.map((notice) => [notice.key, notice])),
  );
  // If reminders were scheduled before the delegation arrived, the manager is notified as well.
  const told = [...notices.values()].flatMap(({ kind, to }) => to.map(({ email }) => `${kind} ${email}`));
  expect(told).toEqual([...new Set(told)]);
}, 180_000);

test('a failure that waits for its owner is carried over', async () => {
  let isMended = false;
  stage.world.setBehaviour('a', () => {
    if (!isMended) throw new Error('not yet');
  });
  const handle = await stage.engine.onboard(createEngineInput([createActivityStep('a', [], { decideWithin: 2 })]));
  await waitForView(handle, ({ status }) => status === 'needs-attention');
  await makeNoise(handle);
  isMended = true;
  await handle.signal('resolveFailure', { step: 'a', action: 'retry', by: HR });
  expect((await handle.result()).status).toBe('completed');
});
