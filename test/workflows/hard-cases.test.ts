import type { WorkflowHandle } from '@temporalio/client';
import { type Payload } from '@temporalio/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForValue } from '../support/wait-for-value';
import { useEngineFixture } from './engine-fixture';
import {
  createActivityStep,
  createEngineInput,
  createApprovalStep,
  EngineUnderTest,
  HR,
  summarizeTimeline,
  MANAGER,
  waitForView,
  startOnboarding,
  getStepView,
  listRejections,
  waitForFinalView,
} from './support';

const fixture = useEngineFixture(['a', 'b'], ['limit.historyCount.suggestContinueAsNew=60']);

const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Sends payloads unchanged, bypassing the data converter. */
async function signalRaw(handle: WorkflowHandle, signalName: string, payloads: Payload[]): Promise<void> {
  await fixture.temporal.client.workflowService.signalWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: handle.workflowId },
    signalName,
    input: { payloads },
  });
}

test('hard case: a signal during the final projection write changes nothing and is recorded', async () => {
  const input = createEngineInput([createApprovalStep('ok')]);
  const handle = await startOnboarding(fixture.temporal.client, input, { workflowTaskTimeout: '2 seconds' });
  const isDeclineProjected = (): boolean => fixture.world.findLatestView(input.id)?.status === 'declined';
  // Longer than the heartbeat interval of a workflow task, which lets the signal in.
  // Shorter than the timeout of the local write, 2 s.
  fixture.world.beforeFinalSnapshot = async () => {
    await handle.signal('approve', { step: 'ok', by: MANAGER });
    await sleep(1_800);
  };
  await handle.signal('decline', { by: MANAGER });
  const view = await waitForFinalView(handle);
  expect(summarizeTimeline(view)).toContain('ignored ok');
  await waitForValue(() => Promise.resolve(isDeclineProjected() || undefined));
  const projected = fixture.world.snapshots.flatMap(({ timeline }) => timeline.map(({ seq }) => seq));
  expect(Math.max(...projected)).toBe(view.timeline.at(-1)?.seq);
});

describe('hard case: malformed messages', () => {
  const json = { encoding: encodeText('json/plain') };
  test.each<[string, string, Payload[]]>([
    ['broken JSON', 'approve', [{ metadata: json, data: encodeText('{"by":') }]],
    ['an unknown encoding', 'approve', [{ metadata: { encoding: encodeText('klingon') }, data: encodeText('x') }]],
    [
      'encrypted with another key',
      'cancel',
      [{ metadata: { encoding: encodeText('binary/encrypted') }, data: encodeText('x') }],
    ],
    ['no metadata at all', 'decline', [{ data: encodeText('x') }]],
    ['no argument', 'approve', []],
    ['a wrong type', 'approve', [{ metadata: json, data: encodeText('42') }]],
    ['a missing field', 'resolveFailure', [{ metadata: json, data: encodeText('{"step":"a"}') }]],
    ['a polluted prototype', 'approve', [{ metadata: json, data: encodeText('{"__proto__":{"by":"x@example.com"}}') }]],
    [
      'an oversized comment',
      'approve',
      [{ metadata: json, data: encodeText(JSON.stringify({ by: MANAGER, comment: 'x'.repeat(100_000) })) }],
    ],
    ['an unknown signal', 'x'.repeat(900), [{ metadata: json, data: encodeText('{}') }]],
  ])('%s: the onboarding continues and records it', async (_name, signal, payloads) => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok'), createActivityStep('a', ['ok'])]),
    );
    await signalRaw(handle, signal, payloads);
    const view = await waitForView(handle, ({ timeline }) => timeline.some(({ kind }) => kind === 'ignored'));
    const [rejection] = listRejections(view);
    expect(rejection?.code).toMatch(/^(malformed\.signal|unknown-signal)$/);
    expect(JSON.stringify(rejection).length).toBeLessThan(400);
    await handle.signal('approve', { by: MANAGER });
    expect((await handle.result()).status).toBe('completed');
  });

  test('a plain payload, as sent by Temporal’s CLI, counts without its proof', async () => {
    const handle = await fixture.engine.onboard(createEngineInput([createApprovalStep('ok')]));
    const proof = {
      decisionId: '5b6f8d2e-5a57-4f0c-9a37-0d7a4a7c2f11',
      onboardingId: handle.workflowId.slice(11),
      roles: ['hr'],
    };
    await signalRaw(handle, 'approve', [{ metadata: json, data: encodeText(JSON.stringify({ by: MANAGER, proof })) }]);
    const view = await waitForFinalView(handle);
    expect(getStepView(view, 'ok').decision).toMatchObject({ outcome: 'approved', via: 'temporal (unverified)' });
    expect(getStepView(view, 'ok').decision?.decisionId).toBeUndefined();
  });
});

