import { type ReplayWorkerOptions, Worker } from '@temporalio/worker';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { loadRecordedHistories, TEST_KEYS } from '../../support/histories';

const sinks = { projection: { write: { fn: () => undefined } } };

/** Options to replay histories of the tests with a bundle of workflow code. */
export const createReplayOptions = (workflowBundle: { code: string } | { codePath: string }): ReplayWorkerOptions => ({
  workflowBundle,
  dataConverter: createDataConverter(TEST_KEYS),
  sinks,
});

/** Replays the recorded histories whose names begin with the prefix. Returns the error of each, or undefined, by name. */
export async function replayRecordedHistories(
  options: ReplayWorkerOptions,
  namePrefix = '',
): Promise<Map<string, Error | undefined>> {
  const histories = (await loadRecordedHistories()).filter(({ name }) => name.startsWith(namePrefix));
  const outcomes = new Map<string, Error | undefined>();
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories))
    outcomes.set(histories.find((one) => one.workflowId === workflowId)?.name ?? workflowId, error);
  return outcomes;
}
