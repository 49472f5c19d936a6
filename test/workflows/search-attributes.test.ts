import type { WorkflowHandle } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { startOnboardingWorkflow } from '../../src/temporal/start-onboarding-workflow';
import { pollUntil } from '../../src/lib/poll-until';
import { useEngineFixture } from './engine-fixture';
import { createActivityStep, createApprovalStep, createEngineInput, MANAGER, waitForFinalView } from './support';

const fixture = useEngineFixture(['a']);

const options = { apiOnly: false, hasSearchAttributes: true };

const submit = (input: ReturnType<typeof createEngineInput>) =>
  startOnboardingWorkflow(fixture.temporal.client, input, 'REJECT_DUPLICATE');

const waitForAttributes = (handle: WorkflowHandle, expected: Record<string, string>) =>
  pollUntil(async () => {
    const { typedSearchAttributes } = await handle.describe();
    const found = Object.entries(SEARCH_ATTRIBUTES).map(([name, key]) => [name, typedSearchAttributes.get(key)]);
    expect(Object.fromEntries(found)).toMatchObject(expected);
  }, 30_000);

async function countUpserts(handle: WorkflowHandle): Promise<number> {
  const { events = [] } = await handle.fetchHistory();
  return (events ?? []).filter((event) => event.upsertWorkflowSearchAttributesEventAttributes).length;
}

test('Temporal lists an onboarding by its present status and plan, and the history gains one event for each change', async () => {
  const steps = [createApprovalStep('ok'), createActivityStep('a', ['ok'])];
  fixture.world.setBehaviour('a', () => Promise.reject(new Error('the system is broken')));
  const handle = await submit(createEngineInput(steps, { options }));
  await waitForAttributes(handle, { status: 'awaiting-approval', plan: 'test' });
  await handle.query('onboarding');
  expect(await countUpserts(handle)).toBe(0);

  await handle.signal('approve', { by: MANAGER });
  expect(await waitForFinalView(handle)).toMatchObject({ status: 'rolled-back' });
  await waitForAttributes(handle, { status: 'rolled-back' });
  // Scheduled, in progress, rolling back, rolled back: at most one event each.
  expect(await countUpserts(handle)).toBeLessThanOrEqual(4);
});

test('a declined onboarding is found as declined, and others have no attributes', async () => {
  const handle = await submit(createEngineInput([createApprovalStep('ok')], { options }));
  const plain = await submit(createEngineInput([createApprovalStep('ok')]));
  for (const one of [handle, plain]) {
    await one.signal('decline', { by: MANAGER });
    await waitForFinalView(one);
  }
  await waitForAttributes(handle, { status: 'declined', plan: 'test' });
  expect((await plain.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.status)).toBeUndefined();
  expect(await countUpserts(plain)).toBe(0);
  await pollUntil(async () => {
    const { count } = await fixture.temporal.client.workflow.count('FirstdayStatus = "declined"');
    expect(count).toBe(1);
  }, 30_000);
});
