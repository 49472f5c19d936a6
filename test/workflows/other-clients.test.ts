import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { buildCohortInput } from '../../src/domain/cohort';
import { TASK_QUEUE } from '../../src/domain/ids';
import { createTemporalClient } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { createRequest } from '../support/requests';
import { waitForValue } from '../support/wait-for-value';
import { useEngineFixture } from './engine-fixture';
import { createApprovalStep, createEngineInput, MANAGER, startOnboarding, waitForFinalView } from './support';

const fixture = useEngineFixture(['a']);

const start = (workflowType: string, args: unknown[], client = fixture.temporal.client) =>
  client.workflow.start(workflowType, { workflowId: `bare:${randomUUID()}`, taskQueue: TASK_QUEUE, args });

test.each<[string, unknown[]]>([
  ['onboardEmployee', []],
  ['onboardEmployee', [createRequest()]],
  ['onboardEmployee', ['ada@example.org']],
  ['onboardEmployee', [{ ...createEngineInput([]), plan: null }]],
  ['onboardCohort', [{}]],
  ['onboardCohort', [{ ...buildCohortInput(randomUUID(), false), concurrency: 'two' }]],
])('a bare start of %s fails at once and says where to submit', async (workflowType, args) => {
  const handle = await start(workflowType, args);
  const error: unknown = await handle.result().catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  const { cause } = error as WorkflowFailedError;
  expect(cause).toBeInstanceOf(ApplicationFailure);
  expect(cause).toMatchObject({ type: 'NotSubmitted', nonRetryable: true });
  expect(cause?.message).toMatch(/^Submit onboardings through the API/);
});

test('an input whose key no worker has only waits for that key', async () => {
  const keys = { encryption: [{ id: 'lost', key: Buffer.alloc(32, 9) }] };
  const config = { connectionOptions: { address: fixture.temporal.address } };
  const client = createTemporalClient(config, createDataConverter(keys));
  const handle = await start('onboardEmployee', [createEngineInput([])], client);
  const failure = await waitForValue(async () => {
    const { events } = await handle.fetchHistory();
    return (
      events?.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes?.failure ??
      undefined
    );
  });
  expect(failure.message).toMatch(/ENCRYPTION_KEYS/);
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.terminate();
  await client.connection.close();
});

test.each<[string, () => Promise<{ workflowId: string }>]>([
  ['an onboarding', () => startOnboarding(fixture.temporal.client, createEngineInput([createApprovalStep('ok')]))],
  ['a cohort', () => start('onboardCohort', [buildCohortInput(randomUUID(), false)])],
])('%s describes every message that it offers, and offers nothing internal', async (_what, startOne) => {
  const { workflowId } = await startOne();
  const handle = fixture.temporal.client.workflow.getHandle(workflowId);
  const { definition } = await handle.query<temporal.api.sdk.v1.IWorkflowMetadata>('__temporal_workflow_metadata');
  const { signalDefinitions, queryDefinitions, updateDefinitions } = definition ?? {};
  const offered = [...(signalDefinitions ?? []), ...(queryDefinitions ?? []), ...(updateDefinitions ?? [])];
  expect(offered.filter(({ description }) => !description)).toEqual([]);
  expect(offered.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['snapshot']));
  expect(offered.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['wake']));
  await handle.terminate();
});

test('an unknown query is refused with the known one, and the onboarding continues', async () => {
  const handle = await startOnboarding(fixture.temporal.client, createEngineInput([createApprovalStep('ok')]));
  await expect(handle.query('state')).rejects.toThrow('There is no query state. Use onboarding.');
  await handle.signal('approve', { by: MANAGER });
  expect(await waitForFinalView(handle)).toMatchObject({ status: 'completed' });
});