async function listProjectionWrites(handle: WorkflowHandle): Promise<{ activities: string[]; markers: number }> {
  const { events } = await handle.fetchHistory();
  const activities = (events ?? []).flatMap(
    ({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name ?? [],
  );
  return { activities, markers: (events ?? []).filter((event) => event.markerRecordedEventAttributes).length };
}

describe('hard case: the projection', () => {
  test('a database outage delays only the end, and loses no entry', async () => {
    fixture.world.isDatabaseUnavailable = true;
    const handle = await fixture.engine.onboard(
      createEngineInput([
        createApprovalStep('ok', [], { reminderSchedule: { substitutes: [] } }),
        createActivityStep('a', ['ok']),
      ]),
    );
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForView(handle, (current) => getStepView(current, 'a').status === 'done');
    expect(view.closedAt).toBeDefined();
    expect((await handle.describe()).status.name).toBe('RUNNING');
    fixture.world.isDatabaseUnavailable = false;
    const final = await waitForFinalView(handle);
    expect(fixture.world.snapshots.map((snapshot) => snapshot.view.status)).toEqual(['completed']);
    expect(fixture.world.snapshots[0]?.timeline).toEqual(final.timeline);
    // One attempt by the local activity, then the retried activity.
    expect(await listProjectionWrites(handle)).toEqual({ activities: ['a', 'writeProjection'], markers: 1 });
  });

  test('leaves no trace in the history except its end, so it replays', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([
        createApprovalStep('ok', [], { reminderSchedule: { substitutes: [] } }),
        createActivityStep('a', ['ok']),
      ]),
    );
    await handle.signal('approve', { by: MANAGER });
    await handle.result();
    expect(await listProjectionWrites(handle)).toEqual({ activities: ['a'], markers: 1 });
    expect(fixture.world.snapshots.length).toBeGreaterThan(2);
  });

  test('revisions only increase', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok'), createActivityStep('a', ['ok']), createActivityStep('b', ['a'])]),
    );
    await handle.signal('approve', { by: MANAGER });
    await handle.result();
    const revisions = fixture.world.snapshots.map(({ revision }) => revision);
    const sorted = [...revisions].sort((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2]);
    expect(revisions).toEqual(sorted);
    expect(revisions.length).toBeGreaterThan(2);
  });
});

describe('hard case: continue-as-new', () => {
  test('no signal is lost at continue-as-new', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a']), createActivityStep('b', ['ok'])]),
    );
    // A decision before the approval opens does not count, and a busy worker may open it after the last signal.
    await waitForView(handle, (current) => getStepView(current, 'ok').status === 'waiting');
    const ignoredSenders = Array.from({ length: 150 }, (_, index) => `nobody${String(index)}@example.com`);
    for (const by of ignoredSenders) await handle.signal('approve', { by });
    await handle.signal('approve', { by: MANAGER });
    const view = await waitForFinalView(handle);
    expect(view.status).toBe('completed');
    expect(Math.max(...fixture.world.snapshots.map(({ revision }) => revision[0]))).toBeGreaterThan(0);
    const projected = new Map(
      fixture.world.snapshots.flatMap(({ timeline }) => timeline.map((entry) => [entry.seq, entry])),
    );
    expect([...projected.values()].filter(({ kind }) => kind === 'ignored').map(({ by }) => by)).toEqual(
      ignoredSenders,
    );
    expect(view.timeline.length).toBeLessThan(60);
    expect(fixture.world.calls).toEqual(['a', 'b']);
  });

  test('an armed undo is carried over', async () => {
    const handle = await fixture.engine.onboard(
      createEngineInput([createActivityStep('a'), createApprovalStep('ok', ['a'])]),
    );
    for (let index = 0; index < 100; index += 1) await handle.signal('approve', { by: 'nobody@example.com' });
    await waitForView(handle, () => fixture.world.snapshots.some(({ revision }) => revision[0] > 0));
    await handle.signal('cancel', { by: HR, reason: 'withdrawn' });
    const view = await waitForFinalView(handle);
    expect(summarizeTimeline(view)).toContain('undone a');
    expect(fixture.world.calls).toEqual(['a', 'a.undo']);
  });
});

/** Starts a new worker after `stage.engine.stop()`. */
async function restart(): Promise<void> {
  const { client, connection } = fixture.temporal;
  fixture.engine = await EngineUnderTest.start(client, connection, fixture.world, ['a', 'b']);
}

test('hard case: a decision made without a worker takes effect later', async () => {
  const handle = await fixture.engine.onboard(
    createEngineInput([createApprovalStep('ok'), createActivityStep('a', ['ok'])]),
  );
  await waitForView(handle, (view) => view.status === 'awaiting-approval');
  await fixture.engine.stop();
  await handle.signal('approve', { by: MANAGER });
  await restart();
  expect((await handle.result()).status).toBe('completed');
});

// Not on the time-skipping server: it stops answering once a timer that has just fired is cancelled
// (temporalio/sdk-java#3088).
describe('hard case: an approval and its expiry in the same task', () => {
  const escalation = { expireAfter: 1, onExpiry: 'decline' } as const;
  type EventAttribute = 'timerStartedEventAttributes' | 'timerFiredEventAttributes';
  const waitForEvent = (handle: WorkflowHandle, attribute: EventAttribute) =>
    waitForValue(async () => (await handle.fetchHistory()).events?.find((event) => event[attribute]));

  test.each(['before', 'after'])('an approval sent %s the expiry, without a worker, counts', async (order) => {
    fixture.world.scheduleReminders = ({ openedAt }) => ({
      expireAt: new Date(Date.parse(openedAt) + 1_500).toISOString(),
      substitutes: [],
    });
    const handle = await fixture.engine.onboard(
      createEngineInput([createApprovalStep('ok', [], { escalation }), createActivityStep('a', ['ok'])]),
    );
    await waitForEvent(handle, 'timerStartedEventAttributes');
    await fixture.engine.stop();
    if (order === 'before') await handle.signal('approve', { by: MANAGER });
    await waitForEvent(handle, 'timerFiredEventAttributes');
    if (order === 'after') await handle.signal('approve', { by: MANAGER });
    await restart();
    const view = await waitForFinalView(handle);
    expect(summarizeTimeline(view).filter((kind) => /^(approved|expired)/.test(kind))).toEqual(['approved ok']);
    expect(view.status).toBe('completed');
  });
});
