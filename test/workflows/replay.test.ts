import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, type ReplayWorkerOptions, Runtime, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../src/temporal/data-converter';
import { resolveWorkflowBundle } from '../../src/worker/workflow-bundle';
import { loadRecordedHistories, TEST_KEYS } from '../support/histories';
import { reorderedBundle } from './reordered-bundle';

const dataConverter = createDataConverter(TEST_KEYS);
beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

async function replay(options: ReplayWorkerOptions, stories = ''): Promise<Map<string, Error | undefined>> {
  const recorded = (await loadRecordedHistories()).filter(({ name }) => name.startsWith(stories));
  const outcomes = new Map<string, Error | undefined>();
  const sinks = { projection: { write: { fn: () => undefined } } };
  for await (const { workflowId, error } of Worker.runReplayHistories({ ...options, dataConverter, sinks }, recorded)) {
    outcomes.set(recorded.find((one) => one.workflowId === workflowId)?.name ?? workflowId, error);
  }
  return outcomes;
}

test('today’s workflow code replays every recorded history', async () => {
  const outcomes = await replay({ workflowBundle: await resolveWorkflowBundle(dataConverter) });
  expect(outcomes.size).toBeGreaterThanOrEqual(122);
  for (const [name, error] of outcomes) expect([name, error]).toEqual([name, undefined]);
});

test('workflow code that runs its steps in another order does not', async () => {
  const outcomes = await replay({ workflowBundle: await reorderedBundle(dataConverter) }, 'approved');
  expect(outcomes.size).toBeGreaterThan(0);
  for (const error of outcomes.values()) expect(error).toBeInstanceOf(DeterminismViolationError);
});
