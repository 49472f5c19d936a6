import type { WorkflowHandle } from '@temporalio/client';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { waitForValue } from '../support/wait-for-value';
import { useEngineFixture } from './engine-fixture';
import { createApprovalStep, createEngineInput, startOnboarding } from './support';

/** The sandbox limits stack traces (workflows/limit-stack-traces.ts). */

const fixture = useEngineFixture([]);

async function findTaskFailure(handle: WorkflowHandle) {
  const { events } = await handle.fetchHistory();
  const failed = events?.find((event) => event.workflowTaskFailedEventAttributes);
  return failed?.workflowTaskFailedEventAttributes?.failure ?? undefined;
}

test('the stack trace query is answered', async () => {
  const handle = await fixture.engine.onboard(createEngineInput([createApprovalStep('ok')]));
  expect(await handle.query('__stack_trace')).toEqual(expect.any(String));
});

test('a failure of a workflow task names the line that threw, and its caller', async () => {
  const input = { ...createEngineInput([]), plan: {} } as unknown as EngineInput;
  const handle = await startOnboarding(fixture.temporal.client, input);
  const failure = await waitForValue(() => findTaskFailure(handle), 20_000);
  await handle.terminate();
  const lines = failure.stackTrace?.split('\n').filter((line) => line.startsWith('    at '));
  expect(lines).toEqual([
    expect.stringMatching(/src\/domain\/onboarding\/state\.ts:\d+/),
    expect.stringMatching(/src\/domain\/onboarding\/onboarding-model\.ts:\d+/),
  ]);
});
