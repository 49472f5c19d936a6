import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createDataConverter } from '../../src/temporal/data-converter';
import { resolveWorkflowBundle } from '../../src/worker/workflow-bundle';
import { bundleWorkflowVariant } from './variants/bundle';
import { createReplayOptions, replayRecordedHistories } from './variants/replay-histories';

const dataConverter = createDataConverter();
/** Recorded stories and cases. Lower it only when a test that records is removed. */
const MIN_HISTORIES = 120;
beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

test('the current workflow code replays every recorded history', async () => {
  const outcomes = await replayRecordedHistories(createReplayOptions(await resolveWorkflowBundle(dataConverter)));
  expect(outcomes.size).toBeGreaterThanOrEqual(MIN_HISTORIES);
  for (const [name, error] of outcomes) expect([name, error]).toEqual([name, undefined]);
});

test('workflow code with reordered steps does not replay', async () => {
  const bundle = await bundleWorkflowVariant('reordered', dataConverter);
  const outcomes = await replayRecordedHistories(createReplayOptions(bundle), 'approved');
  expect(outcomes.size).toBeGreaterThan(0);
  for (const error of outcomes.values()) expect(error).toBeInstanceOf(DeterminismViolationError);
});
