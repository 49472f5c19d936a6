import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, type ReplayWorkerOptions, Runtime, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../src/temporal/data-converter';
import { resolveWorkflowBundle } from '../../src/worker/workflow-bundle';
import { loadRecordedHistories, TEST_KEYS } from '../support/histories';
import { bundleReorderedWorkflows } from './reordered-bundle';

const dataConverter = createDataConverter(TEST_KEYS);
beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

async function replayHistories(options: ReplayWorkerOptions, namePrefix = ''): Promise<Map<string, Error | undefined>> {
  const histories = (await loadRecordedHistories()).filter(({ name }) => name.startsWith(namePrefix));
  const outcomes = new Map<string, Error | undefined>();
  const sinks = { projection: { write: { fn: () => undefined } } };
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { ...options, dataConverter, sinks },
    histories,
  )) {
    outcomes.set(histories.find((one) => one.workflowId === workflowId)?.name ?? workflowId, error);
  }
  return outcomes;
}

test('the current workflow code replays every recorded history', async () => {
  const outcomes = await replayHistories({ workflowBundle: await resolveWorkflowBundle(dataConverter) });
  expect(outcomes.size).toBeGreaterThanOrEqual(122);
  for (const [name, error] of outcomes) expect([name, error]).toEqual([name, undefined]);
});

test('workflow code with reordered steps does not replay', async () => {
  const outcomes = await replayHistories({ workflowBundle: await bundleReorderedWorkflows(dataConverter) }, 'approved');
  expect(outcomes.size).toBeGreaterThan(0);
  for (const error of outcomes.values()) expect(error).toBeInstanceOf(DeterminismViolationError);
});
