import type { WorkflowHandle } from '@temporalio/client';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { TASK_QUEUE } from '../../src/domain/ids';
import { createDataConverter } from '../../src/temporal/data-converter';
import { resolveWorkflowBundle } from '../../src/worker/workflow-bundle';
import { TEST_KEYS } from '../support/histories';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { createActivityStep, createEngineInput, FakeWorld, startOnboarding } from './support';
import { bundleWorkflowVariant } from './variants/bundle';
import { createReplayOptions, replayRecordedHistories } from './variants/replay-histories';

/** How workflow code is upgraded while onboardings are open: docs/versioning.md, "Patch". */

const dataConverter = createDataConverter(TEST_KEYS);
let temporal: TestTemporal;
let patchedBundle: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  temporal = await startTestTemporal([], TEST_KEYS);
  patchedBundle = await bundleWorkflowVariant('patched', dataConverter);
});
afterAll(() => temporal.close());

async function runWithPatch(): Promise<WorkflowHandle> {
  const world = new FakeWorld();
  const worker = await Worker.create({
    connection: temporal.connection,
    taskQueue: TASK_QUEUE,
    dataConverter,
    workflowBundle: patchedBundle,
    activities: { ...world.createActivities(['a']), ...world.projection.activities, ...world.planning },
    sinks: world.projection.sinks,
  });
  return worker.runUntil(async () => {
    const handle = await startOnboarding(temporal.client, createEngineInput([createActivityStep('a')]));
    expect((await handle.result()).status).toBe('completed');
    return handle;
  });
}

test('patched code replays what older code has recorded', async () => {
  const outcomes = await replayRecordedHistories(createReplayOptions(patchedBundle));
  expect(outcomes.size).toBeGreaterThan(0);
  for (const [name, error] of outcomes) expect([name, error]).toEqual([name, undefined]);
});

test('a new onboarding takes the patched path, and older code cannot replay it', async () => {
  const handle = await runWithPatch();
  const history = await handle.fetchHistory();
  const events = history.events ?? [];
  expect(events.filter(({ timerStartedEventAttributes: timer }) => timer)).toHaveLength(1);
  expect(
    events.filter(({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_patch'),
  ).toHaveLength(1);

  await Worker.runReplayHistory(createReplayOptions(patchedBundle), history, handle.workflowId);
  const olderCode = createReplayOptions(await resolveWorkflowBundle(dataConverter));
  await expect(Worker.runReplayHistory(olderCode, history, handle.workflowId)).rejects.toBeInstanceOf(
    DeterminismViolationError,
  );
});
